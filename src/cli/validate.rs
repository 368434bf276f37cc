//! `rasoat validate`: a clerk's own check of a list before it is sent.
//!
//! In: files. Out: each faulty cell with what it holds, what is wrong and the way out, and a marked copy
//! of each file; exit code 1 where something at or above `--fail-on` was found, 2 where a file cannot
//! be read (all such are told, and nothing is written).

use std::collections::{BTreeMap, BTreeSet};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::lists::{Months, Run};
use super::{Color, Common, Format, say};
use crate::audit::check;
use crate::link::fold::{ListFolder, Merger};
use crate::model::{CellRef, IdNumber, Key, Outcome, Severity, Source};
use crate::read::{self, Input, SheetCells, column_index};
use crate::recognise::{self, Words};
use crate::report::marked::{self, Copied, ENDING};
use crate::report::{self, Batch, Fault};
use crate::texts::{Lang, reading, results, validate as texts};

/// Kiểm tra danh sách trước khi gửi: chỉ rõ từng ô sai, viết bản đánh dấu NAME.kiem-tra.xlsx
#[derive(clap::Args)]
pub struct Options {
    /// Tệp danh sách
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// Thư mục đặt bản kiểm tra (mặc định: thư mục của danh sách)
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Trả mã 1 khi có lỗi từ mức này (error, warning, info, never)
    #[arg(long, value_name = "LEVEL")]
    fail_on: Option<String>,
    /// Bỏ qua tệp không đọc được và nói rõ trong kết quả
    #[arg(long)]
    skip_unknown: bool,
}

/// Runs the command.
pub fn run(common: &Common, options: &Options) -> ExitCode {
    checked(common, options).unwrap_or_else(|sentences| say::complain(&sentences))
}

fn checked(common: &Common, options: &Options) -> Result<ExitCode, String> {
    let months = Months::none(options.skip_unknown);
    let run = Run::prepare(common, options.paths.first(), &months)?;
    let (lang, fail_on) = (run.lang, run.fail_on(options.fail_on.as_deref())?);
    let read = run.read(&options.paths, ListFolder::of_any_role)?;
    let whole = read.told.is_empty();
    let mut merger = Merger::new();
    for list in read.lists {
        merger.add(list.source, list.sink.finish());
    }
    let mut folded = merger.finish();
    let words = &run.words;
    folded.corpus.note_mergers(words.mergers());
    folded
        .corpus
        .note_places(|name| words.commune(name).is_some());
    let mut outcome = check(folded, &run.book, lang, read.told);

    let files = held(&read.files, &outcome, lang)?;
    find_cells(&mut outcome, &files, &run.words);
    let out = options.out.as_ref().or(run.config.out.as_ref());
    let mut copies = copies(&files, &outcome, out.map(PathBuf::as_path), lang);
    outcome.remarks.append(&mut copies.remarks);
    let written = write(&copies.all, lang)?;
    print(common, (&outcome, whole), &files, &written, lang);
    let fails = |least: Severity| outcome.findings.iter().any(|f| f.severity >= least);
    Ok(ExitCode::from(u8::from(fail_on.is_some_and(fails))))
}

/// A file with its cells, as far as they are needed.
struct Held<'a> {
    input: &'a Input,
    is_package: bool,
    sheets: Vec<SheetCells>,
}

/// The files that hold lists, read once more for what their cells show.
fn held<'a>(inputs: &'a [Input], outcome: &Outcome, lang: Lang) -> Result<Vec<Held<'a>>, String> {
    let mut files = Vec::new();
    for input in inputs {
        let of_file = |source: &&Source| source.path == input.shown;
        if !outcome.sources.iter().any(|s| of_file(&s)) {
            continue;
        }
        let mut formats = outcome.sources.iter().filter(of_file).map(|s| s.format);
        let is_package = formats.any(|format| format == "xlsx");
        // A package is copied as it stands: of its cells only those at fault are shown, and the headers.
        let cells = outcome.findings.iter().flat_map(|f| &f.evidence);
        let told = cells
            .filter(|cell| cell.path == input.shown)
            .map(|cell| (cell.sheet.as_deref(), cell.row));
        let headers = outcome.sources.iter().filter(of_file).flat_map(|list| {
            let rows = list.header_rows.iter();
            rows.map(|row| (list.sheet.as_deref(), *row))
        });
        let told: BTreeSet<(Option<&str>, u32)> = told.chain(headers).collect();
        files.push(Held {
            input,
            is_package,
            sheets: sheets(input, lang, &|sheet, row| {
                !is_package || told.contains(&(sheet, row))
            })?,
        });
    }
    Ok(files)
}

/// The cells of a file in the rows that are wanted.
fn sheets(
    input: &Input,
    lang: Lang,
    wanted: &dyn Fn(Option<&str>, u32) -> bool,
) -> Result<Vec<SheetCells>, String> {
    read::cells(input, wanted)
        .map_err(|kind| reading::fault(lang, &kind.at(&input.shown, None)) + "\n")
}

impl Held<'_> {
    /// What a cell shows; empty where it holds nothing.
    fn shown(&self, sheet: Option<&str>, row: u32, column: &str) -> String {
        let sheet = self.sheets.iter().find(|s| s.name.as_deref() == sheet);
        let row = sheet.and_then(|s| {
            let at = s.rows.binary_search_by_key(&row, |r| r.number).ok()?;
            s.rows.get(at)
        });
        let value = row.zip(column_index(column)).and_then(|(r, c)| r.get(c));
        value.map_or_else(String::new, recognise::shown)
    }
}

fn shown(files: &[Held<'_>], cell: &CellRef) -> String {
    let file = files.iter().find(|f| f.input.shown == cell.path);
    file.zip(cell.column.as_ref())
        .map_or_else(String::new, |(file, column)| {
            file.shown(cell.sheet.as_deref(), cell.row, column)
        })
}

/// Some lists hold one thing in two columns, such as a birth in the column of its sex: the one in which
/// the row has something is meant, and where it has nothing the one of the person's sex.
fn find_cells(outcome: &mut Outcome, files: &[Held<'_>], words: &Words) {
    let sources = &outcome.sources;
    let cells = outcome.findings.iter_mut().flat_map(|finding| {
        let subject = &finding.subject;
        let sex = subject.sex.or(subject.id_number.and_then(IdNumber::sex));
        let cells = finding.evidence.iter_mut();
        cells.map(move |cell| (sex, cell))
    });
    for (sex, cell) in cells {
        let sheet = (cell.path.as_str(), cell.sheet.as_deref());
        let place = (cell.row, cell.column.as_deref());
        let Some((_, source)) = Source::at(sources, sheet, place) else {
            continue;
        };
        if !shown(files, cell).is_empty() {
            continue;
        }
        let here = cell.column.clone().unwrap_or_default();
        let key = source.columns.iter().find(|(_, at)| *at == here);
        let Some((key, _)) = key else {
            continue;
        };
        let others = source.columns.iter().filter(|(k, _)| k == key);
        let others = others.map(|(_, letters)| CellRef {
            column: Some(letters.clone()),
            ..cell.clone()
        });
        let others: Vec<CellRef> = others.collect();
        let of_sex = |other: &&CellRef| {
            let header = source.header_rows.iter().any(|row| {
                let head = CellRef {
                    row: *row,
                    ..(*other).clone()
                };
                sex.is_some_and(|sex| words.sex(&shown(files, &head)) == Some(sex))
            });
            *key == Key::Born && header
        };
        let held = others.iter().find(|other| !shown(files, other).is_empty());
        if let Some(other) = held.or_else(|| others.iter().find(of_sex)) {
            *cell = other.clone();
        }
    }
}

/// A marked copy on its way to a file.
struct Copy {
    folder: PathBuf,
    name: String,
    bytes: Vec<u8>,
}

struct Copies {
    all: Vec<Result<Copy, String>>,
    remarks: Vec<String>,
}

/// The marked copies of all files.
fn copies(files: &[Held<'_>], outcome: &Outcome, out: Option<&Path>, lang: Lang) -> Copies {
    let faults = report::faults(outcome, &|cell| shown(files, cell));
    let mut by_file: BTreeMap<&str, Vec<Fault<'_>>> = BTreeMap::new();
    for fault in faults {
        by_file.entry(&fault.cell.path).or_default().push(fault);
    }
    let mut remarks = Vec::new();
    let places = places(files, out);
    let mut all = Vec::new();
    for (file, (folder, name)) in files.iter().zip(places) {
        let faults = by_file
            .remove(file.input.shown.as_str())
            .unwrap_or_default();
        let copied = Copied {
            name: &file.input.shown,
            sheets: &file.sheets,
            lists: &outcome.sources,
            faults: &faults,
        };
        let bytes = file
            .is_package
            .then(|| read::bytes(file.input).ok())
            .flatten();
        let in_place = bytes.and_then(|bytes| marked::in_place(&copied, &bytes, lang));
        let bytes = match in_place {
            Some(bytes) => Ok(bytes),
            None if file.is_package => {
                remarks.push(texts::written_anew(lang, &file.input.shown));
                sheets(file.input, lang, &|_, _| true).and_then(|all| {
                    let sheets = all.as_slice();
                    anew(&Copied { sheets, ..copied }, outcome, lang)
                })
            }
            None => anew(&copied, outcome, lang),
        };
        all.push(bytes.map(|bytes| Copy {
            folder,
            name,
            bytes,
        }));
    }
    Copies { all, remarks }
}

fn anew(copied: &Copied<'_>, outcome: &Outcome, lang: Lang) -> Result<Vec<u8>, String> {
    let mut to = std::io::Cursor::new(Vec::new());
    match marked::anew(copied, outcome.range, lang, &mut to) {
        Ok(()) => Ok(to.into_inner()),
        Err(fill) => Err(format!("{}: {fill:?}\n", copied.name)),
    }
}

/// Folder and name of each copy; files that differ in their ending alone keep it in the name.
fn places(files: &[Held<'_>], out: Option<&Path>) -> Vec<(PathBuf, String)> {
    let folder = |file: &Held<'_>| {
        let own = file.input.path.parent().unwrap_or(Path::new(""));
        out.unwrap_or(own).to_owned()
    };
    let part = |file: &Held<'_>, whole: bool| {
        let path = &file.input.path;
        let name = if whole {
            path.file_name()
        } else {
            path.file_stem()
        };
        name.map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default()
    };
    let same = |a: &Held<'_>, b: &Held<'_>, whole| {
        folder(a) == folder(b) && part(a, whole).to_lowercase() == part(b, whole).to_lowercase()
    };
    let mut taken: BTreeSet<(PathBuf, String)> = BTreeSet::new();
    let mut places = Vec::new();
    for file in files {
        let twins = files
            .iter()
            .filter(|other| same(file, other, false))
            .count();
        let stem = part(file, twins > 1);
        let mut stems =
            std::iter::once(stem.clone()).chain((2u32..).map(|n| format!("{stem}-{n}")));
        let free = stems.find(|stem| taken.insert((folder(file), stem.to_lowercase())));
        places.push((folder(file), free.unwrap_or_default() + ENDING));
    }
    places
}

/// Writes all copies under other names first: either all are new and whole, or none has changed.
fn write(copies: &[Result<Copy, String>], lang: Lang) -> Result<Vec<PathBuf>, String> {
    let faults: String = copies
        .iter()
        .filter_map(|c| c.as_ref().err())
        .cloned()
        .collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut folders: BTreeMap<&Path, Vec<&Copy>> = BTreeMap::new();
    for copy in copies.iter().flatten() {
        folders.entry(&copy.folder).or_default().push(copy);
    }
    let told = |fault: report::WriteFault| results::write_fault(lang, &fault);
    let (mut batches, mut written) = (Vec::new(), Vec::new());
    for (folder, copies) in folders {
        // An empty path is the folder one stands in.
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let names: Vec<&str> = copies.iter().map(|c| c.name.as_str()).collect();
        let batch = Batch::new(folder, &names).map_err(told)?;
        for copy in copies {
            let fill = |to: &mut std::io::BufWriter<std::fs::File>| Ok(to.write_all(&copy.bytes)?);
            batch.write(&copy.name, fill).map_err(told)?;
            written.push(batch.target(&copy.name));
        }
        batches.push(batch);
    }
    for batch in batches {
        batch.commit().map_err(told)?;
    }
    Ok(written)
}

/// Prints the result, and whether it is of all that was given.
fn print(
    common: &Common,
    (outcome, whole): (&Outcome, bool),
    files: &[Held<'_>],
    copies: &[PathBuf],
    lang: Lang,
) {
    let mut out = std::io::stdout().lock();
    // A closed pipe is the reader's wish.
    let _ = match common.format {
        Format::Json => report::write_json(outcome, &mut out),
        Format::Text | Format::Csv if common.quiet => Ok(()),
        Format::Text | Format::Csv => {
            let colour = match common.color {
                Color::Auto => out.is_terminal(),
                Color::Always => true,
                Color::Never => false,
            };
            let faults = report::faults(outcome, &|cell| shown(files, cell));
            report::check(&mut out, outcome, &faults, copies, whole, (lang, colour))
        }
    };
    let _ = out.flush();
}
