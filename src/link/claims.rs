//! How ledger rows and the people of the rolls share each other out.
//!
//! In: the weights of pairs of a ledger unit and a roll unit. Out: the same as log odds, with what
//! is known before anything is compared. A row that fits one person who is paid nowhere else is
//! theirs, or it is a stranger's and they are not paid at all; how rare both are is learned
//! ([`Shares`]). A person who has another row in the same months would be paid twice, which is rare
//! too. Who claims whom is weighed on both sides at once (belief propagation, which is exact where
//! claims form no rings).

use rustc_hash::FxHashMap;

use super::attach::{Kind, Pair};
use super::facts::Facts;
use super::shares::Shares;
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
/// How much commoner another commune is among people paid twice than among all rows.
const AWAY: f64 = 10.0;
/// Log odds of a claim at most if the person would be paid twice: likely, never certain.
const AGAIN_AT_MOST: f64 = 6.0;

/// Adds the prior odds to the pairs of one tier with earlier ones; `pairs` are of rising units.
pub(super) fn add_priors(pairs: &mut [Pair], units: &Units, facts: &Facts, groups: &mut Groups) {
    let Some(tier) = pairs.first().map(|p| units.tiers[p.unit as usize]) else {
        return;
    };
    let people = People::new(units, facts, groups, tier);
    let claims = claims(pairs, units, facts, &people);
    let shares = Shares::learn(&claims, units, facts, &people, tier);
    let bids = weigh(&claims, units, facts, &people, &shares);
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
}

/// Those who may be claimed.
pub(super) struct People {
    /// The number of each unit's person.
    of: Vec<u32>,
    /// Their communes.
    pub communes: Vec<Sym>,
    /// The months in which they surely are paid.
    pub paid: Vec<u64>,
}

impl People {
    fn new(units: &Units, facts: &Facts, groups: &mut Groups, tier: u8) -> Self {
        let mut number: FxHashMap<u32, u32> = FxHashMap::default();
        let mut new = Self {
            of: vec![u32::MAX; units.len()],
            communes: Vec::new(),
            paid: Vec::new(),
        };
        for unit in (0..units.len() as u32).filter(|u| units.tiers[*u as usize] < tier) {
            let next = new.paid.len() as u32;
            let person = *number.entry(groups.find(unit)).or_insert(next);
            if person == next {
                new.communes.push(units.face(unit, facts).commune);
                new.paid.push(0);
            }
            new.of[unit as usize] = person;
            new.paid[person as usize] |= paid(unit, units, facts).once;
        }
        new
    }

    /// How many they are, at least one.
    pub fn count(&self) -> f64 {
        (self.paid.len() as f64).max(1.0)
    }
}

/// The months in which a unit is paid, and those in which it is so more than once; bits as in
/// [`Grant::paid`](super::grant::Grant::paid).
#[derive(Clone, Copy, Default)]
pub(super) struct Paid {
    pub once: u64,
    pub twice: u64,
}

/// When a unit is paid.
pub(super) fn paid(unit: u32, units: &Units, facts: &Facts) -> Paid {
    let members = units.members(unit).iter();
    members.fold(Paid::default(), |paid, at| {
        let grant = &facts.all[*at as usize].grant;
        Paid {
            once: paid.once | grant.paid,
            twice: paid.twice | grant.twice | paid.once & grant.paid,
        }
    })
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

/// A claim while it is weighed.
struct Bid {
    unit: u32,
    person: u32,
    paid: Paid,
    /// The ratio over how many strangers are expected.
    ratio: f64,
    /// Odds that the person has a row in this commune, if it is no other claimant's.
    expected: f64,
    /// The same, in view of the other claimants.
    free: f64,
    /// Whether both tell the same day of birth.
    one_birthday: bool,
    /// Whether the unit stands in the person's own commune.
    at_home: bool,
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
    /// is, and once: who is there month after month under a writing of their own is rather somebody
    /// else, unless both tell one birthday.
    fn again(&self, months: u64, shares: &Shares) -> f64 {
        let further = f64::from(months.count_ones().clamp(1, 3) - 1);
        shares.twice
            * match (self.one_birthday, self.at_home) {
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
) -> Vec<Bid> {
    let bids = claims.iter().map(|claim| {
        let commune = units.face(claim.unit, facts).commune;
        let home = people.communes[claim.person as usize];
        let at_home = home == commune;
        // Who is paid is expected to be so at home.
        let at_most = if at_home { f64::MAX } else { shares.rows_each };
        let expected = shares.is_paid(home).min(at_most);
        Bid {
            unit: claim.unit,
            person: claim.person,
            paid: paid(claim.unit, units, facts),
            ratio: claim.ratio / shares.strangers(commune),
            expected,
            free: expected,
            one_birthday: claim.one_birthday,
            at_home,
            again: false,
            wants: 0.0,
        }
    });
    let mut bids: Vec<Bid> = bids.filter(|b| b.odds() > HOPELESS).collect();
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
    let own = bid.paid.once & people.paid[bid.person as usize];
    if own != 0 {
        return (bid.again(own, shares), true);
    }
    let (mut taken, mut months) = (0.0, 0);
    let others = mine.iter().filter(|other| other.1 != at);
    for rival in others.map(|other| &bids[other.1 as usize]) {
        let common = rival.paid.once & bid.paid.once;
        if common != 0 {
            taken += rival.wants;
            months |= common;
        }
    }
    let free = (bid.expected + taken * bid.again(months, shares)) / (1.0 + taken);
    (free, taken > 1.0)
}

/// A unit with two rows in one month is one person paid twice, or two people of whom the lists say
/// the same: another person whom it fits speaks the louder, the rarer the former is.
fn two_rows_two_people(mine: &mut [Bid], shares: &Shares) {
    let best = mine.iter().map(Bid::odds).fold(0.0, f64::max);
    let mut best_first = mine.iter_mut().filter(|b| b.odds() >= best);
    let Some(first) = best_first.next().filter(|b| b.paid.twice != 0) else {
        return;
    };
    // Either of the two rows may be a stranger's.
    first.free = first.free.min(shares.twice / 2.0);
    let (best, person) = (first.odds(), first.person);
    for other in mine.iter_mut().filter(|b| b.person != person) {
        other.free = (other.free / shares.twice).min(best / other.ratio);
    }
}
