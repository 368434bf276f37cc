//! How much each field speaks for two identities being one person.
//!
//! In: two facts and the chances. Out: for each field how it agrees and its weight, the natural
//! logarithm of how much likelier that is for one person than for two (Fellegi and Sunter). What
//! is missing weighs nothing. What cannot be true of one person is a contradiction and no weight
//! makes up for it.

use super::chance::Chances;
use super::facts::{Fact, Facts, Name};
use crate::model::{IdNumber, PartialDate, Sym};

/// A field that is compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Field {
    /// Name.
    Name,
    /// Birth.
    Born,
    /// Sex.
    Sex,
    /// Id number.
    IdNumber,
    /// Commune.
    Commune,
    /// Village.
    Village,
    /// Book.
    Book,
    /// Account.
    Account,
    /// Number of the insured on the health card.
    Card,
    /// Guardian on the roll, or who receives for the person.
    Guardian,
    /// Category and monthly amount.
    Grant,
    /// The month of death, and the last one paid.
    Ending,
}

/// How many fields there are.
pub const FIELDS: usize = 12;

/// How a field agrees.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Agreement {
    /// The same.
    Same,
    /// A year, and a day or month within it.
    Within,
    /// A name with its tones on one side only.
    TonesLost,
    /// A name with other tones.
    OtherTones,
    /// A name without its middle names on one side.
    MiddleDropped,
    /// One letter or digit differs.
    OneOff,
    /// A name of which middle names are missing and one letter differs.
    Nearly,
    /// A name with two or three letters wrong.
    Resembles,
    /// Day and month swapped.
    Swapped,
    /// A year apart.
    YearApart,
    /// An old commune, and the one that it went into.
    Merged,
    /// Another monthly amount, not another category.
    OtherAmount,
    /// Not told on one side, or of another kind (nine digits beside twelve).
    Missing,
    /// Differs.
    Differs,
}

/// A field, how it agrees and what that weighs.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Weighed {
    /// Which field.
    pub field: Field,
    /// How it agrees.
    pub agreement: Agreement,
    /// Natural logarithm of the likelihood ratio; above zero speaks for one person.
    pub weight: f64,
}

/// What it costs that names differ.
const OTHER_NAME: f64 = -7.0;
/// The share of slips of one letter that lead to one particular name.
const ONE_LETTER: f64 = 1.0 / 60.0;
/// Letters that may be wrong in a name that still resembles another.
const RESEMBLING: usize = 3;
/// No name proves more than this by itself.
const NAME_AT_MOST: f64 = 11.0;

/// What an amount of few people of an age proves at most.
const GRANT_AT_MOST: f64 = 3.0;
/// What another amount, and another category with another amount, speak against one person: little,
/// since they may be the very fault.
const OTHER_AMOUNT: f64 = -0.7;
const OTHER_GRANT: f64 = -1.5;

/// What one account, and one guardian, prove at most: families have them in common.
const ACCOUNT_AT_MOST: f64 = 6.0;
/// What one health card proves at most: a row copied down bears another's.
const CARD_AT_MOST: f64 = 8.0;
const GUARDIAN_AT_MOST: f64 = 3.0;
/// How often payments end with the month of death, and how often soon after.
const ENDS_WITH_DEATH: f64 = 0.5;
const ENDS_LATE: f64 = 0.2;

/// Compares facts of one corpus.
pub(crate) struct Scales<'a> {
    pub facts: &'a Facts,
    pub chances: &'a Chances,
    /// Id numbers that clearly different people bear, sorted: they prove nothing.
    pub worthless_ids: &'a [IdNumber],
}

impl Scales<'_> {
    /// All fields. The order is that of [`Field`].
    pub fn fields(&self, a: &Fact, b: &Fact) -> [Weighed; FIELDS] {
        let of = |field, (agreement, weight)| Weighed {
            field,
            agreement,
            weight,
        };
        let (name, born) = (self.name(a, b), self.born(a, b));
        [
            of(Field::Name, name),
            of(Field::Born, born),
            of(Field::Sex, Self::sex(a, b)),
            of(Field::IdNumber, self.id(a, b, name.0)),
            of(Field::Commune, self.commune(a, b)),
            of(Field::Village, self.village(a, b)),
            of(Field::Book, self.book(a, b)),
            of(Field::Account, self.account(a, b)),
            of(Field::Card, self.card(a, b)),
            of(Field::Guardian, self.guardian(a, b)),
            of(Field::Grant, self.grant(a, b)),
            of(Field::Ending, self.ending(a, b)),
        ]
    }

    /// The weights together; `None` for a contradiction.
    pub fn sum(&self, a: &Fact, b: &Fact) -> Option<f64> {
        if self.contradict(a, b) {
            return None;
        }
        // What else agrees cannot make up for another name (families share births, villages, books).
        if self.facts.names(self.facts.name(a), self.facts.name(b)) == Agreement::Differs {
            return Some(OTHER_NAME);
        }
        Some(self.fields(a, b).iter().map(|w| w.weight).sum())
    }

    /// Whether both cannot be one person: births that cannot be the same day, the sexes, or two
    /// twelve-digit numbers that no slip of one digit explains.
    pub fn contradict(&self, a: &Fact, b: &Fact) -> bool {
        births(a.born, b.born) == Agreement::Differs
            || matches!((a.sex, b.sex), (Some(x), Some(y)) if x != y)
            || self.ids(a, b) == Agreement::Differs && a.id.is_some_and(IdNumber::is_citizen_number)
    }

    fn name(&self, a: &Fact, b: &Fact) -> (Agreement, f64) {
        let (a, b) = (self.facts.name(a), self.facts.name(b));
        if a.bare.is_empty() || b.bare.is_empty() {
            return (Agreement::Missing, OTHER_NAME);
        }
        let agreement = self.facts.names(a, b);
        let bare = |n| self.chances.bare(n);
        // A slip is weighed by how seldom somebody truly bears the name it led to.
        let (for_one, for_two) = match agreement {
            Agreement::Same => (0.9, self.chances.toned(a)),
            Agreement::TonesLost => (0.9, bare(a)),
            Agreement::OtherTones => (0.01, bare(a)),
            Agreement::MiddleDropped => (0.03, bare(self.short(a, b))),
            Agreement::OneOff => (0.02 * ONE_LETTER, bare(a).min(bare(b))),
            Agreement::Nearly => (0.02 * 0.03 * ONE_LETTER, bare(a).min(bare(b))),
            Agreement::Resembles => {
                let two_letters = 0.02 * ONE_LETTER * 0.02 * ONE_LETTER;
                (two_letters, bare(a).min(bare(b)))
            }
            _ => return (agreement, OTHER_NAME),
        };
        (agreement, ratio(for_one, for_two).min(NAME_AT_MOST))
    }

    /// The one with fewer middle names.
    fn short(&self, a: Name, b: Name) -> Name {
        let len = |n: Name| self.facts.texts.get(n.middle).len();
        if len(a) < len(b) { a } else { b }
    }

    fn born(&self, a: &Fact, b: &Fact) -> (Agreement, f64) {
        let agreement = births(a.born, b.born);
        let (Some(x), Some(y)) = (a.born, b.born) else {
            return (agreement, 0.0);
        };
        let year = |d: PartialDate| self.chances.year(d.first.ymd().0);
        let months = |d: PartialDate| if d.is_month() { 12.0_f64 } else { 1.0 };
        let weight = match agreement {
            Agreement::Same if x.is_day() => ratio(0.9, self.chances.day(x)),
            Agreement::Same | Agreement::Within => {
                ratio(0.95, year(x).min(year(y)) / months(x).min(months(y)))
            }
            Agreement::Swapped => ratio(0.03, year(x) / 365.0),
            Agreement::YearApart if x.is_day() && y.is_day() => {
                ratio(0.02, year(x).max(year(y)) / 365.0)
            }
            // Years are often a year off for the old (lunar, or never registered), seldom for the young.
            Agreement::YearApart if x.first.ymd().0 < 1970 => ratio(0.03, year(x).max(year(y))),
            Agreement::YearApart => ratio(0.004, year(x).max(year(y))),
            _ => 0.0,
        };
        (agreement, weight)
    }

    fn sex(a: &Fact, b: &Fact) -> (Agreement, f64) {
        match (a.sex, b.sex) {
            (Some(x), Some(y)) if x == y => (Agreement::Same, ratio(0.99, 0.55)),
            (Some(_), Some(_)) => (Agreement::Differs, ratio(0.01, 0.45)),
            _ => (Agreement::Missing, 0.0),
        }
    }

    fn ids(&self, a: &Fact, b: &Fact) -> Agreement {
        let worthless = |id: IdNumber| self.worthless_ids.binary_search(&id).is_ok();
        match (a.id, b.id) {
            (Some(x), Some(y)) if x.is_citizen_number() == y.is_citizen_number() => {
                if worthless(x) || worthless(y) {
                    Agreement::Missing
                } else {
                    compare_ids(x, y)
                }
            }
            _ => Agreement::Missing,
        }
    }

    fn id(&self, a: &Fact, b: &Fact, name: Agreement) -> (Agreement, f64) {
        let agreement = self.ids(a, b);
        let weight = match agreement {
            Agreement::Same => 13.0,
            // Twins are registered one after the other: a digit off says something only beside one name.
            Agreement::OneOff if matches!(name, Agreement::Same | Agreement::TonesLost) => 4.0,
            Agreement::Differs => -4.0,
            _ => 0.0,
        };
        (agreement, weight)
    }

    fn commune(&self, a: &Fact, b: &Fact) -> (Agreement, f64) {
        if a.commune.is_empty() || b.commune.is_empty() {
            return (Agreement::Missing, 0.0);
        }
        let share = self.chances.commune(a.commune);
        if a.commune == b.commune {
            (Agreement::Same, ratio(0.95, share))
        } else if self.facts.became_one(a.commune, b.commune) {
            let share = share.max(self.chances.commune(b.commune));
            (Agreement::Merged, ratio(0.95, share).max(0.0))
        } else if a.tier == 0 && b.tier == 0 {
            // Who stands on the rolls of two communes at once is looked for; how rare that is, the
            // prior says.
            (Agreement::Differs, 0.0)
        } else {
            (Agreement::Differs, ratio(0.05, (1.0 - share).max(0.05)))
        }
    }

    fn village(&self, a: &Fact, b: &Fact) -> (Agreement, f64) {
        if a.village.is_empty() || b.village.is_empty() || a.commune != b.commune {
            return (Agreement::Missing, 0.0);
        }
        let share = self.chances.village(a.commune, a.village);
        if a.village == b.village {
            (Agreement::Same, ratio(0.8, share.max(0.03)).max(0.0))
        } else {
            (Agreement::Differs, ratio(0.2, (1.0 - share).max(0.2)))
        }
    }

    fn book(&self, a: &Fact, b: &Fact) -> (Agreement, f64) {
        if a.book.is_empty() || b.book.is_empty() || a.commune != b.commune {
            return (Agreement::Missing, 0.0);
        }
        if a.book == b.book {
            (
                Agreement::Same,
                ratio(0.9, self.chances.book(a.commune, a.book)),
            )
        } else {
            (Agreement::Differs, ratio(0.1, 1.0))
        }
    }

    /// Brothers and sisters may have one account; somebody may have opened another.
    fn account(&self, a: &Fact, b: &Fact) -> (Agreement, f64) {
        if a.account.is_empty() || b.account.is_empty() {
            (Agreement::Missing, 0.0)
        } else if a.account == b.account {
            let weight = ratio(0.9, self.chances.account(a.account));
            (Agreement::Same, weight.clamp(0.0, ACCOUNT_AT_MOST))
        } else {
            (Agreement::Differs, ratio(0.3, 1.0))
        }
    }

    /// Whoever was insured twice has two numbers.
    fn card(&self, a: &Fact, b: &Fact) -> (Agreement, f64) {
        if a.card.is_empty() || b.card.is_empty() {
            (Agreement::Missing, 0.0)
        } else if a.card == b.card {
            let weight = ratio(0.9, self.chances.card(a.card));
            (Agreement::Same, weight.clamp(0.0, CARD_AT_MOST))
        } else {
            (Agreement::Differs, ratio(0.2, 1.0))
        }
    }

    /// Somebody else may come for the money next month, so that another name says nothing.
    fn guardian(&self, a: &Fact, b: &Fact) -> (Agreement, f64) {
        if a.guardian.is_empty() || a.guardian != b.guardian {
            return (Agreement::Missing, 0.0);
        }
        let weight = ratio(0.5, self.chances.named(a.guardian));
        (Agreement::Same, weight.clamp(0.0, GUARDIAN_AT_MOST))
    }
}

impl Scales<'_> {
    /// Amounts go by age, so their shares are of people of one age.
    fn grant(&self, a: &Fact, b: &Fact) -> (Agreement, f64) {
        let agreement = a.grant.agrees(&b.grant);
        let share = |amount| {
            self.chances
                .amount(a, amount)
                .max(self.chances.amount(b, amount))
        };
        let weight = match agreement {
            Agreement::Same => {
                let amount = a.grant.common(&b.grant).unwrap_or(0);
                ratio(0.9, share(amount)).clamp(0.0, GRANT_AT_MOST)
            }
            Agreement::OtherAmount => OTHER_AMOUNT,
            Agreement::Differs => OTHER_GRANT,
            _ => 0.0,
        };
        (agreement, weight)
    }

    /// Payments that go on after a death are the very fault, and speak for nothing.
    fn ending(&self, a: &Fact, b: &Fact) -> (Agreement, f64) {
        let weigh = |paid: &Fact, dead: &Fact| {
            let (paid, died) = (paid.grant.paid, dead.grant.died);
            let with_death = self.chances.ended(paid, died);
            let with_death = with_death.map(|s| (Agreement::Same, ratio(ENDS_WITH_DEATH, s)));
            with_death.or_else(|| {
                let late = self.chances.ended_late(paid, died)?;
                Some((Agreement::Nearly, ratio(ENDS_LATE, late)))
            })
        };
        match weigh(a, b).or_else(|| weigh(b, a)) {
            Some((agreement, weight)) => (agreement, weight.max(0.0)),
            None => (Agreement::Missing, 0.0),
        }
    }
}

impl Facts {
    /// How two names agree.
    pub fn names(&self, a: Name, b: Name) -> Agreement {
        if a.toned == b.toned {
            Agreement::Same
        } else if a.bare == b.bare {
            if a.marked && b.marked {
                Agreement::OtherTones
            } else {
                Agreement::TonesLost
            }
        } else if a.family == b.family && a.given == b.given && self.shorter(a, b) {
            Agreement::MiddleDropped
        } else {
            let (x, y) = (self.texts.get(a.bare), self.texts.get(b.bare));
            if one_edit(x.as_bytes(), y.as_bytes()) {
                Agreement::OneOff
            } else if self.nearly(a, b) {
                Agreement::Nearly
            } else if (a.given == b.given || a.family == b.family)
                && x.len().abs_diff(y.len()) <= RESEMBLING
                && strsim::levenshtein(x, y) <= RESEMBLING
            {
                Agreement::Resembles
            } else {
                Agreement::Differs
            }
        }
    }

    /// Whether one letter apart both have family and given name in common, and one has the other's
    /// middle names or some of them.
    fn nearly(&self, a: Name, b: Name) -> bool {
        let off = |x, y| x != y && self.one_letter_off(x, y);
        (a.given == b.given && off(a.family, b.family)
            || a.family == b.family && off(a.given, b.given))
            && self.shorter(a, b)
    }

    /// Whether two syllables are at most a letter apart.
    pub fn one_letter_off(&self, x: Sym, y: Sym) -> bool {
        let (x, y) = (self.texts.get(x), self.texts.get(y));
        x == y || one_edit(x.as_bytes(), y.as_bytes())
    }

    /// Whether the middle names of one are some of the other's.
    fn shorter(&self, a: Name, b: Name) -> bool {
        let (x, y) = (self.texts.get(a.middle), self.texts.get(b.middle));
        let (long, short) = if x.len() > y.len() { (x, y) } else { (y, x) };
        let mut long = long.split(' ');
        short
            .split(' ')
            .filter(|s| !s.is_empty())
            .all(|s| long.any(|l| l == s))
    }
}

fn ratio(for_one: f64, for_two: f64) -> f64 {
    (for_one / for_two.max(1e-9)).ln()
}

/// How two births agree.
pub(crate) fn births(a: Option<PartialDate>, b: Option<PartialDate>) -> Agreement {
    let (Some(a), Some(b)) = (a, b) else {
        return Agreement::Missing;
    };
    if a == b {
        return Agreement::Same;
    }
    if a.overlaps(b) {
        return Agreement::Within;
    }
    let ((ya, ma, da), (yb, mb, db)) = (a.first.ymd(), b.first.ymd());
    let full = a.is_day() && b.is_day();
    if full && ya == yb && ma == db && da == mb {
        return Agreement::Swapped;
    }
    let day_and_month = !full || (ma, da) == (mb, db);
    if (ya - yb).abs() == 1 && day_and_month {
        return Agreement::YearApart;
    }
    Agreement::Differs
}

/// How two numbers of one kind agree.
pub(crate) fn compare_ids(a: IdNumber, b: IdNumber) -> Agreement {
    if a == b {
        return Agreement::Same;
    }
    let (a, b) = (a.to_string(), b.to_string());
    let differing: Vec<usize> = a
        .bytes()
        .zip(b.bytes())
        .enumerate()
        .filter(|(_, (x, y))| x != y)
        .map(|(at, _)| at)
        .collect();
    let swapped = |i: usize, j: usize| {
        j == i + 1 && a.as_bytes().get(i) == b.as_bytes().get(j) && {
            a.as_bytes().get(j) == b.as_bytes().get(i)
        }
    };
    match differing[..] {
        [_] => Agreement::OneOff,
        [i, j] if swapped(i, j) => Agreement::OneOff,
        _ => Agreement::Differs,
    }
}

/// Whether one letter put in, left out or exchanged, or two neighbours swapped, make one text of
/// the other.
fn one_edit(a: &[u8], b: &[u8]) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let front = long.iter().zip(short).take_while(|(x, y)| x == y).count();
    let (long, short) = (&long[front..], &short[front..]);
    let back = long
        .iter()
        .rev()
        .zip(short.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (long, short) = (&long[..long.len() - back], &short[..short.len() - back]);
    match (long, short) {
        ([_], [] | [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}
