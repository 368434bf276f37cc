//! How ledger rows and the people of the rolls share each other out.
//!
//! In: the weights of pairs of a ledger unit and a roll unit. Out: the same as log odds, with what
//! is known before anything is compared. A row that fits one person who is paid nowhere else is
//! theirs, or it is a stranger's and they are not paid at all; how rare both are is learned
//! ([`Shares`]). A person who has another row in the same months would be paid twice, which is rare
//! too. Who claims whom is weighed on both sides at once (belief propagation, which is exact where
//! claims form no rings).

use rustc_hash::{FxHashMap, FxHashSet};

use super::attach::{Death, Kind, LEDGERS, Pair};
use super::facts::{Fact, Facts};
use super::grant::Months;
use super::shares::{Pattern, Shares};
use super::units::{Groups, Units};
use crate::model::{PartialDate, Sym};

/// Rounds in which claims are weighed against each other.
const ROUNDS: usize = 12;
/// Odds below these cannot matter.
const HOPELESS: f64 = 0.005;
/// The share of rows paid twice that say otherwise who is meant.
const OTHERWISE: f64 = 0.1;
/// What each further month speaks against one person being paid twice.
const PERSISTENT: f64 = 2.0;
/// How much commoner months here and there are among rows that repeat another than among those of
/// somebody else.
const NOW_AND_THEN: f64 = 20.0;
/// What each further month speaks against it where they are on end, from the first of all or up to
/// the last.
const SPAN: f64 = 3.0;
/// How much commoner another commune is among people paid twice than among all rows.
const AWAY: f64 = 10.0;
/// How seldom the payments of somebody paid twice end just when a namesake dies.
const ENDED: f64 = 1e-3;
/// How seldom the second of two like rows is somebody's whom only one of them fits.
const SECOND: f64 = 1e-4;
/// What another person may fit worse, and a second row still be theirs.
const AS_WELL: f64 = 0.05;
/// Log odds of a claim at most if the person would be paid twice: likely, never certain.
const AGAIN_AT_MOST: f64 = 6.0;

/// Adds the prior odds to the pairs of one tier with earlier ones; `pairs` are of rising units. Out: the
/// units that are rows too many.
pub(super) fn add_priors(
    pairs: &mut [Pair],
    units: &Units,
    facts: &Facts,
    deaths: &[Death],
    groups: &mut Groups,
) -> Vec<u32> {
    let Some(tier) = pairs.first().map(|p| units.tiers[p.unit as usize]) else {
        return Vec::new();
    };
    let people = People::new(units, facts, groups, tier);
    let claims = claims(pairs, units, facts, &people);
    let shares = Shares::learn(&claims, units, facts, &people, tier);
    let deaths = Deaths::new(deaths, &people);
    let bids = weigh(&claims, units, facts, &people, &shares, &deaths);
    for pair in pairs.iter_mut().filter(|p| p.kind == Kind::Earlier) {
        let at = (pair.unit, people.of[pair.to as usize]);
        let bid = bids.binary_search_by_key(&at, |b| (b.unit, b.person));
        let bid = bid.ok().and_then(|at| bids.get(at));
        let free = bid.map_or(shares.rows_each, |b| b.free);
        let strangers = shares.strangers(units.face(pair.unit, facts).commune);
        pair.weight += (free / strangers).ln();
        if bid.is_some_and(|b| b.again && !b.one_birthday) {
            pair.weight = pair.weight.min(AGAIN_AT_MOST);
        }
    }
    claims
        .chunk_by(|a, b| a.unit == b.unit)
        .filter(|mine| is_second(mine, units, facts, &people))
        .filter_map(|mine| mine.first().map(|c| c.unit))
        .collect()
}

/// Those who may be claimed.
pub(super) struct People {
    /// The number of each unit's person.
    of: Vec<u32>,
    /// Their communes.
    pub communes: Vec<Sym>,
    /// Where each is listed or surely paid, by person and commune.
    homes: Vec<Home>,
}

/// What the lists of a commune have of a person.
#[derive(Clone, Copy, Default)]
struct Home {
    person: u32,
    commune: Sym,
    /// Monthly benefits on the commune's roll: so many rows a month are to be expected.
    entries: u8,
    /// The months in which the person surely is paid there.
    paid: Paid,
}

impl People {
    fn new(units: &Units, facts: &Facts, groups: &mut Groups, tier: u8) -> Self {
        let mut number: FxHashMap<u32, u32> = FxHashMap::default();
        let mut new = Self {
            of: vec![u32::MAX; units.len()],
            communes: Vec::new(),
            homes: Vec::new(),
        };
        // A sheet a category is one roll.
        let mut listed: Vec<(u32, Sym, i32, u8)> = Vec::new();
        for unit in (0..units.len() as u32).filter(|u| units.tiers[*u as usize] < tier) {
            let next = new.communes.len() as u32;
            let person = *number.entry(groups.find(unit)).or_insert(next);
            if person == next {
                new.communes.push(units.face(unit, facts).commune);
            }
            new.of[unit as usize] = person;
            for at in units.members(unit) {
                let fact = &facts.all[*at as usize];
                let rolls = facts.rolls(*at).iter();
                listed.extend(rolls.map(|r| (person, fact.commune, r.month, r.benefits)));
                new.homes.push(Home {
                    person,
                    commune: fact.commune,
                    entries: 0,
                    paid: Paid::of(fact),
                });
            }
        }
        listed.sort_unstable();
        for on_one in listed.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)) {
            let entries = on_one.iter().fold(0, |sum: u8, r| sum.saturating_add(r.3));
            new.homes.extend(on_one.first().map(|r| Home {
                person: r.0,
                commune: r.1,
                entries,
                paid: Paid::default(),
            }));
        }
        new.homes.sort_by_key(|h| (h.person, h.commune));
        new.homes.dedup_by(|next, kept| {
            let one = (next.person, next.commune) == (kept.person, kept.commune);
            if one {
                kept.entries = kept.entries.max(next.entries);
                kept.paid = kept.paid.and(next.paid);
            }
            one
        });
        new
    }

    /// How many they are, at least one.
    pub fn count(&self) -> f64 {
        (self.communes.len() as f64).max(1.0)
    }

    /// Whether each surely is paid in some month.
    pub fn are_paid(&self) -> Vec<bool> {
        let mut paid = vec![false; self.communes.len()];
        for home in &self.homes {
            paid[home.person as usize] |= home.paid.once != 0;
        }
        paid
    }

    fn homes(&self, person: u32) -> &[Home] {
        let start = self.homes.partition_point(|h| h.person < person);
        let rest = &self.homes[start..];
        &rest[..rest.partition_point(|h| h.person == person)]
    }

    /// Rows a month to be expected for a person in a commune.
    fn entries(&self, person: u32, commune: Sym) -> u8 {
        let mut homes = self.homes(person).iter();
        let here = homes.find(|h| h.commune == commune);
        here.map_or(0, |h| h.entries)
    }

    /// The months in which a person surely is paid what a row in this commune would come on top of.
    fn paid(&self, person: u32, commune: Sym) -> Months {
        let homes = self.homes(person);
        match homes.iter().find(|h| h.commune == commune) {
            Some(home) if home.entries > 1 => home.paid.twice,
            Some(home) if home.entries == 1 => home.paid.once,
            _ => homes.iter().fold(0, |months, h| months | h.paid.once),
        }
    }
}

/// The months in which a unit is paid, and those in which it is so more than once; bits as in
/// [`Grant::paid`](super::grant::Grant::paid).
#[derive(Clone, Copy, Default)]
pub(super) struct Paid {
    pub once: Months,
    pub twice: Months,
}

impl Paid {
    fn of(fact: &Fact) -> Self {
        Self {
            once: fact.grant.paid,
            twice: fact.grant.twice,
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            once: self.once | other.once,
            twice: self.twice | other.twice | self.once & other.once,
        }
    }
}

/// When a unit is paid.
pub(super) fn paid(unit: u32, units: &Units, facts: &Facts) -> Paid {
    let members = units.members(unit).iter();
    members.fold(Paid::default(), |paid, at| {
        paid.and(Paid::of(&facts.all[*at as usize]))
    })
}

/// Whether a unit is a second row of its months beside one that says the same.
pub(super) fn is_second_row(unit: u32, units: &Units, facts: &Facts) -> bool {
    let face = units.face(unit, facts);
    face.nth > 0 && face.tier == LEDGERS
}

/// A unit that may be a person's.
pub(super) struct Claim {
    pub unit: u32,
    pub person: u32,
    /// How much likelier they agree as they do if they are one than by chance.
    pub ratio: f64,
    /// Whether both tell the same day of birth.
    one_birthday: bool,
}

/// The best pair of each unit and person.
fn claims(pairs: &[Pair], units: &Units, facts: &Facts, people: &People) -> Vec<Claim> {
    let born = |unit: u32| units.face(unit, facts).born;
    let earlier = pairs.iter().filter(|p| p.kind == Kind::Earlier);
    let mut claims: Vec<Claim> = earlier
        .map(|pair| Claim {
            unit: pair.unit,
            person: people.of[pair.to as usize],
            ratio: pair.weight.exp(),
            one_birthday: born(pair.unit).is_some_and(PartialDate::is_day)
                && born(pair.unit) == born(pair.to),
        })
        .collect();
    claims.sort_unstable_by(|a, b| {
        let key = |c: &Claim| (c.unit, c.person);
        key(a).cmp(&key(b)).then(b.ratio.total_cmp(&a.ratio))
    });
    claims.dedup_by_key(|c| (c.unit, c.person));
    claims
}

/// Deaths that somebody's payments end with, and whom they fit besides.
struct Deaths {
    ending: FxHashMap<u32, Vec<u32>>,
    fits: FxHashSet<(u32, u32)>,
}

impl Deaths {
    fn new(deaths: &[Death], people: &People) -> Self {
        let mut new = Self {
            ending: FxHashMap::default(),
            fits: FxHashSet::default(),
        };
        for death in deaths {
            new.fits.insert((death.unit, people.of[death.of as usize]));
            if death.ends {
                new.ending.entry(death.of).or_default().push(death.unit);
            }
        }
        new
    }

    /// Whether a unit's payments end with a death that cannot be this person's.
    fn of_another(&self, unit: u32, person: u32) -> bool {
        let ending = self.ending.get(&unit).into_iter().flatten();
        ending
            .into_iter()
            .any(|death| !self.fits.contains(&(*death, person)))
    }
}

/// A claim while it is weighed.
struct Bid {
    unit: u32,
    person: u32,
    commune: Sym,
    paid: Paid,
    /// Rows a month to be expected for the person in the unit's commune.
    entries: u8,
    /// The ratio over how many strangers are expected.
    ratio: f64,
    /// Odds that the person has a row in this commune, if it is no other claimant's.
    expected: f64,
    /// The same, in view of the other claimants.
    free: f64,
    /// Whether both tell the same day of birth.
    one_birthday: bool,
    /// Whether the unit's rows stand beside other rows that say the same.
    repeats: bool,
    /// Whether the payments end when somebody dies who is not the person.
    ended: bool,
    /// Whether it would be another row of the same months.
    again: bool,
    /// Odds that the row is this person's, as all other people see it.
    wants: f64,
}

impl Bid {
    fn odds(&self) -> f64 {
        self.ratio * self.free
    }

    /// Odds that the person, paid in these months, has this row besides. A slip repeats a row as it
    /// is, and now and then: who is there month after month, or under a writing of their own, is
    /// rather somebody else, unless both tell one birthday.
    fn again(&self, months: Months, shares: &Shares) -> f64 {
        let further = f64::from(months.count_ones().clamp(1, 3) - 1);
        if self.ended {
            return shares.twice * ENDED;
        }
        if self.repeats && !self.one_birthday {
            return shares.twice
                * match shares.pattern(self.paid.once) {
                    Pattern::Throughout => (-SPAN * (further + 1.0)).exp(),
                    Pattern::Span => (-SPAN * further).exp(),
                    Pattern::Scattered => NOW_AND_THEN,
                    Pattern::OneAtTheEdge => 1.0,
                };
        }
        shares.twice
            * match (self.one_birthday, self.entries > 0) {
                (true, true) => 1.0,
                (true, false) => AWAY,
                (false, _) => OTHERWISE * (-PERSISTENT * further).exp(),
            }
    }
}

/// Weighs the claims against each other. Out: by unit and person, how free the person is.
fn weigh(
    claims: &[Claim],
    units: &Units,
    facts: &Facts,
    people: &People,
    shares: &Shares,
    deaths: &Deaths,
) -> Vec<Bid> {
    let mut bids: Vec<Bid> = Vec::new();
    for mine in claims.chunk_by(|a, b| a.unit == b.unit) {
        let second = is_second(mine, units, facts, people);
        let mine = mine.iter().map(|claim| {
            let commune = units.face(claim.unit, facts).commune;
            let entries = people.entries(claim.person, commune);
            // Who is paid is expected to be so at home.
            let mut expected = if entries > 0 {
                shares.is_paid(commune)
            } else {
                let home = people.communes[claim.person as usize];
                shares.is_paid(home).min(shares.rows_each)
            };
            let ended = deaths.of_another(claim.unit, claim.person);
            if second {
                expected *= SECOND;
            }
            Bid {
                unit: claim.unit,
                person: claim.person,
                commune,
                paid: paid(claim.unit, units, facts),
                entries,
                ratio: claim.ratio / shares.strangers(commune),
                expected,
                free: expected,
                one_birthday: claim.one_birthday,
                repeats: units.face(claim.unit, facts).nth > 0,
                ended,
                again: false,
                wants: 0.0,
            }
        });
        bids.extend(mine.filter(|b| b.odds() > HOPELESS));
    }
    let mut by_person: Vec<(u32, u32)> = bids.iter().map(|b| b.person).zip(0..).collect();
    by_person.sort_unstable();
    for round in 0..ROUNDS {
        for mine in bids.chunk_by_mut(|a, b| a.unit == b.unit) {
            for at in 0..mine.len() {
                let others = (0..mine.len()).filter(|other| *other != at);
                let others: f64 = others.map(|other| mine[other].odds()).sum();
                mine[at].wants = mine[at].ratio * mine[at].expected / (1.0 + others);
            }
        }
        for mine in by_person.chunk_by(|a, b| a.0 == b.0) {
            for (_, at) in mine {
                let (free, again) = free(*at, mine, &bids, people, shares);
                let bid = &mut bids[*at as usize];
                // Rings of claims swing to and fro: the last round keeps the lower side.
                let last = round + 1 == ROUNDS;
                bid.free = if last { bid.free.min(free) } else { free };
                bid.again = again;
            }
        }
    }
    for mine in bids.chunk_by_mut(|a, b| a.unit == b.unit) {
        two_rows_two_people(mine, shares);
    }
    bids
}

/// Whether a unit is the second (or a later) of like rows of a month, and those whom it fits have
/// their rows in the ones before. Which of like rows is the surplus one is nobody's loss: the later.
fn is_second(mine: &[Claim], units: &Units, facts: &Facts, people: &People) -> bool {
    let Some(first) = mine.first() else {
        return false;
    };
    let face = units.face(first.unit, facts);
    let best = mine.iter().map(|c| c.ratio).fold(0.0, f64::max);
    let fitting = mine.iter().filter(|c| c.ratio >= AS_WELL * best);
    let rows = fitting.map(|c| u32::from(people.entries(c.person, face.commune).max(1)));
    u32::from(face.nth) >= rows.sum()
}

/// Odds that the person of a bid has its row, against the person having it not; and whether that
/// makes them paid twice.
fn free(
    at: u32,
    mine: &[(u32, u32)],
    bids: &[Bid],
    people: &People,
    shares: &Shares,
) -> (f64, bool) {
    let bid = &bids[at as usize];
    if bid.paid.once == 0 {
        return (shares.rows_each, false);
    }
    let own = bid.paid.once & people.paid(bid.person, bid.commune);
    if own != 0 {
        return (bid.again(own, shares), true);
    }
    // Who stands on the rolls of two communes is paid in both, row by row.
    let elsewhere =
        |rival: &Bid| rival.commune != bid.commune && rival.entries > 0 && bid.entries > 0;
    let (mut wants, mut months): (Vec<f64>, Months) = (Vec::new(), 0);
    let others = mine.iter().filter(|other| other.1 != at);
    for rival in others.map(|other| &bids[other.1 as usize]) {
        let common = rival.paid.once & bid.paid.once;
        if common != 0 && !elsewhere(rival) {
            wants.push(rival.wants);
            months |= common;
        }
    }
    // Rows that the roll gives the person besides this one are no rivals.
    let besides = usize::from(bid.entries.saturating_sub(1));
    wants.sort_unstable_by(|a, b| b.total_cmp(a));
    let taken: f64 = wants.iter().skip(besides).sum();
    let free = (bid.expected + taken * bid.again(months, shares)) / (1.0 + taken);
    (free, taken > 1.0)
}

/// A unit with two rows in one month is one person paid twice, or two people of whom the lists say
/// the same: another person whom it fits speaks the louder, the rarer the former is.
fn two_rows_two_people(mine: &mut [Bid], shares: &Shares) {
    let best = mine.iter().map(Bid::odds).fold(0.0, f64::max);
    let mut best_first = mine.iter_mut().filter(|b| b.odds() >= best);
    let twice = |b: &&mut Bid| b.paid.twice != 0 && b.entries < 2;
    let Some(first) = best_first.next().filter(twice) else {
        return;
    };
    // Either of the two rows may be a stranger's.
    first.free = first.free.min(shares.twice / 2.0);
    let (best, person) = (first.odds(), first.person);
    for other in mine.iter_mut().filter(|b| b.person != person) {
        other.free = (other.free / shares.twice).min(best / other.ratio);
    }
}
