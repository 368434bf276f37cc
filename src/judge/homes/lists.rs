//! Households as the lists show them: heads, members, and the months in which each was on a list.
//!
//! In: the rows of lists of households. Out: [`Homes`], each [`Home`] once however many lists name it, and the
//! months that the lists of a commune cover.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::groups::{Group, Row};
use super::who::{Fit, Who};
use crate::model::text::fold;
use crate::model::{
    HouseholdKinds, HouseholdRecord, Month, Named, PartialDate, Place, Seat, SourceId, Sym,
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
    code: String,
    /// Its people, the head among them.
    pub members: Vec<Member>,
    /// Months on lists, by kind.
    spans: Vec<(u8, Span)>,
    /// Months from which it is on none.
    left: Vec<Month>,
    /// Its own rows.
    pub places: Vec<Place>,
    /// Electricity used as a list of households tells it, kWh.
    pub kwh: Option<u32>,
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
}

/// What is asked for: who stands in a row, and the code beside it.
pub struct Asked<'a> {
    /// Who.
    pub who: &'a Who,
    /// Mã hộ, folded; empty for none.
    pub code: String,
}

/// Which household a row is of.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Surely this one, and whether more than a name says so.
    pub sure: Option<(usize, bool)>,
    /// It may be one of these.
    pub perhaps: Vec<usize>,
    /// Households that fit as well as the sure one.
    pub equals: Vec<usize>,
}

/// All households.
#[derive(Default)]
pub struct Homes {
    /// Each once.
    pub all: Vec<Home>,
    by_name: FxHashMap<String, Vec<usize>>,
    by_commune: FxHashMap<Sym, Vec<usize>>,
    by_code: FxHashMap<(Sym, String), Vec<usize>>,
    /// Months that lists of a kind cover, by commune.
    covered: BTreeMap<(Sym, u8), Vec<Held>>,
    /// How often each syllable stands in the names of all lists.
    syllables: FxHashMap<String, u32>,
    /// Communes whose lists name members.
    membered: BTreeSet<Sym>,
}

/// Which signs of a code are letters and which are figures.
fn shape(code: &str) -> impl Iterator<Item = bool> + '_ {
    code.bytes().map(|b| b.is_ascii_digit())
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
        for group in groups {
            self.add(world, group, before);
        }
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
        let found = self.find(&asked);
        let known = found.sure.map(|(at, _)| at).filter(|at| *at < before);
        let at = known.unwrap_or_else(|| {
            self.all.push(Home {
                head: head.clone(),
                code: group.code.clone(),
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
        if group.rows.iter().any(|r| r.record.seat == Seat::Member) || group.rows.len() > 1 {
            self.membered.insert(head.named.commune);
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
            home.kwh = home.kwh.or(group.kwh);
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
    pub fn unlisted(&mut self, asked: &Asked) -> usize {
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
            members: Vec::new(),
            ..Home::default()
        });
        at
    }

    /// Counts the syllables of names, each name once: what hardly any name has may be mistyped.
    fn count_syllables(&mut self, world: &World) {
        let corpus = world.corpus;
        let mut names: Vec<Sym> = corpus.identities.iter().map(|i| i.name).collect();
        names.extend(corpus.households.iter().map(|r| r.who.name));
        names.extend(corpus.electricity.iter().map(|r| r.who.name));
        names.extend(corpus.pupils.iter().flat_map(|r| [r.who.name, r.parent]));
        names.sort_unstable();
        names.dedup();
        for name in names {
            let who = Who::new(
                world,
                Named {
                    name,
                    ..Named::default()
                },
            );
            for syllable in who.syllables() {
                *self.syllables.entry(syllable.to_owned()).or_default() += 1;
            }
        }
    }

    /// Whether of two names a letter apart one may be the other mistyped: the syllable in which they differ is no
    /// common one in either. Hùng and Dũng are two people.
    fn is_slip(&self, a: &Who, b: &Who) -> bool {
        let rare = |syllable: &str| self.syllables.get(syllable).is_none_or(|count| *count < 2);
        let same_length = a.syllables().count() == b.syllables().count();
        let mut differ = a.syllables().zip(b.syllables()).filter(|(a, b)| a != b);
        !same_length || differ.any(|(a, b)| rare(a) || rare(b))
    }

    /// Which household somebody is of.
    pub fn find(&self, asked: &Asked) -> Found {
        let commune = asked.who.named.commune;
        let coded = self.by_code.get(&(commune, asked.code.clone()));
        let coded = coded
            .filter(|_| !asked.code.is_empty())
            .map_or(&[][..], Vec::as_slice);
        if let [one] = coded {
            return Found {
                sure: Some((*one, true)),
                ..Found::default()
            };
        }
        let named = self
            .by_name
            .get(asked.who.bare())
            .map_or(&[][..], Vec::as_slice);
        let mut fits: Vec<(usize, Fit)> = named
            .iter()
            .filter_map(|at| Some((*at, self.fit(asked, *at)?)))
            .collect();
        if !fits.iter().any(|(_, fit)| fit.sure) {
            let near = self.by_commune.get(&commune).into_iter().flatten();
            let near = near.filter(|at| !named.contains(at));
            fits.extend(near.filter_map(|at| Some((*at, self.fit(asked, *at)?))));
        }
        let best = fits
            .iter()
            .filter(|(_, f)| f.sure)
            .map(|(_, f)| f.score)
            .max();
        let mut sure: Vec<(usize, Fit)> = fits
            .iter()
            .copied()
            .filter(|(_, f)| f.sure && Some(f.score) == best)
            .collect();
        sure.sort_unstable_by_key(|(at, _)| *at);
        let first = sure
            .first()
            .map(|(at, fit)| (*at, fit.firm && sure.len() == 1));
        let mut perhaps: Vec<usize> = fits
            .iter()
            .filter(|(_, f)| !f.sure)
            .map(|(at, _)| *at)
            .collect();
        perhaps.sort_unstable();
        perhaps.dedup();
        Found {
            sure: first,
            perhaps,
            equals: sure.iter().map(|(at, _)| *at).collect(),
        }
    }

    /// Households with somebody of this name, wherever they live.
    pub fn named<'h>(&'h self, who: &Who) -> impl Iterator<Item = &'h Home> + 'h {
        let named = self.by_name.get(who.bare()).into_iter().flatten();
        named.filter_map(|at| self.all.get(*at))
    }

    /// Households of other communes with somebody of this name.
    pub fn elsewhere<'h>(&'h self, who: &'h Who) -> impl Iterator<Item = usize> + 'h {
        let named = self.by_name.get(who.bare()).into_iter().flatten().copied();
        named.filter(move |at| {
            let home = self.all.get(*at);
            home.is_some_and(|h| {
                h.head.named.commune != who.named.commune
                    && (h.head.is_named_as(who) || h.members.iter().any(|m| m.who.is_named_as(who)))
            })
        })
    }

    fn fit(&self, asked: &Asked, at: usize) -> Option<Fit> {
        let home = self.all.get(at)?;
        let head = std::iter::once(&home.head);
        let people = head.chain(home.members.iter().map(|m| &m.who));
        let mut best = people
            .filter_map(|who| {
                asked
                    .who
                    .fit(who)
                    .filter(|f| !f.slip || f.firm || self.is_slip(asked.who, who))
            })
            .max_by_key(|f| (f.sure, f.score))?;
        // Another code of one shape is another household; offices may number theirs each in its own way.
        if !asked.code.is_empty() && !home.code.is_empty() && asked.code != home.code && !best.firm
        {
            if shape(&asked.code).eq(shape(&home.code)) {
                return None;
            }
            best.sure = false;
        }
        Some(best)
    }
}
