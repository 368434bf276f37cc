//! Which household somebody is of: by code, by name and address, by house.
//!
//! In: who stands in a row, and the code beside it. Out: a [`Found`]: surely one, or perhaps one of several.

use super::lists::{Home, Homes};
use super::who::{Fit, Who};
use crate::model::{Named, Sym};
use crate::settle::World;

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
    /// The household of the code beside the name of the sure one: nobody knows which of the two is mistyped.
    pub coded: Option<usize>,
}

/// Which signs of a code are letters and which are figures.
fn shape(code: &str) -> impl Iterator<Item = bool> + '_ {
    code.bytes().map(|b| b.is_ascii_digit())
}

impl Homes {
    /// Counts the syllables of names, each name once: what hardly any name has may be mistyped.
    pub(super) fn count_syllables(&mut self, world: &World) {
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

    /// The one household with a code.
    fn coded(&self, asked: &Asked) -> Option<usize> {
        let key = (asked.who.named.commune, asked.code.clone());
        let coded = self.by_code.get(&key).filter(|_| !asked.code.is_empty());
        match coded.map(Vec::as_slice) {
            Some([one]) => Some(*one),
            _ => None,
        }
    }

    /// Which household somebody is of; its code decides, whoever stands beside it.
    pub fn find(&self, asked: &Asked) -> Found {
        match self.coded(asked) {
            Some(one) => Found {
                sure: Some((one, true)),
                ..Found::default()
            },
            None => self.find_by_name(asked),
        }
    }

    /// Which household somebody is of who stands for it. A code beside a name of another household is mistyped, or
    /// one of the household collects whom no list names.
    pub fn find_named(&self, asked: &Asked) -> Found {
        let Some(coded) = self.coded(asked) else {
            return self.find_by_name(asked);
        };
        let home = self.all.get(coded);
        let exactly = |h: &Home| h.people().any(|one| one.is_named_as(asked.who));
        if !home.is_some_and(exactly)
            && let Some(other) = self.listed_as(asked.who).filter(|at| *at != coded)
        {
            return Found {
                sure: Some((other, false)),
                perhaps: vec![coded],
                coded: Some(coded),
                ..Found::default()
            };
        }
        let named = home.is_some_and(|h| asked.who.bare().is_empty() || h.has_named(asked.who));
        // Where lists name only heads, another of the household may collect.
        let housed = home.is_some_and(|h| h.head.lives_with(asked.who));
        let housed = housed && !self.tells_members(asked.who.named.commune);
        if named || housed {
            return Found {
                sure: Some((coded, named)),
                ..Found::default()
            };
        }
        let mut found = self.find_by_name(asked);
        if found.sure.is_none() && !found.perhaps.contains(&coded) {
            found.perhaps.push(coded);
            found.perhaps.sort_unstable();
        }
        found
    }

    /// The one household of the lists that somebody surely is of by name and place.
    pub fn listed_as(&self, who: &Who) -> Option<usize> {
        let found = self.find_by_name(&Asked {
            who,
            code: String::new(),
        });
        let (at, _) = found.sure.filter(|_| found.equals.len() == 1)?;
        self.all.get(at).filter(|h| h.is_listed()).map(|_| at)
    }

    /// Which household a list means by a row: under a code the head may change, but not head and house alike.
    pub(super) fn find_listed(&self, asked: &Asked) -> Found {
        let coded = self.coded(asked).and_then(|at| self.all.get(at));
        let another = |h: &Home| !h.has_named(asked.who) && h.head.lives_apart_from(asked.who);
        if coded.is_some_and(another) {
            self.find_by_name(asked)
        } else {
            self.find(asked)
        }
    }

    fn find_by_name(&self, asked: &Asked) -> Found {
        let commune = asked.who.named.commune;
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
        if first.is_none() {
            // Somebody else of one house may collect for the household.
            let near = self.by_commune.get(&commune).into_iter().flatten();
            let housed = |at: &&usize| {
                let home = self.all.get(**at);
                home.is_some_and(|h| h.head.is_housed_with(asked.who))
            };
            perhaps.extend(near.filter(housed));
        }
        perhaps.sort_unstable();
        perhaps.dedup();
        Found {
            sure: first,
            perhaps,
            equals: sure.iter().map(|(at, _)| *at).collect(),
            coded: None,
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
