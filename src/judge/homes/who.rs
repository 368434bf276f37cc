//! Whether two rows of lists about households name one person.
//!
//! In: what each tells. Out: a [`Fit`]: surely, or perhaps. A bare name in one commune is no proof of anything
//! on its own; it takes an address, a birth or a number beside it to be firm.

use crate::link::FoldedName;
use crate::model::{Address, IdNumber, Named, PartialDate, Sym};
use crate::settle::World;

/// A person as a row names them, ready to be compared.
#[derive(Clone, Debug, Default)]
pub struct Who {
    /// As the row has it.
    pub named: Named,
    name: FoldedName,
    address: Address,
}

/// How well two rows fit one person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fit {
    /// More speaks for it.
    pub score: i32,
    /// Nothing speaks against it.
    pub sure: bool,
    /// Something besides the name speaks for it.
    pub firm: bool,
    /// The names are a letter or a tone apart: one of them may be mistyped.
    pub slip: bool,
}

/// What each agreement is worth beside another; only their order matters.
const SAME_ID: i32 = 20;
const SAME_DAY: i32 = 4;
const SAME_YEAR: i32 = 2;
const SAME_PLACE: i32 = 2;

/// What a birth is worth that one of two rows may have mistyped.
const MISTYPED: i32 = -1;

/// Letters of a name below which one letter more or less is another name.
const LONG_NAME: usize = 8;

impl Who {
    /// From what a row tells.
    pub fn new(world: &World, named: Named) -> Self {
        let text = |sym: Sym| world.corpus.texts.get(sym);
        Self {
            name: FoldedName::new(text(named.name)),
            address: world
                .corpus
                .addresses
                .read(text(named.village), text(named.commune)),
            named,
        }
    }

    /// The name without marks, to look it up by.
    pub fn bare(&self) -> &str {
        &self.name.bare
    }

    /// Whether the row tells where in the commune.
    pub fn tells_place(&self) -> bool {
        !self.address.is_empty()
    }

    /// Whether both tell one address of one commune.
    pub fn lives_with(&self, other: &Self) -> bool {
        self.named.commune == other.named.commune && self.places(other) > 0
    }

    /// The syllables of the name, with their tones.
    pub fn syllables(&self) -> impl Iterator<Item = &str> {
        self.name.toned.split(' ').filter(|s| !s.is_empty())
    }

    /// Whether two names, of whomever, are one.
    pub fn is_named_as(&self, other: &Self) -> bool {
        self.names(other) >= 2
    }

    /// Whether two names may be one, with a letter or a tone mistyped.
    pub fn may_be_named_as(&self, other: &Self) -> bool {
        self.names(other) > 0
    }

    /// Whether they tell two addresses of one commune.
    pub fn lives_apart_from(&self, other: &Self) -> bool {
        self.named.commune == other.named.commune && self.places(other) < 0
    }

    /// Whether both tell one house of one commune.
    pub fn is_housed_with(&self, other: &Self) -> bool {
        let one = self.named.commune == other.named.commune && self.address == other.address;
        one && self.address.in_house
    }

    /// 3: the same to the tone, 2: one of the two is without tones, 1: a slip apart, 0: other names.
    fn names(&self, other: &Self) -> i32 {
        let (a, b) = (&self.name, &other.name);
        if a.bare.is_empty() || b.bare.is_empty() {
            0
        } else if a.toned == b.toned {
            3
        } else if a.bare == b.bare {
            if a.marked && b.marked { 1 } else { 2 }
        } else {
            i32::from(is_letter_apart(&a.bare, &b.bare))
        }
    }

    /// How well they fit one person; `None` if they do not.
    pub fn fit(&self, other: &Self) -> Option<Fit> {
        let names = self.names(other);
        if names == 0 {
            return None;
        }
        let id = ids(self.named.id_number, other.named.id_number);
        let born = births(self.named.born, other.named.born);
        let place = self.places(other);
        if self.named.sex.is_some()
            && other.named.sex.is_some()
            && self.named.sex != other.named.sex
        {
            return None;
        }
        let score = names + born + place;
        if id == Some(true) {
            let sure = born >= 0 || names == 3;
            return Some(Fit {
                score: score + SAME_ID,
                sure,
                firm: true,
                slip: names == 1,
            });
        }
        let slip = names == 1;
        let fit = |sure, firm| {
            Some(Fit {
                score,
                sure,
                firm,
                slip,
            })
        };
        if id == Some(false) {
            return if born == SAME_DAY && names >= 2 {
                fit(false, false)
            } else {
                None
            };
        }
        if self.named.commune != other.named.commune {
            let untold = self.named.commune.is_empty() || other.named.commune.is_empty();
            if untold && born >= 0 && place > 0 && names >= 2 {
                return fit(true, false);
            }
            // Who moved keeps name and birth.
            return if born == SAME_DAY && names >= 2 {
                fit(names == 3, true)
            } else {
                None
            };
        }
        // Hùng and Hưng are two names until something else speaks for one.
        if names == 1 && born <= 0 && place <= 0 {
            return None;
        }
        if born < 0 {
            return if born == MISTYPED && place > 0 && names >= 2 {
                fit(false, false)
            } else {
                None
            };
        }
        let sure = names >= 2 && (place >= 0 || born == SAME_DAY);
        fit(sure, sure && (born > 0 || place > 0))
    }

    fn places(&self, other: &Self) -> i32 {
        match self.address.is_one_with(&other.address) {
            Some(true) => SAME_PLACE,
            Some(false) => -SAME_PLACE,
            None => 0,
        }
    }
}

/// Whether two names are one letter apart, put in, left out, changed or changed places.
fn is_letter_apart(a: &str, b: &str) -> bool {
    let (long, short) = (a.len().max(b.len()), a.len().min(b.len()));
    if short < LONG_NAME || long - short > 1 {
        return false;
    }
    // Most pairs of names end here: what is not alike is more than two letters.
    let same = |(a, b): &(u8, u8)| a == b;
    let begin = a.bytes().zip(b.bytes()).take_while(same).count();
    let end = a
        .bytes()
        .rev()
        .zip(b.bytes().rev())
        .take_while(same)
        .count();
    begin + end + 2 >= long && strsim::damerau_levenshtein(a, b) == 1
}

fn ids(a: Option<IdNumber>, b: Option<IdNumber>) -> Option<bool> {
    let (a, b) = (a?, b?);
    // An old number and a new one of one person differ.
    (a.is_citizen_number() == b.is_citizen_number()).then_some(a == b)
}

fn births(a: Option<PartialDate>, b: Option<PartialDate>) -> i32 {
    match (a, b) {
        (Some(a), Some(b)) if a.is_day() && a == b => SAME_DAY,
        (Some(a), Some(b)) if a.overlaps(b) => SAME_YEAR,
        (Some(a), Some(b)) if near(a, b) => MISTYPED,
        (Some(_), Some(_)) => -SAME_DAY,
        _ => 0,
    }
}

/// Whether two days are one with a part of it mistyped, or with day and month the other way round.
pub fn near(a: PartialDate, b: PartialDate) -> bool {
    if !a.is_day() || !b.is_day() {
        return false;
    }
    let ((y1, m1, d1), (y2, m2, d2)) = (a.first.ymd(), b.first.ymd());
    let same = i32::from(y1 == y2) + i32::from(m1 == m2) + i32::from(d1 == d2);
    same == 2 || y1 == y2 && (m1, d1) == (d2, m2)
}
