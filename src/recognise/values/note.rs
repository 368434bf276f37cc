//! The note column: what it says of death, stopping, absence, payment and arrears.

use super::away::{away, clauses};
use super::month::{self, Mention};
use crate::model::text::fold;
use crate::model::{AwayKind, Month, PartialDate};
use crate::recognise::words::{Phrases, Words, word_at};

/// What a note says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NoteCell {
    /// Day of death, as far as it is told.
    pub died: Option<PartialDate>,
    /// First month without benefit.
    pub until: Option<Month>,
    /// From this month on the benefit may have ended.
    pub leaving: Option<Month>,
    /// Why somebody is away.
    pub away: Option<AwayKind>,
    /// Nothing was handed over.
    pub unpaid: bool,
    /// Months that arrears repay.
    pub arrears_for: Vec<Month>,
    /// How many.
    pub arrears_months: Option<u8>,
}

/// Reads a note; months without a year lie at or before `month`, the month of the list.
pub fn note(text: &str, words: &Words, month: Option<Month>) -> NoteCell {
    let notes = &words.notes;
    let folded = fold(text);
    let flat = clauses(text);
    let mut cell = NoteCell {
        away: away(text, words),
        ..NoteCell::default()
    };
    // What was taken back is nobody's death and no end.
    if !notes.revoked.within(&notes.not_revoked.without(&flat)) {
        ending(text, &flat, words, month, &mut cell);
    }
    cell.unpaid = notes.unpaid.within(&notes.not_unpaid.without(&folded));
    if let Some((_, end)) = notes.arrears.find(&folded) {
        arrears(
            text,
            folded.get(end..).unwrap_or("").trim_start(),
            month,
            &mut cell,
        );
    }
    cell
}

/// A month before all others: of an event that tells none.
const EVER: Month = Month(0);

/// What a note says of a death, an end or a departure. A wish, a doubt or an event without its month
/// leaves the entry open, and ends nothing.
fn ending(text: &str, flat: &str, words: &Words, month: Option<Month>, cell: &mut NoteCell) {
    let asked = text.contains('?');
    let tail = |at: usize| flat.get(at..).unwrap_or("");
    let mut leave = |since: Option<Month>| {
        let since = since.unwrap_or(EVER);
        cell.leaving = Some(cell.leaving.map_or(since, |known: Month| known.min(since)));
    };
    let death = death_at(flat, words);
    if let Some((at, sure)) = death {
        let died = event_date(tail(at), month).or_else(|| event_date(text, month));
        if sure && !asked && died.is_some() {
            cell.died = died;
            cell.until = died.map(|d| d.last_month().plus(1));
        } else {
            leave(died.map(PartialDate::first_month));
        }
    }
    if let Some((at, end, sure)) = end_at(flat, words) {
        // "Cắt do chết ngày 3/4": the day is that of the death.
        let of_death = death.is_some_and(|(d, _)| d > at);
        match month_after(tail(end), month) {
            // "Chết 23/2/2020, cắt từ T3": no end without its year is after that of the death.
            Some(until) if sure && !asked && !of_death => {
                cell.until = Some(cell.until.map_or(until, |died| died.min(until)));
            }
            _ if of_death => {}
            other => leave(other),
        }
    }
    if cell.until.is_none() && cell.away.is_some_and(AwayKind::ends_right) {
        let mentions = month::mentions(flat);
        let since = mentions.first().and_then(|m| with_year(m, month));
        leave(since.map(|(month, ())| month));
    }
}

/// Where a note says that the person, and no relative, died; and whether it is sure of that.
fn death_at(flat: &str, words: &Words) -> Option<(usize, bool)> {
    let notes = &words.notes;
    let sober = notes.not_death.without(flat);
    places(&notes.death, &sober).find_map(|(at, _)| {
        let before = clause_before(&sober, at);
        let relative = |text: &str| notes.relative.within(&notes.not_relative.without(text));
        // "Vợ ốm nặng, mất 3/2020": who died is told by a clause before, or not at all.
        let doubtful = notes.unsure.within(before)
            || may_be_kin(before, words)
            || relative(sober.get(..at).unwrap_or(""));
        (!relative(before) && !denied(before, words)).then_some((at, !doubtful))
    })
}

/// Whether what stands before a death in its clause may mean the person or a relative: "Bà mất".
fn may_be_kin(before: &str, words: &Words) -> bool {
    let notes = &words.notes;
    let before = before.trim();
    let mut last = before.split(' ').rev();
    let last = last.find(|word| !notes.kin_then.is(word)).unwrap_or("");
    notes.kin.begins(before).is_some() || notes.kin_alone.is(last)
}

/// Where a note says that the benefit ends, where that word ends, and whether it is sure.
fn end_at(flat: &str, words: &Words) -> Option<(usize, usize, bool)> {
    let notes = &words.notes;
    let sober = notes.not_until.without(flat);
    places(&notes.until, &sober).find_map(|(at, end)| {
        let before = clause_before(&sober, at);
        (!denied(before, words)).then(|| (at, end, !notes.unsure.within(before)))
    })
}

/// Whether the words before turn what follows into its contrary.
fn denied(before: &str, words: &Words) -> bool {
    let last = before.split_whitespace().rev().take(2);
    words.notes.denied.within(before) || last.into_iter().any(|word| word == "khong")
}

/// Every place of one of the phrases, from left to right.
fn places<'a>(phrases: &'a Phrases, text: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    let mut from = 0;
    std::iter::from_fn(move || {
        let (at, end) = phrases.find(text.get(from..)?)?;
        let found = (from + at, from + end);
        from = found.1;
        Some(found)
    })
}

/// What stands before a place in its clause.
fn clause_before(flat: &str, at: usize) -> &str {
    let before = flat.get(..at).unwrap_or("");
    before.rsplit('|').next().unwrap_or("")
}

/// `TL 3T`, `TL T3`, `truy lĩnh T3, T4/2020`, `truy lĩnh 3 tháng`.
fn arrears(text: &str, after: &str, month: Option<Month>, cell: &mut NoteCell) {
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    let rest = after.get(digits.len()..).unwrap_or("").trim_start();
    let counted =
        rest == "t" || rest.starts_with("t ") || rest == "thang" || rest.starts_with("thang ");
    if let (Ok(count @ 1..=120), true) = (digits.parse::<u8>(), counted) {
        cell.arrears_months = Some(count);
    }
    // Only what stands behind the word: a month before it may be another's.
    let plain = month::plain(text);
    let from = ["truy l", "tl", "bo sung", "bu"]
        .iter()
        .filter_map(|w| plain.find(w))
        .min()
        .unwrap_or(0);
    let mut tail = plain.get(from..).unwrap_or("").to_owned();
    if cell.arrears_months.is_some()
        && let Some(at) = tail.find(&digits)
    {
        // The count itself is no month.
        tail.replace_range(at..at + digits.len(), " ");
    }
    cell.arrears_for = month::month_list(&tail, month);
    if cell.arrears_months.is_none() && !cell.arrears_for.is_empty() {
        cell.arrears_months = u8::try_from(cell.arrears_for.len()).ok();
    }
}

/// The month that follows a word such as `cắt`: `cắt T10/2020`, `thôi hưởng từ 01/10/2020`. Where a
/// decision stands between, its own day is not the month: only what `từ` introduces is.
fn month_after(after: &str, month: Option<Month>) -> Option<Month> {
    let since = |tail: &str| {
        let tail = tail.trim_start();
        let bare = ["thang ", "ngay ", "dau ", "ky ", "het "]
            .iter()
            .find_map(|word| tail.strip_prefix(word))
            .unwrap_or(tail);
        let digit = bare.strip_prefix('t').unwrap_or(bare).trim_start();
        digit.starts_with(|c: char| c.is_ascii_digit())
    };
    let told = after
        .match_indices("tu ")
        .filter_map(|(at, word)| after.get(at + word.len()..))
        .find(|tail| since(tail));
    let decided = ["qd", "quyet dinh", "so", "cv", "cong van"]
        .iter()
        .any(|word| word_at(after, word).is_some());
    let tail = match told {
        Some(tail) => tail,
        None if decided && !since(after) => return None,
        None => after,
    };
    let mentions = month::mentions(tail);
    Some(with_year(mentions.first()?, month)?.0)
}

/// A month of the past, or of the year that a mention tells.
fn with_year(mention: &Mention, month: Option<Month>) -> Option<(Month, ())> {
    if let Some(year) = mention.year {
        return Some((Month::new(year, mention.month)?, ()));
    }
    let list = month?;
    let year = [list.year() + 1, list.year(), list.year() - 1]
        .into_iter()
        .filter_map(|y| Month::new(y, mention.month))
        // A stop may be announced a quarter ahead; what is further off was last year's.
        .find(|m| (-8..=3).contains(&(m.0 - list.0)));
    Some((year?, ()))
}

/// A date in a note: `12/9`, `12/9/2020`, `T9`, `tháng 9/2020`; the last year that is not ahead.
fn event_date(text: &str, month: Option<Month>) -> Option<PartialDate> {
    let plain = month::plain(text);
    for piece in
        plain.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '|'))
    {
        let numbers: Vec<u32> = piece
            .split(['/', '-', '.'])
            .map(|n| n.parse().unwrap_or(0))
            .collect();
        match numbers.as_slice() {
            [d, m, y @ (1900..=2100 | 10..=99)] => {
                // Of an event a year in two figures is one of this century.
                let year = if *y < 100 { 2000 + *y } else { *y };
                let ahead = month.is_none_or(|list| year as i32 > list.year() + 1);
                let date = PartialDate::day(year as i32, *m, *d);
                if let Some(date) = date.filter(|_| *y > 100 || !ahead) {
                    return Some(date);
                }
            }
            [d @ 1..=31, m @ 1..=12] => {
                let list = month?;
                let year = if *m <= list.number() {
                    list.year()
                } else {
                    list.year() - 1
                };
                if let Some(date) = PartialDate::day(year, *m, *d) {
                    return Some(date);
                }
            }
            _ => {}
        }
    }
    let mentions = month::mentions(text);
    let mention = mentions.first()?;
    let year = mention.year.or_else(|| {
        let list = month?;
        Some(if mention.month <= list.number() {
            list.year()
        } else {
            list.year() - 1
        })
    })?;
    Month::new(year, mention.month).and_then(PartialDate::month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::words::built_in;

    fn read(text: &str) -> NoteCell {
        note(text, &built_in().0, "2020-10".parse().ok())
    }

    #[test]
    fn a_stop_without_its_year_is_of_the_past_or_announced_shortly_before() {
        for (text, until) in [
            ("Cắt từ T3", "2020-03"),
            ("Dừng từ tháng 12", "2020-12"),
            ("Đã chết 23/2/2020, cắt từ T3", "2020-03"),
            ("Chết ngày 5/8/2020, cắt từ T12", "2020-09"),
        ] {
            let told = read(text).until.map(|m| m.to_string());
            assert_eq!(told.as_deref(), Some(until), "{text}");
        }
    }

    #[test]
    fn death_is_told_from_what_sounds_like_it() {
        assert_eq!(
            read("chết 12/9").died.map(|d| d.to_string()),
            Some("2020-09-12".to_owned())
        );
        assert_eq!(
            read("Đã mất ngày 03/08/2020").until.map(|m| m.to_string()),
            Some("2020-09".to_owned())
        );
        assert_eq!(
            read("chết T12").died.map(|d| d.to_string()),
            Some("2019-12".to_owned())
        );
        for text in [
            "mất sổ 12/9",
            "mất CMND",
            "mất sức lao động",
            "vắng mặt 12/9",
            "bố mẹ mất",
        ] {
            assert_eq!(read(text).died, None, "{text}");
        }
    }

    #[test]
    fn the_end_of_benefit_names_its_month() {
        for text in [
            "cắt T10/2020",
            "Cắt từ T10",
            "thôi hưởng từ 01/10/2020",
            "dừng từ tháng 10/2020",
        ] {
            assert_eq!(
                read(text).until.map(|m| m.to_string()),
                Some("2020-10".to_owned()),
                "{text}"
            );
        }
        assert_eq!(read("cắt chuyển T9/2020").away, Some(AwayKind::Moved));
        assert_eq!(read("đi tù").away, Some(AwayKind::Prison));
        assert_eq!(read("Vắng mặt từ tháng 2").away, Some(AwayKind::Plain));
        assert_eq!(read("hưởng từ 1/2018").away, None);
        assert_eq!(read("đi làm ăn xa").away, Some(AwayKind::Plain));
        assert_eq!(read("mất tích").away, Some(AwayKind::Missing));
    }

    #[test]
    fn arrears_name_months_or_count_them() {
        let months = |t: &str| {
            read(t)
                .arrears_for
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(months("Truy lĩnh T3/2020"), "2020-03");
        assert_eq!(months("TL T3, T4/2020"), "2020-03 2020-04");
        assert_eq!(read("TL 3T").arrears_months, Some(3));
        assert_eq!(months("TL 3T"), "");
        assert_eq!(read("truy lĩnh 2 tháng").arrears_months, Some(2));
        assert!(
            read("chưa lĩnh").unpaid && read("Không nhận tiền").unpaid && !read("đã lĩnh").unpaid
        );
    }
}
