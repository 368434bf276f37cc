//! Identities with one id number, taken together where nothing speaks against it.
//!
//! In: the facts. Out: [`Units`]: groups of facts that surely are one person, the id numbers that
//! clearly different people bear, and the pairs of groups that share a number but fit only in part.
//! An id number alone joins nobody whose name and birth contradict.

use rustc_hash::FxHashMap;

use super::facts::{Fact, Facts};
use super::weigh::{Agreement, births};
use crate::model::{IdNumber, PartialDate};

/// Groups of facts; everything is numbered in canonical order.
#[derive(Default)]
pub(crate) struct Units {
    /// The unit of each fact.
    pub of: Vec<u32>,
    ends: Vec<u32>,
    members: Vec<u32>,
    /// The first tier of each unit.
    pub tiers: Vec<u8>,
    /// Id numbers of clearly different people, rising, with the units that bear them.
    pub shared: Vec<(IdNumber, Vec<u32>)>,
    /// Units with one number whose holder may or may not be the same.
    pub doubtful: Vec<(u32, u32)>,
}

/// What two facts with one id number are to each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Holder {
    Same,
    Doubtful,
    Different,
}

impl Units {
    /// Groups the facts; of some pairs (smaller fact first) a person decided whether they are one.
    pub fn new(facts: &Facts, decided: &FxHashMap<(u32, u32), bool>) -> Self {
        let mut by_id: Vec<(IdNumber, u32)> = facts
            .all
            .iter()
            .zip(0..)
            .filter_map(|(fact, at)| Some((fact.id?, at)))
            .collect();
        by_id.sort_unstable();
        let mut groups = Groups::new(facts.all.len());
        let mut shared: Vec<(IdNumber, Vec<u32>)> = Vec::new();
        let mut doubtful = Vec::new();
        for bearers in by_id.chunk_by(|a, b| a.0 == b.0) {
            let (different, unclear) = join_bearers(bearers, facts, decided, &mut groups);
            if let (true, Some((id, _))) = (!different.is_empty(), bearers.first()) {
                shared.push((*id, different));
            }
            doubtful.extend(unclear);
        }
        let mut units = Self::numbered(&mut groups, facts);
        for (id, bearers) in shared {
            let mut of: Vec<u32> = bearers.iter().map(|f| units.of[*f as usize]).collect();
            of.sort_unstable();
            of.dedup();
            units.shared.push((id, of));
        }
        for (a, b) in doubtful {
            units
                .doubtful
                .push((units.of[a as usize], units.of[b as usize]));
        }
        units
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.tiers.len()
    }

    /// The facts of a unit, rising.
    pub fn members(&self, unit: u32) -> &[u32] {
        let unit = unit as usize;
        let start = if unit == 0 { 0 } else { self.ends[unit - 1] };
        &self.members[start as usize..self.ends[unit] as usize]
    }

    /// The fact of a unit that tells most: of the first tier, with the narrowest birth.
    pub fn face<'a>(&self, unit: u32, facts: &'a Facts) -> &'a Fact {
        let members = self.members(unit).iter().map(|f| &facts.all[*f as usize]);
        let first = &facts.all[self.members(unit)[0] as usize];
        members.fold(first, |best, fact| {
            let telling = |f: &Fact| (f.tier, f.born.map_or(i32::MAX, PartialDate::width));
            if telling(fact) < telling(best) {
                fact
            } else {
                best
            }
        })
    }

    fn numbered(groups: &mut Groups, facts: &Facts) -> Self {
        let mut units = Self::default();
        let mut number: FxHashMap<u32, u32> = FxHashMap::default();
        let mut sizes: Vec<u32> = Vec::new();
        for (fact, at) in facts.all.iter().zip(0..) {
            let next = units.tiers.len() as u32;
            let unit = *number.entry(groups.find(at)).or_insert(next);
            if unit == next {
                units.tiers.push(fact.tier);
                sizes.push(0);
            }
            units.of.push(unit);
            sizes[unit as usize] += 1;
            let tier = &mut units.tiers[unit as usize];
            *tier = (*tier).min(fact.tier);
        }
        let mut end = 0;
        for size in &sizes {
            end += size;
            units.ends.push(end);
        }
        let mut next: Vec<u32> = units.ends.iter().zip(&sizes).map(|(e, s)| e - s).collect();
        units.members = vec![0; facts.all.len()];
        for (unit, at) in units.of.iter().zip(0..) {
            let place = &mut next[*unit as usize];
            units.members[*place as usize] = at;
            *place += 1;
        }
        units
    }
}

/// Joins the bearers of one number who are one person. Out: the bearers if some are clearly
/// different, and the pairs that are neither the same nor clearly different.
fn join_bearers(
    bearers: &[(IdNumber, u32)],
    facts: &Facts,
    decided: &FxHashMap<(u32, u32), bool>,
    groups: &mut Groups,
) -> (Vec<u32>, Vec<(u32, u32)>) {
    let mut clusters: Vec<Vec<u32>> = Vec::new();
    let (mut different, mut unclear) = (false, Vec::new());
    let holder = |a: u32, b: u32| match decided.get(&(a.min(b), a.max(b))) {
        Some(true) => Holder::Same,
        Some(false) => Holder::Different,
        None => holder(a, b, facts),
    };
    // Where a person told bearers apart, others follow whom they are linked to first, as always: the roll
    // before ledgers and registers.
    let mut bearers: Vec<u32> = bearers.iter().map(|(_, at)| *at).collect();
    let told_apart = are_told_apart(&bearers, decided);
    if told_apart {
        bearers.sort_by_key(|at| (facts.all[*at as usize].tier, *at));
    }
    for at in &bearers {
        let judge = |cluster: &Vec<u32>| {
            let holders = cluster.iter().map(|other| holder(*other, *at));
            (holders.clone().min(), holders.max())
        };
        let verdicts: Vec<_> = clusters.iter().map(judge).collect();
        // The same as one of a cluster and no stranger to the others.
        let home = verdicts
            .iter()
            .position(|v| *v == (Some(Holder::Same), Some(Holder::Same)));
        let home = home.or_else(|| {
            verdicts.iter().position(|(least, most)| {
                *least == Some(Holder::Same) && *most < Some(Holder::Different)
            })
        });
        let same = |v: &&(Option<Holder>, Option<Holder>)| v.0 == Some(Holder::Same);
        let home = home.filter(|_| !told_apart || verdicts.iter().filter(same).count() == 1);
        for (i, (least, most)) in verdicts.iter().enumerate() {
            if Some(i) == home {
                continue;
            }
            if *most == Some(Holder::Different) {
                different = true;
            } else if *least <= Some(Holder::Doubtful) {
                unclear.extend(clusters[i].first().map(|other| (*other, *at)));
            }
        }
        match home {
            Some(home) => {
                groups.join(clusters[home][0], *at);
                clusters[home].push(*at);
            }
            None => clusters.push(vec![*at]),
        }
    }
    let all = if different { bearers } else { Vec::new() };
    (all, unclear)
}

/// Whether a person said of two of these that they are different people.
fn are_told_apart(bearers: &[u32], decided: &FxHashMap<(u32, u32), bool>) -> bool {
    let different = |a: &u32, b: &u32| decided.get(&(*a.min(b), *a.max(b))) == Some(&false);
    let mut all = bearers.iter().enumerate();
    !decided.is_empty() && all.any(|(at, a)| bearers.iter().skip(at + 1).any(|b| different(a, b)))
}

fn holder(a: u32, b: u32, facts: &Facts) -> Holder {
    let (x, y) = (&facts.all[a as usize], &facts.all[b as usize]);
    let name = facts.names(facts.name(x), facts.name(y));
    let born = births(x.born, y.born);
    // A year in common is nothing: a sixtieth of all people have it.
    let one_day = born == Agreement::Same && x.born.is_some_and(PartialDate::is_day);
    let nobody = facts.texts.get(facts.name(x).bare).is_empty()
        || facts.texts.get(facts.name(y).bare).is_empty();
    if nobody {
        // A cell without a name may belong to any bearer of the number.
        return Holder::Doubtful;
    }
    let one_name = matches!(name, Agreement::Same | Agreement::TonesLost);
    let one_birth = born != Agreement::Differs || births_near(x.born, y.born);
    match name {
        _ if one_name && one_birth => Holder::Same,
        _ if one_name => Holder::Doubtful,
        // Nearly one name: one person mistyped, but two rows of one roll may well be siblings.
        _ if facts.share_a_roll(a, b) => {
            if matches!(
                name,
                Agreement::Differs | Agreement::Resembles | Agreement::OneOff
            ) {
                Holder::Different
            } else {
                Holder::Doubtful
            }
        }
        // Brothers and sisters resemble each other in their given names; a slip of the pen does not
        // care where it falls.
        Agreement::Differs | Agreement::Resembles => {
            let (x, y) = (facts.name(x), facts.name(y));
            let off = |a, b| facts.one_letter_off(a, b);
            let slips = off(x.given, y.given) && off(x.family, y.family);
            if one_birth && slips {
                Holder::Same
            } else if name == Agreement::Resembles || one_day {
                Holder::Doubtful
            } else {
                Holder::Different
            }
        }
        _ if born != Agreement::Differs => Holder::Same,
        _ if one_birth => Holder::Doubtful,
        _ => Holder::Different,
    }
}

/// Whether one slip explains two births: a year or two off, or one digit of the year.
fn births_near(a: Option<PartialDate>, b: Option<PartialDate>) -> bool {
    let (Some(a), Some(b)) = (a, b) else {
        return true;
    };
    let (x, y) = (a.first.ymd().0, b.first.ymd().0);
    let digits = |year: i32| [year / 1000, year / 100 % 10, year / 10 % 10, year % 10];
    let off = digits(x)
        .iter()
        .zip(digits(y))
        .filter(|(i, j)| **i != *j)
        .count();
    (x - y).abs() <= 2 || off == 1
}

/// Joined sets; the smallest member stands for its set.
#[derive(Clone)]
pub(crate) struct Groups {
    parent: Vec<u32>,
}

impl Groups {
    /// Each alone.
    pub fn new(len: usize) -> Self {
        Self {
            parent: (0..len as u32).collect(),
        }
    }

    /// The one that stands for the set of this one.
    pub fn find(&mut self, mut at: u32) -> u32 {
        while self.parent[at as usize] != at {
            let up = self.parent[self.parent[at as usize] as usize];
            self.parent[at as usize] = up;
            at = up;
        }
        at
    }

    /// Makes one set of both; out: who stands for it, and who no longer does.
    pub fn join(&mut self, a: u32, b: u32) -> (u32, u32) {
        let (a, b) = (self.find(a), self.find(b));
        let (stays, goes) = (a.min(b), a.max(b));
        self.parent[goes as usize] = stays;
        (stays, goes)
    }
}
