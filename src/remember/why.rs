//! Why a row belongs to its person, for whoever compares the papers.
//!
//! In: a row's seat. Out: one line: the row through which it was linked, how each field agrees and
//! what that weighs. Identities are explained once, however many rows they have.

use rustc_hash::FxHashMap;

use super::whose::{Seat, Way, Whose};
use crate::link::decisions::Given;
use crate::link::{Decision, Decisions, Explainer, Field, Linked, UnsureLink};
use crate::model::{Corpus, IdentityId, Place, SourceId, Strength};
use crate::texts::{Lang, linking, pairs, query as texts};

/// Explains the links of one corpus.
pub(super) struct Reasons<'a> {
    corpus: &'a Corpus,
    linked: &'a Linked,
    explainer: Explainer,
    /// The row that stands for each identity: of the first role, then the first row.
    first: FxHashMap<IdentityId, Place>,
    open: FxHashMap<IdentityId, &'a UnsureLink>,
    /// Decisions about each identity: the other one, and what was said.
    decided: FxHashMap<IdentityId, Vec<(IdentityId, &'a Given)>>,
    known: FxHashMap<IdentityId, String>,
    lang: Lang,
}

impl<'a> Reasons<'a> {
    /// Weighs the corpus anew.
    pub fn new(
        (corpus, linked, decisions): (&'a Corpus, &'a Linked, &'a Decisions),
        whose: &Whose<'_>,
        lang: Lang,
    ) -> Self {
        let mut decided: FxHashMap<IdentityId, Vec<(IdentityId, &'a Given)>> = FxHashMap::default();
        for (decision, given) in decisions.obeyed() {
            let Decision { a, b, .. } = decision;
            decided.entry(a).or_default().push((b, given));
            decided.entry(b).or_default().push((a, given));
        }
        let mut first: FxHashMap<IdentityId, Place> = FxHashMap::default();
        let rank = |place: &Place| (corpus.source(place.source).map(|s| s.role), *place);
        for (place, identity) in &whose.rows {
            let known = first.entry(*identity).or_insert(*place);
            if rank(place) < rank(known) {
                *known = *place;
            }
        }
        Self {
            corpus,
            linked,
            explainer: Explainer::new(corpus, &decisions.links()),
            first,
            open: linked.unsure.iter().map(|u| (u.identity, u)).collect(),
            decided,
            known: FxHashMap::default(),
            lang,
        }
    }

    /// Why a row stands where it does.
    pub fn why(&mut self, place: Place, seat: &Seat) -> String {
        let Some(identity) = seat.identity else {
            return match seat.way {
                Way::Copy(of) => texts::copy_of_nobody(self.lang, self.path(of)),
                _ => texts::unlinked_nobody(self.lang),
            };
        };
        match seat.way {
            Way::Copy(of) => texts::copy(self.lang, self.path(of), &self.row_of(identity)),
            Way::Unlinked => texts::unlinked(self.lang, &self.row_of(identity)),
            Way::Linked => {
                let alike = self
                    .is_written_alike(place, identity)
                    .then(|| self.written_alike(identity));
                let why = alike.unwrap_or_else(|| self.once(identity, seat));
                let decided = self.decided(identity);
                if self.is_decided(identity) {
                    return decided;
                }
                let both = [decided, why].into_iter().filter(|part| !part.is_empty());
                both.collect::<Vec<_>>().join(" | ")
            }
        }
    }

    fn once(&mut self, identity: IdentityId, seat: &Seat) -> String {
        if let Some(known) = self.known.get(&identity) {
            return known.clone();
        }
        let why = self.identity(identity, seat);
        self.known.insert(identity, why.clone());
        why
    }

    /// What persons decided about the rows of an identity.
    fn decided(&self, identity: IdentityId) -> String {
        let about = self.decided.get(&identity).into_iter().flatten();
        let told = about.map(|(other, given)| {
            let same = given.pair.same == Some(true);
            pairs::decided(self.lang, same, &self.row_of(*other), &given.pair)
        });
        told.collect::<Vec<_>>().join(" | ")
    }

    /// Whether it belongs to its person because somebody said so: then weights are beside the point.
    fn is_decided(&self, identity: IdentityId) -> bool {
        let through = self.linked.through.get(identity.0 as usize);
        let mut about = self.decided.get(&identity).into_iter().flatten();
        about.any(|(other, given)| given.pair.same == Some(true) && through == Some(other))
    }

    /// Whether an identity that was linked to no other stands in an earlier row.
    fn is_written_alike(&self, place: Place, identity: IdentityId) -> bool {
        let through = self.linked.through.get(identity.0 as usize);
        let first = self.first.get(&identity);
        let sure = self.linked.strength(identity) != Strength::Unsure;
        sure && through == Some(&identity) && first.is_some_and(|first| *first != place)
    }

    /// The row that says the same, and what both say.
    fn written_alike(&self, id: IdentityId) -> String {
        let told = self.corpus.identity(id).map_or(Vec::new(), |one| {
            let fields = [
                (Field::Name, !one.name.is_empty()),
                (Field::Born, one.born.is_some()),
                (Field::Sex, one.sex.is_some()),
                (Field::IdNumber, one.id_number.is_some()),
                (Field::Commune, !one.commune.is_empty()),
                (Field::Village, !one.village.is_empty()),
                (Field::Book, !one.book.is_empty()),
                (Field::Account, !one.account.is_empty()),
                (Field::Card, !one.card.is_empty()),
            ];
            let told = fields.into_iter().filter(|(_, told)| *told);
            told.map(|(field, _)| linking::field(self.lang, field))
                .collect()
        });
        texts::written_alike(self.lang, &self.row_of(id), &told)
    }

    fn identity(&self, identity: IdentityId, seat: &Seat) -> String {
        if let Some(why) = self.explainer.why(self.linked, identity) {
            let row = self.row_of(why.through);
            let linked = texts::linked(self.lang, &row, &linking::weighed(self.lang, &why));
            // The row that it goes with may itself be anybody's.
            return match self.open.get(&why.through) {
                Some(open) => format!("{linked} | {}", self.may_be(open)),
                None => linked,
            };
        }
        if let Some(open) = self.open.get(&identity) {
            return self.may_be(open);
        }
        let others = seat.person.map_or(0, |p| self.linked.members(p).len());
        match seat.strength {
            Strength::Unsure => texts::unsure_alone(self.lang),
            _ if others > 1 => texts::stands_for_others(self.lang),
            _ => texts::alone(self.lang),
        }
    }

    fn may_be(&self, open: &UnsureLink) -> String {
        let may_be = open.candidates.iter().filter_map(|(other, _, chance)| {
            let why = self.explainer.compare(open.identity, *other)?;
            let fields = linking::weighed(self.lang, &why);
            let row = self.row_of(*other);
            Some(texts::candidate(self.lang, &row, *chance, &fields))
        });
        texts::may_be(self.lang, &may_be.collect::<Vec<_>>())
    }

    fn row_of(&self, identity: IdentityId) -> String {
        let place = self.first.get(&identity);
        place.map_or_else(String::new, |place| {
            texts::row(self.lang, self.path(place.source), place.row)
        })
    }

    fn path(&self, source: SourceId) -> &str {
        self.corpus.source(source).map_or("", |s| &s.path)
    }
}
