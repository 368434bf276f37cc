//! Households as the lists show them: heads, members, and the months in which each was on a list.
//!
//! In: the rows of lists of households. Out: [`Homes`], each [`Home`] once however many lists name it, and the
//! months that the lists of a commune cover.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::groups::{Group, Row};
pub use super::search::{Asked, Found};
use super::usage::Use;
use super::who::Who;
use crate::model::text::fold;
use crate::model::{
    HouseholdKinds, HouseholdRecord, Month, Named, PartialDate, Place, SourceId, Sym,
};
use crate::settle::World;

/// The kinds of list that a household can stand on.
const KINDS: [u8; 3] = [
    HouseholdKinds::POOR,
    HouseholdKinds::NEAR_POOR,
    HouseholdKinds::POLICY,
];

/// Months from the first to before the second.
type Span = (Month, Month);

/// Before and after all months.
const EVER: Span = (Month(i32::MIN), Month(i32::MAX));

/// When the list of a month holds.
struct Held {
    /// The month that it tells.
    month: Month,
    span: Span,
}

/// Somebody of a household.
pub struct Member {
    /// Who.
    pub who: Who,
    /// The row.
    pub place: Place,
    /// Whether the row is the head's.
    pub is_head: bool,
}

/// A household.
#[derive(Default)]
pub struct Home {
    /// Its head.
    pub head: Who,
    /// Mã hộ, folded; empty if none is told.
    pub(super) code: String,
    /// The same as written.
    pub written_code: Sym,
    /// Its people, the head among them.
    pub members: Vec<Member>,
    /// Months on lists, by kind.
    spans: Vec<(u8, Span)>,
    /// Months from which it is on none.
    left: Vec<Month>,
    /// Its own rows.
    pub places: Vec<Place>,
    /// Electricity used as a list of households tells it.
    pub used: Option<Use>,
}

impl Home {
    /// Whether it is on a list of one of these kinds in a month.
    pub fn is(&self, kinds: u8, month: Month) -> bool {
        self.spans.iter().any(|(kind, (from, until))| {
            kind & kinds != 0
                && *from <= month
                && month < *until
                && !self.left.iter().any(|left| from <= left && *left <= month)
        })
    }

    /// Whether a list ever had it.
    pub fn is_listed(&self) -> bool {
        !self.places.is_empty()
    }

    /// Head and members.
    pub fn people(&self) -> impl Iterator<Item = &Who> {
        std::iter::once(&self.head).chain(self.members.iter().map(|m| &m.who))
    }

    /// The month by which it was last off the lists of these kinds, where it had been on one before a month.
    pub fn left_before(&self, kinds: u8, month: Month) -> Option<Month> {
        let ends = self.spans.iter().map(|(_, (_, until))| *until);
        let left = ends.chain(self.left.iter().copied());
        let left = left.filter(|left| *left <= month && self.is(kinds, left.plus(-1)));
        left.max()
    }

    /// The month in which it first comes onto a list of these kinds after a month.
    pub fn joins_after(&self, kinds: u8, month: Month) -> Option<Month> {
        let spans = self.spans.iter().filter(|(kind, _)| kind & kinds != 0);
        spans
            .map(|(_, (from, _))| *from)
            .filter(|from| *from > month)
            .min()
    }

    /// Whether one of its people may bear a name, a letter or a tone apart.
    pub(super) fn has_named(&self, who: &Who) -> bool {
        self.people().any(|one| one.may_be_named_as(who))
    }
}

/// All households.
#[derive(Default)]
pub struct Homes {
    /// Each once.
    pub all: Vec<Home>,
    pub(super) by_name: FxHashMap<String, Vec<usize>>,
    pub(super) by_commune: FxHashMap<Sym, Vec<usize>>,
    pub(super) by_code: FxHashMap<(Sym, String), Vec<usize>>,
    /// Months that lists of a kind cover, by commune.
    covered: BTreeMap<(Sym, u8), Vec<Held>>,
    /// How often each syllable stands in the names of all lists.
    pub(super) syllables: FxHashMap<String, u32>,
    /// Communes whose lists name members.
    membered: BTreeSet<Sym>,
}

/// A code that is more than a number in a column.
pub fn code(world: &World, code: Sym) -> String {
    let folded = fold(world.corpus.texts.get(code)).replace(' ', "");
    if folded.len() < 3 {
        String::new()
    } else {
        folded
    }
}

impl Homes {
    /// The households of all lists.
    pub fn new(world: &World) -> Self {
        let records = &world.corpus.households;
        let mut homes = Self::default();
        homes.count_syllables(world);
        homes.cover(records);
        let mut at = 0;
        while let Some(first) = records.get(at) {
            let rows = records.get(at..).unwrap_or(&[]);
            let count = rows
                .iter()
                .take_while(|r| r.place.source == first.place.source)
                .count();
            homes.list(world, rows.get(..count).unwrap_or(&[]));
            at += count.max(1);
        }
        homes
    }

    /// Whether lists of a kind cover a commune in a month.
    pub fn covers(&self, kind: u8, commune: Sym, month: Month) -> bool {
        let of = |commune| self.covered.get(&(commune, kind)).into_iter().flatten();
        let mut spans = of(commune).chain(of(Sym::EMPTY));
        spans.any(|held| held.span.0 <= month && month < held.span.1)
    }

    /// Whether the lists of a commune name members beside heads.
    pub fn tells_members(&self, commune: Sym) -> bool {
        self.membered.contains(&commune) || self.membered.contains(&Sym::EMPTY)
    }

    /// When the lists of each kind hold. A list of a year holds for it, any other until the next that is no mere
    /// addition to it; the first holds from the beginning of its year.
    fn cover(&mut self, records: &[HouseholdRecord]) {
        let mut lists: BTreeMap<(Sym, u8), BTreeMap<Month, (u8, usize)>> = BTreeMap::new();
        for record in records {
            for kind in KINDS.into_iter().filter(|k| record.kinds.has(*k)) {
                let of_kind = lists.entry((record.who.commune, kind)).or_default();
                let month = record.month.unwrap_or(EVER.0);
                of_kind.entry(month).or_insert((record.months, 0)).1 += 1;
            }
        }
        for (key, of_kind) in lists {
            let mut spans: Vec<Held> = Vec::new();
            let mut largest = 0;
            for (month, (months, rows)) in of_kind {
                let is_addition = rows * 2 < largest;
                largest = largest.max(rows);
                if let (Some(last), false) = (spans.last_mut(), is_addition) {
                    last.span.1 = last.span.1.min(month);
                }
                if is_addition {
                    continue;
                }
                let begins = match month {
                    _ if spans.is_empty() && month != EVER.0 => {
                        Month(month.0 - month.0.rem_euclid(12))
                    }
                    _ => month,
                };
                let ends = if months == 0 || month == EVER.0 {
                    EVER.1
                } else {
                    month.plus(i32::from(months))
                };
                spans.push(Held {
                    month,
                    span: (begins, ends),
                });
            }
            self.covered.insert(key, spans);
        }
    }

    /// The months for which a row puts its household on a list of a kind.
    fn span(&self, record: &HouseholdRecord, kind: u8) -> Option<Span> {
        let month = record.month.unwrap_or(EVER.0);
        let lists = self.covered.get(&(record.who.commune, kind))?;
        let own = lists.iter().find(|list| list.month == month);
        // An addition holds beside the list that it adds to.
        let within = || lists.iter().rev().find(|list| list.span.0 <= month);
        let (mut from, mut until) = own.or_else(within)?.span;
        if own.is_none() {
            from = month;
        }
        if let Some(since) = record.from {
            from = from.max(since.first_month());
        }
        if let Some(end) = record.until {
            until = until.min(end);
        }
        (from < until).then_some((from, until))
    }

    /// Takes in one list: rows in their order, members under their heads.
    fn list(&mut self, world: &World, rows: &[HouseholdRecord]) {
        let mut current: Option<Group> = None;
        let mut groups: Vec<Group> = Vec::new();
        for row in rows {
            let group = Row::new(world, row);
            match &mut current {
                Some(open) if open.takes(&group) => open.add(group),
                _ => groups.extend(current.replace(Group::of(group))),
            }
        }
        groups.extend(current);
        let before = self.all.len();
        let mut told: BTreeMap<Sym, (usize, usize)> = BTreeMap::new();
        for group in groups {
            let commune = group.rows.first().map(|r| r.record.who.commune);
            let (with, all) = told.entry(commune.unwrap_or_default()).or_default();
            *with += usize::from(group.tells_members());
            *all += 1;
            self.add(world, group, before);
        }
        // One household told with its members does not make the others' heads live alone.
        let most = told.into_iter().filter(|(_, (with, all))| with * 2 > *all);
        self.membered.extend(most.map(|(commune, _)| commune));
    }

    /// A household of a list becomes one of an earlier list, or a new one.
    fn add(&mut self, world: &World, group: Group, before: usize) {
        let Some(head) = group.head(world) else {
            return;
        };
        let asked = Asked {
            who: &head,
            code: group.code.clone(),
        };
        let found = self.find_listed(&asked);
        let known = found.sure.map(|(at, _)| at).filter(|at| *at < before);
        let at = known.unwrap_or_else(|| {
            self.all.push(Home {
                head: head.clone(),
                code: group.code.clone(),
                written_code: group.written_code(),
                ..Home::default()
            });
            self.all.len() - 1
        });
        let kinds = group.kinds();
        let mut spans: Vec<(u8, Span)> = Vec::new();
        let mut left: Vec<Month> = Vec::new();
        for kind in KINDS.into_iter().filter(|k| kinds & k != 0) {
            spans.extend(
                group
                    .rows
                    .iter()
                    .find_map(|r| Some((kind, self.span(r.record, kind)?))),
            );
        }
        if kinds & HouseholdKinds::LEFT != 0 && KINDS.iter().all(|kind| kinds & kind == 0) {
            let first = group.rows.first();
            let when = first.and_then(|r| {
                r.record
                    .until
                    .or(r.record.from.map(PartialDate::first_month))
                    .or(r.record.month)
            });
            left.extend(when);
        }
        let mut people: Vec<Member> = Vec::new();
        for row in group.rows {
            let mut who = row.who;
            if !who.tells_place() {
                // Members live where their head does.
                who = Who::new(
                    world,
                    Named {
                        village: head.named.village,
                        ..who.named
                    },
                );
            }
            people.push(Member {
                is_head: who.is_named_as(&head),
                place: row.record.place,
                who,
            });
        }
        if !people.iter().any(|m| m.is_head) {
            let place = people.first().map_or(
                Place {
                    source: SourceId(0),
                    row: 0,
                },
                |m| m.place,
            );
            people.push(Member {
                who: head.clone(),
                place,
                is_head: true,
            });
        }
        for member in &people {
            let of_name = self
                .by_name
                .entry(member.who.bare().to_owned())
                .or_default();
            if of_name.last() != Some(&at) {
                of_name.push(at);
            }
        }
        if known.is_none() {
            self.by_commune
                .entry(head.named.commune)
                .or_default()
                .push(at);
            if !group.code.is_empty() {
                let key = (head.named.commune, group.code);
                self.by_code.entry(key).or_default().push(at);
            }
        }
        if let Some(home) = self.all.get_mut(at) {
            home.spans.extend(spans);
            home.left.extend(left);
            home.used = home.used.or(group.used);
            home.places.extend(people.iter().map(|m| m.place));
            let new = people.into_iter().filter(|p| {
                !home
                    .members
                    .iter()
                    .any(|m| m.who.fit(&p.who).is_some_and(|f| f.sure))
            });
            let new: Vec<Member> = new.collect();
            home.members.extend(new);
        }
    }

    /// A household that no list has: what is paid to it is still one household's.
    pub fn unlisted(&mut self, asked: &Asked, written_code: Sym) -> usize {
        let at = self.all.len();
        let who = asked.who;
        self.by_name
            .entry(who.bare().to_owned())
            .or_default()
            .push(at);
        self.by_commune
            .entry(who.named.commune)
            .or_default()
            .push(at);
        if !asked.code.is_empty() {
            let key = (who.named.commune, asked.code.clone());
            self.by_code.entry(key).or_default().push(at);
        }
        self.all.push(Home {
            head: who.clone(),
            code: asked.code.clone(),
            written_code,
            members: Vec::new(),
            ..Home::default()
        });
        at
    }
}
