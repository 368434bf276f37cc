//! How careless hands write one person down.
//!
//! In: a person as they truly are, a list's habits, a stream of draws. Out: the person as that list
//! names them, and what went wrong, so that a wrong link can be traced to the slip that caused it.
//! The rates are those of noise 1; half the noise halves each.

use unicode_normalization::UnicodeNormalization;

use crate::model::{PartialDate, Sex};

use super::random::Random;
use super::rows::{Who, Written};
use super::settings::Settings;
use super::style::old_tones;

/// Shares of one list's rows, where lists differ.
pub struct Habit {
    /// The year of birth alone.
    pub year_only: f64,
    /// The old number of nine digits, where other lists have the new one of twelve.
    pub old_id: f64,
}

/// A kind of slip in a name.
struct Slip {
    kind: &'static str,
    share: f64,
    change: fn(&mut Pen, &Who, &str) -> String,
}

const NAME: [Slip; 9] = [
    slip("middle dropped", 0.03, |_, _, name| middle_dropped(name)),
    slip("tone style", 0.3, |_, _, name| old_tones(name)),
    slip("i for y", 0.1, |_, _, name| i_for_y(name)),
    slip("letter wrong", 0.02, |pen, _, name| letter_wrong(pen, name)),
    slip("tones lost", 0.05, |_, _, name| tones_lost(name)),
    slip("capitals", 0.2, |_, _, name| name.to_uppercase()),
    slip("title", 0.02, |pen, who, name| {
        let titles = &pen.settings.titles[usize::from(who.sex == Sex::Male)];
        format!("{} {name}", pen.random.pick(titles))
    }),
    slip("nickname", 0.02, |pen, who, name| {
        let all = &pen.settings.given[usize::from(who.sex == Sex::Male)];
        format!("{name} ({})", pen.random.weighted(all))
    }),
    slip("decomposed", 0.1, |_, _, name| name.nfd().collect()),
];
const NO_ID: f64 = 0.3;
const ZERO_LOST: f64 = 0.1;
const DIGIT_WRONG: f64 = 0.01;
const DAY_AND_MONTH_SWAPPED: f64 = 0.02;
const A_YEAR_APART: f64 = 0.02;

const fn slip(kind: &'static str, share: f64, change: fn(&mut Pen, &Who, &str) -> String) -> Slip {
    Slip {
        kind,
        share,
        change,
    }
}

/// One hand at work.
pub struct Pen<'a> {
    /// What the city is made of.
    pub settings: &'a Settings,
    /// How careless it is, 0 to 1.
    pub noise: f64,
    /// Its draws.
    pub random: Random,
    /// What went wrong in the row at hand.
    pub slips: Vec<&'static str>,
}

impl Pen<'_> {
    /// The person as a list of this habit names them; `old_id` is their number of nine digits.
    pub fn write(&mut self, who: &Who, old_id: &str, habit: &Habit) -> Who {
        self.slips.clear();
        Who {
            name: self.name(who),
            born: (who.born.date()).map_or(Written::Nothing, |date| self.birth(date, habit)),
            id: self.id(&who.id, old_id, habit),
            ..who.clone()
        }
    }

    /// Whether this goes wrong, in so many rows of noise 1; if so, it is remembered.
    pub fn slips(&mut self, kind: &'static str, share: f64) -> bool {
        let slipped = self.random.chance(self.noise * share);
        if slipped {
            self.slips.push(kind);
        }
        slipped
    }

    fn name(&mut self, who: &Who) -> String {
        let mut name = who.name.clone();
        for slip in &NAME {
            if self.random.chance(self.noise * slip.share) {
                let changed = (slip.change)(self, who, &name);
                if changed != name {
                    self.slips.push(slip.kind);
                    name = changed;
                }
            }
        }
        name
    }

    fn birth(&mut self, born: PartialDate, habit: &Habit) -> Written {
        let (mut year, mut month, mut day) = born.first.ymd();
        if day <= 12 && day != month && self.slips("day and month swapped", DAY_AND_MONTH_SWAPPED) {
            std::mem::swap(&mut day, &mut month);
        } else if self.slips("a year apart", A_YEAR_APART) {
            year += if self.random.chance(0.5) { 1 } else { -1 };
        }
        let date = if self.slips("year only", habit.year_only) {
            PartialDate::year(year)
        } else {
            PartialDate::day(year, month, day)
        };
        date.map_or(Written::Nothing, Written::Date)
    }

    fn id(&mut self, id: &str, old_id: &str, habit: &Habit) -> String {
        if self.slips("no id", NO_ID) {
            return String::new();
        }
        let old = id.len() > old_id.len() && self.slips("old id", habit.old_id);
        let mut id = if old { old_id } else { id }.to_owned();
        if self.slips("digit wrong", DIGIT_WRONG) {
            let at = self.random.below(id.len());
            let digit = id.as_bytes()[at] - b'0';
            let other = (usize::from(digit) + 1 + self.random.below(9)) % 10;
            id.replace_range(at..=at, &other.to_string());
        }
        if id.starts_with('0') && self.slips("zero lost", ZERO_LOST) {
            id.remove(0);
        }
        id
    }
}

fn middle_dropped(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    match words[..] {
        [family, _, given] => format!("{family} {given}"),
        [family, first, .., given] => format!("{family} {first} {given}"),
        _ => name.to_owned(),
    }
}

/// `Kỳ` and `Kì`, `Tý` and `Tí`: a y that is the syllable's only vowel.
fn i_for_y(name: &str) -> String {
    let words = name.split(' ').map(|word| {
        let mut letters: Vec<char> = word.chars().collect();
        if let [.., before, last] = &mut letters[..]
            && "bcdđghklmnprstvx".contains(before.to_ascii_lowercase())
        {
            let mut pairs = "yýỳỷỹỵ".chars().zip("iíìỉĩị".chars());
            *last = pairs.find(|(y, _)| y == last).map_or(*last, |(_, i)| i);
        }
        letters.into_iter().collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Another letter, or none, in one place.
fn letter_wrong(pen: &mut Pen, name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let places: Vec<usize> = (0..letters.len())
        .filter(|at| letters[*at] != ' ')
        .collect();
    let at = *pen.random.pick(&places);
    let other = *pen.random.pick(&['n', 'h', 'i', 'o', 'a', 'u', 'g', 't']);
    let dropped = pen.random.chance(0.5);
    let kept = letters.iter().enumerate().filter_map(|(i, letter)| {
        if i != at {
            Some(*letter)
        } else if dropped {
            None
        } else if letter.is_uppercase() {
            Some(other.to_ascii_uppercase())
        } else {
            Some(other)
        }
    });
    kept.collect()
}

fn tones_lost(name: &str) -> String {
    let bare = name.nfd().filter(|c| !('\u{300}'..'\u{370}').contains(c));
    let bare = bare.map(|c| match c {
        'đ' => 'd',
        'Đ' => 'D',
        other => other,
    });
    bare.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_misspelt_as_clerks_do() {
        assert_eq!(i_for_y("Nguyễn Thị Mỹ Thúy Tỵ"), "Nguyễn Thị Mĩ Thúy Tị");
        assert_eq!(middle_dropped("Vũ Thị Thu Hà"), "Vũ Thị Hà");
        assert_eq!(middle_dropped("Vũ Văn Hà"), "Vũ Hà");
        assert_eq!(tones_lost("Đỗ Thị Huệ"), "Do Thi Hue");
    }
}
