//! Law files to checked entries. In: the texts under `rules/law`. Out: [`Entries`], or every fault of every file.

use std::collections::BTreeSet;

use super::entry::{
    Band, Base, Both, Category, Change, Decider, Decree, Each, Entries, Highest, NamedFigure, Of,
    OneOffEntry, Rate, Treatment, Turn, Worth,
};
use super::reader::{Reader, fault};
use super::rows::{BandRow, CategoryRow, FigureRow, FileRows, RateRow};
use super::{LawFault, LawFaultKind as Kind};
use crate::model::Scheme;
use crate::model::text::fold;
use crate::rules::{RuleFile, RuleFiles};

const CATEGORIES: &str = "law/categories.toml";

/// Reads all files under `law/`: the built-in categories first, so that a department's own come after them.
pub(super) fn load(files: &RuleFiles) -> Result<Entries, Vec<LawFault>> {
    let mut entries = Entries {
        clauses: vec![String::new()],
        children_most: 1,
        ..Entries::default()
    };
    let mut faults = Vec::new();
    let mut parsed = Vec::new();
    for file in files.under("law/") {
        match toml::from_str::<FileRows>(&file.text) {
            Ok(rows) => parsed.push((file, rows)),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let kind = Kind::Form(error.message().to_owned());
                faults.push(fault(file, at, kind));
            }
        }
    }
    parsed.sort_by_key(|(file, _)| file.path != CATEGORIES);
    for (file, rows) in &parsed {
        for row in &rows.category {
            Reader::new(file, row, &mut entries, &mut faults).category(row.get_ref());
        }
        for row in &rows.support {
            Reader::new(file, row, &mut entries, &mut faults).support(row.get_ref());
        }
    }
    let province = province(&parsed, &mut faults);
    for (file, rows) in &mut parsed {
        // Another province's own levels do not hold here.
        let here = |of: &Option<String>| of.as_ref().is_none_or(|of| Some(of) == province.as_ref());
        rows.base.retain(|row| here(&row.get_ref().province));
        rows.rate.retain(|row| here(&row.get_ref().province));
        read_file(file, rows, &mut entries, &mut faults);
    }
    if faults.is_empty() {
        Ok(entries)
    } else {
        Err(faults)
    }
}

/// The province that a file says it is of, one of those that have entries of their own.
fn province(parsed: &[(&RuleFile, FileRows)], faults: &mut Vec<LawFault>) -> Option<String> {
    let (file, named) = parsed
        .iter()
        .find_map(|(file, rows)| Some((file, rows.province.as_ref()?)))?;
    let bases = parsed.iter().flat_map(|(_, rows)| &rows.base);
    let rates = parsed.iter().flat_map(|(_, rows)| &rows.rate);
    let of_bases = bases.filter_map(|row| row.get_ref().province.as_deref());
    let of_rates = rates.filter_map(|row| row.get_ref().province.as_deref());
    let known: BTreeSet<&str> = of_bases.chain(of_rates).collect();
    let wanted = fold(named.get_ref());
    let found = known.iter().find(|name| fold(name) == wanted);
    if found.is_none() {
        let kind = Kind::UnknownProvince {
            given: named.get_ref().clone(),
            known: known.iter().copied().collect::<Vec<_>>().join(", "),
        };
        faults.push(fault(file, named.span().start, kind));
    }
    found.map(|name| (*name).to_owned())
}

fn read_file(file: &RuleFile, rows: &FileRows, entries: &mut Entries, faults: &mut Vec<LawFault>) {
    if let Some(most) = rows.children_most {
        entries.children_most = most.max(1);
    }
    entries.decrees.extend(rows.decree.iter().map(|row| Decree {
        code: row.code.clone(),
        vi: row.vi.clone(),
        en: row.en.clone(),
    }));
    if let Some(row) = &rows.judged_from {
        let month = Reader::new(file, row, entries, faults).month(row.get_ref());
        entries.judged_from = month;
    }
    for row in &rows.base {
        let mut reader = Reader::new(file, row, entries, faults);
        let level = reader.pair("level", row.get_ref().level.as_ref(), 1);
        let dated = reader.dated(row.get_ref().written());
        if let (Some(dated), Some(level)) = (dated, level) {
            entries.bases.push(Base { dated, level });
        }
    }
    for row in &rows.rate {
        if let Some(rate) = Reader::new(file, row, entries, faults).rate(row.get_ref()) {
            entries.rates.push(rate);
        }
    }
    for row in &rows.turn {
        let mut reader = Reader::new(file, row, entries, faults);
        let of = reader.set(&row.get_ref().of);
        let changes = reader.changes(&row.get_ref().changes);
        let month = reader.word(
            "month",
            row.get_ref().month.as_deref(),
            &[
                ("old", Treatment::Old),
                ("new", Treatment::New),
                ("open", Treatment::Open),
            ],
            "old, new, open",
        );
        let dated = reader.dated(row.get_ref().written());
        if let (Some(dated), Some(month)) = (dated, month) {
            entries.turns.push(Turn {
                dated,
                changes,
                of,
                month,
            });
        }
    }
    for row in &rows.highest {
        let mut reader = Reader::new(file, row, entries, faults);
        let of = reader.set(&row.get_ref().of);
        if let Some(dated) = reader.dated(row.get_ref().written()) {
            entries.highest.push(Highest { dated, of });
        }
    }
    for row in &rows.both {
        let mut reader = Reader::new(file, row, entries, faults);
        let with = reader.set(&row.get_ref().with);
        let category = reader.one("category", row.get_ref().category.as_deref());
        let dated = reader.dated(row.get_ref().written());
        let open = row.get_ref().open;
        if let (Some(dated), Some(category)) = (dated, category) {
            entries.both.push(Both {
                dated,
                category,
                with,
                open,
            });
        }
    }
    for row in &rows.figure {
        if let Some(figure) = Reader::new(file, row, entries, faults).figure(row.get_ref()) {
            entries.figures.push(figure);
        }
    }
    for row in &rows.ground {
        if let Some(ground) = Reader::new(file, row, entries, faults).ground(row.get_ref()) {
            entries.grounds.push(ground);
        }
    }
    for row in &rows.decider {
        let mut reader = Reader::new(file, row, entries, faults);
        let dated = reader.dated(row.get_ref().written());
        let vi = reader.text("vi", row.get_ref().vi.as_ref());
        let en = reader.text("en", row.get_ref().en.as_ref());
        if let (Some(dated), Some(vi), Some(en)) = (dated, vi, en) {
            entries.deciders.push(Decider { dated, vi, en });
        }
    }
    for row in &rows.one_off {
        let mut reader = Reader::new(file, row, entries, faults);
        let amount = reader.pair("amount", row.get_ref().amount.as_ref(), 1);
        let dated = reader.dated(row.get_ref().written());
        if let (Some(dated), Some((amount, _))) = (dated, amount) {
            entries.one_offs.push(OneOffEntry { dated, amount });
        }
    }
}

impl Reader<'_> {
    fn category(&mut self, row: &CategoryRow) {
        let scheme = self.word(
            "scheme",
            Some(&row.scheme),
            &Scheme::ALL
                .iter()
                .map(|s| (s.code(), *s))
                .collect::<Vec<_>>(),
            "benefit, care, funeral, one_off",
        );
        let level = row.level.as_deref().and_then(|level| self.level(level));
        let cares_for = row.cares_for.as_deref().and_then(|level| self.level(level));
        if self.entries.categories.iter().any(|c| c.code == row.code) {
            return self.fault(Kind::Twice(row.code.clone()));
        }
        if self.entries.categories.len() == 64 {
            return self.fault(Kind::TooMany);
        }
        self.entries.categories.push(Category {
            code: row.code.clone(),
            scheme: scheme.unwrap_or(Scheme::Benefit),
            level,
            cares_for,
            vi: row.vi.clone(),
            en: row.en.clone(),
            names: row.names.clone(),
        });
    }

    fn rate(&mut self, row: &RateRow) -> Option<Rate> {
        let entry = row.entry.as_deref().and_then(|entry| {
            let words = [
                ("age", Change::EntryByAge),
                ("decision", Change::EntryByDecision),
            ];
            self.word("entry", Some(entry), &words, "age, decision")
        });
        let of = row.of.as_deref().and_then(|of| {
            let words = [
                ("children", Of::Children),
                ("children and pregnancy", Of::ChildrenAndPregnancy),
                ("persons", Of::Persons),
            ];
            self.word(
                "of",
                Some(of),
                &words,
                "children, children and pregnancy, persons",
            )
        });
        let studying = row.studying.as_deref().and_then(|studying| {
            self.word("studying", Some(studying), &[("needed", true)], "needed")
        });
        let continues = match &row.continues {
            Some(code) => self.one("continues", Some(code)),
            None => None,
        };
        let excludes = self.bars("excludes", &row.excludes);
        let opens = self.bars("opens", &row.opens);
        let drawn = self.set(&row.drawn);
        let mut levels = 0;
        for level in &row.levels {
            levels |= self.level(level).map_or(0, |level| 1 << level as u8);
        }
        let category = self.one("category", row.category.as_deref());
        let dated = self.dated(row.written());
        let place = fault(self.file, self.at, Kind::Backwards);
        let rows = if let Some(bands) = &row.bands {
            bands.as_slice()
        } else {
            self.fault(Kind::Missing("bands"));
            &[]
        };
        let mut bands = Vec::with_capacity(rows.len());
        for row in rows {
            self.at = row.span().start;
            bands.extend(self.band(row.get_ref()));
        }
        self.overlaps(&bands);
        if entry.is_none() && bands.first().is_some_and(|b| b.from.is_some()) {
            self.fault(Kind::NoEntry);
        }
        Some(Rate {
            dated: dated?,
            category: category?,
            drawn,
            levels: if row.levels.is_empty() {
                u8::MAX
            } else {
                levels
            },
            entry,
            excludes,
            opens,
            studying: studying.unwrap_or(false),
            continues,
            of: of.unwrap_or(Of::Nothing),
            bands,
            place: (place.path, place.line),
        })
    }

    fn band(&mut self, row: &BandRow) -> Option<Band> {
        let worth = match (&row.coefficient, &row.amount) {
            (Some(value), None) => self
                .pair("coefficient", Some(value), 100)
                .map(Worth::Coefficient),
            (None, value) => self.pair("amount", value.as_ref(), 1).map(Worth::Amount),
            (Some(_), Some(value)) => {
                let value = value.to_string();
                self.fault(Kind::NotANumber {
                    key: "amount",
                    value,
                });
                None
            }
        };
        let several = row.several.as_ref().and_then(|value| {
            self.pair("several", Some(value), 100)
                .map(Worth::Coefficient)
        });
        let each = row.each.as_deref().and_then(|each| {
            let words = [
                ("yes", Each::Yes),
                ("perhaps", Each::Perhaps),
                ("no", Each::No),
            ];
            self.word("each", Some(each), &words, "yes, perhaps, no")
        });
        let poor = row.household.as_deref().and_then(|household| {
            self.word("household", Some(household), &[("poor", true)], "poor")
        });
        if row
            .until
            .is_some_and(|until| row.from.unwrap_or(0) >= until)
        {
            self.fault(Kind::Backwards);
        }
        let (clause, checked) = self.source(row.clause.as_deref(), row.checked.as_deref());
        Some(Band {
            from: row.from,
            until: row.until,
            turning: row.turning,
            poor: poor.unwrap_or(false),
            open: row.open,
            worth: worth?,
            several,
            each: each.unwrap_or(Each::No),
            clause,
            also: self.clause(row.also.as_deref().unwrap_or("")),
            several_clause: self.clause(row.several_clause.as_deref().unwrap_or("")),
            checked,
        })
    }

    /// Bands by age must not overlap: each age has one amount.
    fn overlaps(&mut self, bands: &[Band]) {
        let spans: Vec<_> = bands.iter().filter(|b| b.turning.is_none()).collect();
        for (i, a) in spans.iter().enumerate() {
            for b in spans.iter().skip(i + 1) {
                let start = a.from.unwrap_or(0).max(b.from.unwrap_or(0));
                let end = a.until.unwrap_or(u8::MAX).min(b.until.unwrap_or(u8::MAX));
                if start < end {
                    self.fault(Kind::Overlap(start));
                }
            }
        }
    }

    fn figure(&mut self, row: &FigureRow) -> Option<NamedFigure> {
        let value = self.pair("value", row.value.as_ref(), 1);
        let range = match &row.range {
            Some(range) => self.pair("range", Some(range), 1),
            None => value,
        };
        let dated = self.dated(row.written());
        let Some(name) = row.name.clone() else {
            self.fault(Kind::Missing("name"));
            return None;
        };
        Some(NamedFigure {
            name,
            dated: dated?,
            value: value?.0,
            range: range?,
        })
    }

    fn changes(&mut self, words: &[String]) -> Vec<Change> {
        if words.is_empty() {
            self.fault(Kind::Missing("changes"));
        }
        let allowed = "entry-by-age, entry-by-decision, rise, fall, end";
        words
            .iter()
            .filter_map(|word| self.word("changes", Some(word), &Change::WORDS, allowed))
            .collect()
    }
}
