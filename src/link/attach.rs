//! From units to people: each tier of lists is linked to the tiers before it.
//!
//! In: units, candidate pairs and their weights. Out: which units are one person, how sure, and
//! what was left open. Rolls come first, then ledgers, absences, certificates, pensions, deaths, so
//! everybody is held against people already known. A unit that fits two people equally well is
//! neither's. How many of a tier are on the lists before it is learned from the weights themselves.

use rayon::prelude::*;

use super::block::stand_on_one_roll;
use super::claims;
use super::decided::Decided;
use super::facts::{Fact, Facts};
use super::fold::TIERS;
use super::units::{Groups, Units};
use super::weigh::{Agreement, Scales};
use crate::model::{PartialDate, Strength};

/// Log odds from which a link is certain (0,9991), and from which it is likely (0,985).
const CERTAIN: f64 = 7.0;
const LIKELY: f64 = 4.2;
/// What the word of a person weighs, in claims against others.
const DECIDED: f64 = 40.0;
/// Pairs below these odds cannot matter.
const HOPELESS: f64 = -5.0;
/// A unit that is nobody known with these odds stands on its own, as surely as a link would.
const OWN: f64 = 3.0;

/// The tier of ledgers.
pub(super) const LEDGERS: u8 = 1;
/// The tier of deaths.
const DEATHS: u8 = 5;
/// A pair that chance makes once in a hundred and fifty times counts as found.
const STRONG: f64 = 5.0;

/// Which pairs a prior is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A unit and one of an earlier tier.
    Earlier,
    /// Two units of one tier.
    Within,
}

/// A pair with its weight; `unit` is linked to `to`.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub unit: u32,
    pub to: u32,
    pub kind: Kind,
    pub weight: f64,
}

/// A death that may be somebody's.
#[derive(Clone, Copy)]
pub(super) struct Death {
    pub unit: u32,
    /// The unit it fits.
    pub of: u32,
    /// Whether the unit is of a ledger, and its payments end with this death.
    pub ends: bool,
}

/// What became of each unit.
pub(crate) struct Attached {
    /// Units of one person.
    pub groups: Groups,
    /// How sure each unit belongs to its person.
    pub strength: Vec<Strength>,
    /// The unit that each was linked to; itself for none.
    pub to: Vec<u32>,
    /// Rows too many, see [`Linked::is_surplus`](super::Linked::is_surplus).
    pub surplus: Vec<u32>,
    /// Units left open, with those they may be and the probability.
    pub unsure: Vec<(u32, Vec<(u32, f64)>)>,
}

/// Links the units.
pub(super) fn attach(
    scales: &Scales<'_>,
    units: &Units,
    candidates: &[(u32, u32)],
    decided: &Decided,
) -> Attached {
    let mut pairs: Vec<Pair> = candidates
        .par_iter()
        .filter(|(a, b)| decided.of(*a, *b).is_none())
        .filter_map(|(a, b)| weigh(*a, *b, scales, units))
        .collect();
    let same = decided.units.iter().filter(|(_, _, same)| *same);
    let same = same.map(|(a, b, _)| Pair {
        weight: DECIDED,
        ..pair_of(*a, *b, units)
    });
    let same: Vec<Pair> = same.collect();
    pairs.extend(&same);
    pairs.par_sort_unstable_by_key(|p| (units.tiers[p.unit as usize], p.unit, p.kind, p.to));
    let mut linker = Linker {
        scales,
        units,
        decided,
        out: Attached {
            groups: Groups::new(units.len()),
            strength: vec![Strength::Certain; units.len()],
            to: (0..units.len() as u32).collect(),
            surplus: Vec::new(),
            unsure: Vec::new(),
        },
        members: (0..units.len() as u32).map(|u| vec![u]).collect(),
    };
    for pair in same {
        let to = &mut linker.out.to[pair.unit as usize];
        if *to == pair.unit {
            *to = pair.to;
        }
        linker.join(pair.unit, pair.to);
    }
    let deaths = deaths(&pairs, scales, units);
    for tier in
        pairs.chunk_by_mut(|a, b| units.tiers[a.unit as usize] == units.tiers[b.unit as usize])
    {
        let surplus = add_priors(tier, units, scales.facts, &deaths, &mut linker.out.groups);
        linker.out.surplus.extend(surplus);
        linker.tier(tier);
    }
    linker.out
}

/// The pairs of a death and somebody it fits, and whether payments end with it.
fn deaths(pairs: &[Pair], scales: &Scales<'_>, units: &Units) -> Vec<Death> {
    let of_deaths = pairs
        .iter()
        .filter(|p| units.tiers[p.unit as usize] == DEATHS);
    let ended = |p: &Pair| {
        let fact = |at: &u32| &scales.facts.all[*at as usize];
        let members = units.members(p.unit).iter().flat_map(|x| {
            let paid = units.members(p.to).iter();
            paid.map(move |y| (x, y))
        });
        let mut members =
            members.map(|(x, y)| scales.chances.ended(fact(y).grant.paid, fact(x).grant.died));
        members.any(|share| share.is_some())
    };
    of_deaths
        .map(|p| Death {
            unit: p.unit,
            of: p.to,
            ends: units.tiers[p.to as usize] == LEDGERS && ended(p),
        })
        .collect()
}

/// The weight of a pair of units: that of their best members; `None` if they contradict.
fn weigh(a: u32, b: u32, scales: &Scales<'_>, units: &Units) -> Option<Pair> {
    let best = best_members(a, b, scales, units)?;
    let pair = Pair {
        weight: best,
        ..pair_of(a, b, units)
    };
    // Like rows of one month are one person's through the roll or not at all.
    let second = |unit| claims::is_second_row(unit, units, scales.facts);
    if pair.kind == Kind::Within && (second(a) || second(b)) {
        return None;
    }
    (best > 0.0).then_some(pair)
}

/// Who is linked to whom: the later tier to the earlier one, within a tier the later to the earlier unit.
fn pair_of(a: u32, b: u32, units: &Units) -> Pair {
    let (tier_a, tier_b) = (units.tiers[a as usize], units.tiers[b as usize]);
    let (unit, to) = if tier_a > tier_b { (a, b) } else { (b, a) };
    let kind = if tier_a == tier_b {
        Kind::Within
    } else {
        Kind::Earlier
    };
    Pair {
        unit,
        to,
        kind,
        weight: 0.0,
    }
}

/// The weight of the best members of two units. `None` where they contradict.
fn best_members(a: u32, b: u32, scales: &Scales<'_>, units: &Units) -> Option<f64> {
    let members = || pairs_of_members(a, b, scales.facts, units);
    let best = members().filter_map(|(x, y)| scales.sum(x, y));
    let best = best.reduce(f64::max)?;
    (!contradict(a, b, scales, units)).then_some(best)
}

/// Whether most pairs of members contradict: one mistyped row does not speak for a unit. Where both
/// units tell a day of birth, only the rows that tell it speak for one person: a year alone agrees
/// with every day of it.
fn contradict(a: u32, b: u32, scales: &Scales<'_>, units: &Units) -> bool {
    let members = || pairs_of_members(a, b, scales.facts, units);
    let tell_day = |(x, y): (&Fact, &Fact)| {
        let is_day = |fact: &Fact| fact.born.is_some_and(PartialDate::is_day);
        is_day(x) && is_day(y)
    };
    let days_told = members().any(tell_day);
    let says = |(x, y)| {
        if scales.contradict(x, y) {
            -1
        } else {
            i32::from(!days_told || tell_day((x, y)))
        }
    };
    members().map(says).sum::<i32>() <= 0
}

/// The members of one unit with those of another.
fn pairs_of_members<'a>(
    a: u32,
    b: u32,
    facts: &'a Facts,
    units: &'a Units,
) -> impl Iterator<Item = (&'a Fact, &'a Fact)> {
    let fact = |at: &u32| &facts.all[*at as usize];
    units.members(a).iter().flat_map(move |x| {
        let others = units.members(b).iter();
        others.map(move |y| (fact(x), fact(y)))
    })
}

/// The share of a tier that is somebody of an earlier tier, and that has another unit in its own,
/// before anything is known.
const SHARES: [(f64, f64); TIERS] = [
    (0.5, 0.05),
    (0.98, 0.05),
    (0.9, 0.05),
    (0.7, 0.05),
    (0.4, 0.05),
    (0.4, 0.05),
    (0.9, 0.05),
];

/// Turns weights into log odds. The share of this tier that has somebody is learned: it is counted
/// by the pairs that chance hardly makes, starting from [`SHARES`]. Ledgers and rolls are held
/// against each other as wholes ([`claims`], which tells the rows too many); a register is full of
/// strangers.
fn add_priors(
    pairs: &mut [Pair],
    units: &Units,
    facts: &Facts,
    deaths: &[Death],
    groups: &mut Groups,
) -> Vec<u32> {
    let Some(first) = pairs.first() else {
        return Vec::new();
    };
    let mut surplus = Vec::new();
    let tier = units.tiers[first.unit as usize];
    let tier_of = |unit: &u32| units.tiers[*unit as usize];
    let all = 0..units.len() as u32;
    let in_tier = all.clone().filter(|u| tier_of(u) == tier).count() as f64;
    let known = all.filter(|u| tier_of(u) < tier);
    let mut known: Vec<u32> = known.map(|unit| groups.find(unit)).collect();
    known.sort_unstable();
    known.dedup();
    let before = known.len() as f64;
    let start = SHARES[usize::from(tier)];
    for (kind, start, people) in [
        (Kind::Earlier, start.0, before),
        (Kind::Within, start.1, in_tier),
    ] {
        if kind == Kind::Earlier && tier == LEDGERS {
            surplus = claims::add_priors(pairs, units, facts, deaths, groups);
            continue;
        }
        let by_chance = people.max(1.0).ln();
        let strong = pairs
            .chunk_by(|a, b| a.unit == b.unit)
            .filter(|mine| {
                let mut mine = mine.iter().filter(|p| p.kind == kind);
                mine.any(|p| p.weight - by_chance > STRONG)
            })
            .count();
        let proved = match kind {
            Kind::Within => on_two_rolls(units, facts, tier),
            Kind::Earlier => 0,
        };
        let share = ((strong + proved) as f64 + start * 20.0) / (in_tier + 20.0);
        let share = share.clamp(0.0001, 0.995);
        let prior = (share / (1.0 - share)).ln() - by_chance;
        for pair in pairs.iter_mut().filter(|p| p.kind == kind) {
            pair.weight += prior;
        }
    }
    surplus
}

/// How many units of a tier are of two communes, as their number proves: so common is it among those
/// who have none.
fn on_two_rolls(units: &Units, facts: &Facts, tier: u8) -> usize {
    let are_two = |unit: &u32| {
        let mut communes = units
            .members(*unit)
            .iter()
            .map(|at| &facts.all[*at as usize])
            .filter(|fact| fact.tier == tier && !fact.commune.is_empty())
            .map(|fact| fact.commune);
        let first = communes.next();
        communes.any(|commune| first.is_some_and(|f| f != commune && !facts.became_one(f, commune)))
    };
    (0..units.len() as u32).filter(are_two).count()
}

/// Who else a unit of a tier may be, or may be it.
struct Rivals<'a> {
    /// The pairs of the unit.
    mine: &'a [Pair],
    /// The earlier unit of each pair within the tier, the later one, and the weight; rising.
    backward: &'a [(u32, u32, f64)],
    /// All pairs of the tier, rising.
    tier: &'a [Pair],
}

impl Rivals<'_> {
    /// Whether two units of the tier are likely one person, so that no third has to choose: somebody
    /// whom the post office writes in three ways is not three people. Units that may be people of
    /// earlier tiers are theirs first.
    fn are_one(&self, a: u32, b: u32) -> bool {
        if self.may_be_known(a) || self.may_be_known(b) {
            return false;
        }
        let wanted = (a.max(b), Kind::Within, a.min(b));
        let key = |p: &Pair| (p.unit, p.kind, p.to);
        let pair = self.tier.binary_search_by_key(&wanted, key).ok();
        let pair = pair.and_then(|at| self.tier.get(at));
        pair.is_some_and(|p| p.weight > LIKELY)
    }

    fn may_be_known(&self, unit: u32) -> bool {
        let start = self.tier.partition_point(|p| p.unit < unit);
        let mine = self.tier.iter().skip(start).take_while(|p| p.unit == unit);
        let mut earlier = mine.filter(|p| p.kind == Kind::Earlier);
        earlier.any(|p| p.weight > HOPELESS)
    }
}

struct Linker<'a> {
    scales: &'a Scales<'a>,
    units: &'a Units,
    decided: &'a Decided,
    out: Attached,
    /// The units of each set, by the one that stands for it.
    members: Vec<Vec<u32>>,
}

impl Linker<'_> {
    /// Links one tier: its units to earlier ones, then to each other, then once more those whose
    /// rivals have become one person meanwhile.
    fn tier(&mut self, pairs: &[Pair]) {
        let of_unit: Vec<&[Pair]> = pairs.chunk_by(|a, b| a.unit == b.unit).collect();
        let mut order: Vec<(usize, usize)> = Vec::new();
        for (at, mine) in of_unit.iter().enumerate() {
            for i in 0..mine.len() {
                if mine[i].weight > HOPELESS {
                    order.push((at, i));
                }
            }
        }
        let pair = |(at, i): (usize, usize)| of_unit[at][i];
        order.sort_unstable_by(|a, b| {
            let (x, y) = (pair(*a), pair(*b));
            (x.kind.cmp(&y.kind))
                .then(y.weight.total_cmp(&x.weight))
                .then(a.cmp(b))
        });
        let mut backward: Vec<(u32, u32, f64)> = pairs
            .iter()
            .filter(|p| p.kind == Kind::Within)
            .map(|p| (p.to, p.unit, p.weight))
            .collect();
        backward.sort_unstable_by_key(|b| (b.0, b.1));
        for round in 0..2 {
            for at in &order {
                let pair = pair(*at);
                if round == 0 || pair.weight > LIKELY {
                    let rivals = Rivals {
                        mine: of_unit[at.0],
                        backward: &backward,
                        tier: pairs,
                    };
                    self.pair(pair, &rivals, round);
                }
            }
        }
        for mine in &of_unit {
            self.leave_open(mine);
        }
    }

    fn pair(&mut self, pair: Pair, rivals: &Rivals<'_>, round: usize) {
        if pair.weight < LIKELY || !self.allowed(pair.unit, pair.to) {
            return;
        }
        // In the first round units of earlier tiers are the only rivals of one another.
        // What was parted by its months is one person through the roll, where somebody there is meant.
        let is_parted = |unit| self.units.face(unit, self.scales.facts).stretch > 0;
        if pair.kind == Kind::Within
            && (is_parted(pair.unit) || is_parted(pair.to))
            && (rivals.may_be_known(pair.unit) || rivals.may_be_known(pair.to))
        {
            return;
        }
        let mine = rivals.mine.iter();
        let forward = mine
            .filter(|p| round > 0 || p.kind <= pair.kind)
            .filter(|p| !rivals.are_one(p.to, pair.to))
            .map(|p| (p.to, p.weight));
        let mut odds = self.odds(pair.unit, pair.to, pair.weight, forward);
        if pair.kind == Kind::Within {
            let start = rivals.backward.partition_point(|b| b.0 < pair.to);
            let others = rivals.backward[start..]
                .iter()
                .take_while(|b| b.0 == pair.to)
                .filter(|b| !rivals.are_one(b.1, pair.unit))
                .map(|b| (b.1, b.2));
            odds = odds.min(self.odds(pair.to, pair.unit, pair.weight, others));
        }
        if odds < LIKELY {
            return;
        }
        let strength = if odds >= CERTAIN {
            Strength::Certain
        } else {
            Strength::Likely
        };
        self.out.to[pair.unit as usize] = pair.to;
        self.weaken(pair.unit, strength.min(self.out.strength[pair.to as usize]));
        self.join(pair.unit, pair.to);
    }

    /// Everything that hangs on this unit is no surer than the unit.
    fn weaken(&mut self, unit: u32, strength: Strength) {
        let set = self.out.groups.find(unit);
        for member in &self.members[set as usize] {
            let own = &mut self.out.strength[*member as usize];
            *own = (*own).min(strength);
        }
    }

    fn join(&mut self, a: u32, b: u32) {
        if self.out.groups.find(a) == self.out.groups.find(b) {
            return;
        }
        let (stays, goes) = self.out.groups.join(a, b);
        let mut moved = std::mem::take(&mut self.members[goes as usize]);
        self.members[stays as usize].append(&mut moved);
    }

    /// Whether two units are of two sets and no member of one contradicts one of the other. People
    /// known from earlier tiers are never made one by somebody of this tier who resembles both.
    fn allowed(&mut self, a: u32, b: u32) -> bool {
        let tier = self.units.tiers[a as usize].max(self.units.tiers[b as usize]);
        let (a, b) = (self.out.groups.find(a), self.out.groups.find(b));
        let (ours, theirs) = (&self.members[a as usize], &self.members[b as usize]);
        let known = |set: &[u32]| set.iter().any(|u| self.units.tiers[*u as usize] < tier);
        a != b
            && !(known(ours) && known(theirs))
            && (ours.iter()).all(|x| theirs.iter().all(|y| self.may_be_one(*x, *y)))
    }

    fn may_be_one(&self, a: u32, b: u32) -> bool {
        let facts = self.scales.facts;
        if self.decided.of(a, b) == Some(false) {
            return false;
        }
        !contradict(a, b, self.scales, self.units)
            && (!stand_on_one_roll(a, b, facts, self.units) || self.one_person_twice(a, b, facts))
    }

    /// Whether two rows of one roll are the same person: name and full birth to the letter.
    fn one_person_twice(&self, a: u32, b: u32, facts: &Facts) -> bool {
        let (x, y) = (self.units.face(a, facts), self.units.face(b, facts));
        x.born == y.born
            && x.born.is_some_and(PartialDate::is_day)
            && facts.names(facts.name(x), facts.name(y)) <= Agreement::TonesLost
    }

    /// Log odds that `unit` is `to`'s person against it being nobody or one of the rivals.
    fn odds(
        &mut self,
        unit: u32,
        to: u32,
        weight: f64,
        rivals: impl Iterator<Item = (u32, f64)>,
    ) -> f64 {
        let target = self.out.groups.find(to);
        let mut others: Vec<(u32, f64)> = Vec::new();
        for (rival, weight) in rivals {
            let set = self.out.groups.find(rival);
            if set == target || !self.allowed(unit, rival) {
                continue;
            }
            match others.iter_mut().find(|(other, _)| *other == set) {
                Some((_, best)) => *best = best.max(weight),
                None => others.push((set, weight)),
            }
        }
        others.sort_unstable_by(|a, b| a.1.total_cmp(&b.1));
        let against: f64 = others.iter().map(|(_, w)| w.exp()).sum();
        weight - (1.0 + against).ln()
    }

    /// A unit linked to nobody, although somebody may be it, is left open.
    fn leave_open(&mut self, mine: &[Pair]) {
        let Some(unit) = mine.first().map(|p| p.unit) else {
            return;
        };
        let own = self.out.groups.find(unit);
        let mut maybe: Vec<(u32, u32, f64)> = Vec::new();
        for pair in mine {
            let set = self.out.groups.find(pair.to);
            if set == own || pair.weight < HOPELESS || !self.allowed(unit, pair.to) {
                continue;
            }
            match maybe.iter_mut().find(|m| m.0 == set) {
                Some(known) if known.2 < pair.weight => *known = (set, pair.to, pair.weight),
                Some(_) => {}
                None => maybe.push((set, pair.to, pair.weight)),
            }
        }
        maybe.sort_unstable_by(|a, b| b.2.total_cmp(&a.2).then(a.1.cmp(&b.1)));
        let all: f64 = maybe.iter().rev().map(|m| m.2.exp()).sum();
        let linked = self.out.to[unit as usize] != unit;
        if linked || all.ln() < -OWN {
            return;
        }
        if self.units.tiers[unit as usize] > 0 {
            let strength = if all.ln() < -1.0 {
                Strength::Likely
            } else {
                Strength::Unsure
            };
            self.weaken(unit, strength);
        }
        let candidates = maybe
            .iter()
            .map(|(_, to, weight)| (*to, weight.exp() / (1.0 + all)))
            .collect();
        self.out.unsure.push((unit, candidates));
    }
}
