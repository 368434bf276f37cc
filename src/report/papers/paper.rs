//! One list as a state paper: head, title, table with a line for each commune, sums in figures and
//! words, signatures. What the columns are is the list's business.

use rust_xlsxwriter::{Format, FormatAlign, FormatUnderline, IgnoreError};

use crate::model::{IdNumber, Money, Month, Outcome, PartialDate, Sex, Subject};
use crate::report::measure;
use crate::report::sheet::{Drawn, Hand};
use crate::report::style;
use crate::texts::papers::heads::Head;
use crate::texts::{Lang, papers, results, words};

/// What stands in a cell.
pub enum Cell {
    /// Words, to the left.
    Text(String),
    /// A month, a number of an id: in the middle.
    Middle(String),
    /// đồng.
    Money(Money),
    /// A count.
    Count(u64),
    /// Nothing known, or to be filled in.
    Blank,
}

/// A column of a list of `T`.
pub struct Column<'a, T> {
    /// Its head, and the head above where it shares one with its neighbours.
    pub head: Head,
    /// Width in characters.
    pub width: f64,
    /// What it shows of a line.
    pub cell: Box<dyn Fn(&T) -> Cell + 'a>,
    /// Whether its money is added up.
    pub summed: bool,
}

/// What the sums under a list are, with their amounts.
pub type Sums<'a> = Vec<(&'a str, Money)>;

/// The sums of some lines.
pub type SumsOf<'a, T> = Box<dyn Fn(&[T]) -> Sums<'a> + 'a>;

/// A kind of list.
pub struct List<'a, T> {
    /// Title.
    pub title: &'a str,
    /// Columns after number, name, birth and id number, which every list has.
    pub columns: Vec<Column<'a, T>>,
    /// Whom a line is about.
    pub subject: fn(&T) -> &Subject,
    /// What the sums under the list are, with their amounts: `Số tiền đã chi thừa: 810.000 đồng`.
    pub sums: SumsOf<'a, T>,
    /// Whether a line is a case rather than a person.
    pub cases: bool,
    /// Whether any column has money.
    pub money: bool,
}

/// Number, name, birth of men, birth of women, id number.
const LEFT: [f64; 5] = [4.5, 20.0, 10.5, 10.5, 13.5];
/// Size of the letters in the table.
const POINTS: f64 = 11.0;
const HEAD_ROW: u32 = 9;
/// Heights of the two rows of heads, points.
const HEAD: (f64, f64) = (20.0, 50.0);

/// Writes some lines of a list, which are sorted by commune.
pub fn write<T>(
    page: &mut Hand,
    list: &List<T>,
    rows: &[T],
    lang: Lang,
    outcome: &Outcome,
) -> Drawn {
    let widths: Vec<f64> = LEFT
        .into_iter()
        .chain(list.columns.iter().map(|c| c.width))
        .collect();
    let end = widths.len() as u16 - 1;
    page.landscape(list.title);
    page.sheet
        .set_screen_gridlines(false)
        .set_freeze_panes(0, 2)?
        .set_repeat_rows(HEAD_ROW, HEAD_ROW + 1)?
        .ignore_error_range(
            HEAD_ROW,
            0,
            HEAD_ROW + 3 + rows.len() as u32 * 2,
            end,
            IgnoreError::NumberStoredAsText,
        )?;
    let width: f64 = widths.iter().sum();
    page.widths(widths.iter().copied())?;
    letterhead(page, list.title, end, lang, outcome)?;
    if list.money {
        unit(page, end, lang)?;
    }
    heads(page, list, lang)?;
    let mut row = HEAD_ROW + 2;
    let cell = style::cell(POINTS);
    let strong = style::strong(&cell);
    let mut number = 0;
    for part in rows.chunk_by(|a, b| (list.subject)(a).commune == (list.subject)(b).commune) {
        row += 1;
        if let Some(first) = part.first() {
            let commune = match &*(list.subject)(first).commune {
                "" => results::no_commune(lang),
                commune => commune,
            };
            let line = papers::count_line(lang, commune, part.len() as u64, list.cases);
            sums(page, list, part, row, &line, &strong)?;
        }
        for line in part {
            row += 1;
            number += 1;
            let subject = (list.subject)(line);
            let name = results::subject(lang, subject);
            person(page, row, number, &name, subject, &cell)?;
            let mut tall = measure::height(&[(&name, LEFT[1], POINTS)]);
            for (column, of) in (LEFT.len() as u16..).zip(&list.columns) {
                let shown = (of.cell)(line);
                if let Cell::Text(text) | Cell::Middle(text) = &shown {
                    tall = tall.max(measure::height(&[(text, of.width, POINTS)]));
                }
                put(page, row, column, shown, &cell)?;
            }
            page.tall(row, tall)?;
        }
    }
    row += 1;
    if rows.is_empty() {
        page.wide(
            row,
            (0, end),
            papers::nobody(lang),
            &style::centred(cell.clone()).set_italic(),
        )?;
    } else {
        let line = papers::count_line(lang, papers::total(lang), rows.len() as u64, list.cases);
        sums(page, list, rows, row, &line, &strong)?;
    }
    let italic = style::plain(13.0).set_italic().set_bold().set_text_wrap();
    let sums = if rows.is_empty() {
        Vec::new()
    } else {
        (list.sums)(rows)
    };
    for (what, amount) in sums {
        row += 1;
        let line = papers::figures_and_words(lang, what, amount);
        page.wide(row, (0, end), &line, &italic)?;
        page.fit(row, &[(&line, width, 13.5)])?;
    }
    signatures(page, row + 2, end, lang)?;
    page.fill_pages(row + 3, HEAD.0 + HEAD.1, widths);
    Ok(())
}

/// Quốc hiệu to the right, the office to the left, the title below.
pub fn letterhead(page: &mut Hand, title: &str, end: u16, lang: Lang, outcome: &Outcome) -> Drawn {
    let (left, right) = halves(end);
    let caps = style::centred(style::plain(12.0));
    let bold = caps.clone().set_bold();
    let motto = style::centred(style::plain(13.0))
        .set_bold()
        .set_underline(FormatUnderline::Single);
    let blanks = papers::office(lang);
    let own = &outcome.office;
    let or_blank = |told: &'_ str, blank: &'static str| match told {
        "" => blank.to_owned(),
        told => told.to_owned(),
    };
    let [above, office, number] = blanks;
    let (above, office) = (or_blank(&own.above, above), or_blank(&own.name, office));
    let [country, words] = papers::national(lang);
    page.wide(0, left, &above, &caps)?;
    page.wide(0, right, country, &bold)?;
    page.wide(1, left, &office, &bold)?;
    page.wide(1, right, words, &motto)?;
    page.wide(2, left, number, &style::centred(style::plain(13.0)))?;
    page.wide(
        2,
        right,
        &papers::place_and_day(lang, &own.place),
        &style::centred(style::plain(13.0)).set_italic(),
    )?;
    for row in [0, 1, 2, 5, 6] {
        page.tall(row, 17.5)?;
    }
    let heading = style::centred(style::plain(14.0)).set_bold();
    page.wide(4, (0, end), title, &heading)?;
    page.tall(4, 22.0)?;
    page.wide(
        5,
        (0, end),
        &papers::about(lang, outcome.range),
        &style::centred(style::plain(13.0)).set_bold(),
    )?;
    page.wide(
        6,
        (0, end),
        papers::attached(lang),
        &style::centred(style::plain(13.0)).set_italic(),
    )
}

/// The unit of the money, above the head of the table.
pub fn unit(page: &mut Hand, end: u16, lang: Lang) -> Drawn {
    let unit = style::right(style::plain(12.0)).set_italic();
    page.wide(8, (end.saturating_sub(3), end), papers::unit(lang), &unit)
}

fn halves(end: u16) -> ((u16, u16), (u16, u16)) {
    let middle = end / 2;
    ((0, middle.saturating_sub(2)), (middle, end))
}

/// Heads in two rows, and the row of column numbers that such lists have.
fn heads<T>(page: &mut Hand, list: &List<T>, lang: Lang) -> Drawn {
    use papers::heads as words;
    let fixed = [
        words::number(lang),
        words::name(lang),
        words::born_male(lang),
        words::born_female(lang),
        words::id_number(lang),
    ];
    let all: Vec<Head> = fixed
        .into_iter()
        .chain(list.columns.iter().map(|c| c.head))
        .collect();
    let format = style::head(POINTS);
    let mut column = 0;
    for under in all.chunk_by(|a, b| !a.0.is_empty() && a.0 == b.0) {
        let end = column + under.len() as u16 - 1;
        match under {
            [("", head)] => {
                page.block((HEAD_ROW, HEAD_ROW + 1), (column, column), head, &format)?;
            }
            [(over, _), ..] => page.wide(HEAD_ROW, (column, end), over, &format)?,
            [] => {}
        }
        column = end + 1;
    }
    page.tall(HEAD_ROW, HEAD.0)?;
    for (column, (over, head)) in (0..).zip(&all) {
        if !over.is_empty() {
            page.text(HEAD_ROW + 1, column, head, &format)?;
        }
    }
    page.tall(HEAD_ROW + 1, HEAD.1)?;
    let numbers = style::centred(style::cell(10.0)).set_italic();
    for column in 0..all.len() as u16 {
        page.text(HEAD_ROW + 2, column, &format!("({})", column + 1), &numbers)?;
    }
    Ok(())
}

fn person(
    page: &mut Hand,
    row: u32,
    number: u64,
    name: &str,
    subject: &Subject,
    cell: &Format,
) -> Drawn {
    let middle = style::centred(cell.clone());
    let born = subject.born.map_or(String::new(), PartialDate::slashed);
    let id_number = subject.id_number.map_or(String::new(), |id| id.to_string());
    page.money(row, 0, number as i64, &middle)?;
    page.text(row, 1, name, cell)?;
    match subject
        .sex
        .or_else(|| subject.id_number.and_then(IdNumber::sex))
    {
        Some(Sex::Male) => {
            page.text(row, 2, &born, &middle)?;
            page.blank(row, 3, &middle)?;
        }
        Some(Sex::Female) => {
            page.blank(row, 2, &middle)?;
            page.text(row, 3, &born, &middle)?;
        }
        // Neither column may claim the sex.
        None => page.wide(row, (2, 3), &born, &middle)?,
    }
    page.text(row, 4, &id_number, &middle)
}

fn put(page: &mut Hand, row: u32, column: u16, cell: Cell, format: &Format) -> Drawn {
    match cell {
        Cell::Text(text) if text.is_empty() => page.blank(row, column, format),
        Cell::Text(text) => page.text(row, column, &text, format),
        Cell::Middle(text) => page.text(row, column, &text, &style::centred(format.clone())),
        Cell::Money(money) => page.money(row, column, money.0, &style::right(format.clone())),
        Cell::Count(count) => page.count(row, column, count, &style::centred(format.clone())),
        Cell::Blank => page.blank(row, column, format),
    }
}

/// A line with the sums of some lines under the columns that are added up.
fn sums<T>(
    page: &mut Hand,
    list: &List<T>,
    rows: &[T],
    row: u32,
    line: &str,
    format: &Format,
) -> Drawn {
    page.wide(row, (0, LEFT.len() as u16 - 1), line, format)?;
    for (column, of) in (LEFT.len() as u16..).zip(&list.columns) {
        if of.summed {
            let sum = rows
                .iter()
                .map(|line| match (of.cell)(line) {
                    Cell::Money(money) => money,
                    _ => Money::ZERO,
                })
                .sum();
            put(page, row, column, Cell::Money(sum), format)?;
        } else {
            page.blank(row, column, format)?;
        }
    }
    Ok(())
}

/// Two signatures, with room to sign.
pub fn signatures(page: &mut Hand, row: u32, end: u16, lang: Lang) -> Drawn {
    let (left, right) = halves(end);
    let [one, other] = papers::signatures(lang);
    signed(page, row, &[(left, one), (right, other)])
}

/// Who signs, each under columns of their own: the office, and what is written below it.
pub fn signed(page: &mut Hand, row: u32, who: &[((u16, u16), [&str; 2])]) -> Drawn {
    let bold = style::centred(style::plain(13.0)).set_bold();
    let italic = style::centred(style::plain(12.0))
        .set_italic()
        .set_align(FormatAlign::Top);
    for (row, format, part) in [(row, &bold, 0), (row + 1, &italic, 1)] {
        page.tall(row, 17.5)?;
        for (columns, text) in who {
            let text = text.get(part).copied().unwrap_or("");
            page.wide(row, *columns, text, format)?;
        }
    }
    Ok(())
}

/// A month of a list, as papers write it.
pub fn month(month: Month) -> Cell {
    Cell::Middle(words::formal_month(month))
}
