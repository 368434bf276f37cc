//! Rows that fit several people alike, shared out so that every đồng has its place.
//!
//! In: the links left open. Out: for rows of a return that may be one of several people, one of them who was
//! approved in the month and has no row yet. Whose it really is stays open, and every finding that rests on
//! it is no more than likely; but two people of one name with two rows are nobody's difference.

use rustc_hash::{FxHashMap, FxHashSet};

use super::accounts::Communes;
use super::booked::Piece;
use super::lists::Lists;
use crate::link::{FoldedName, Linked, UnsureLink};
use crate::model::text::fold;
use crate::model::{Corpus, IdentityId, Month, PersonId, Role, RowId, Sym};

type Place = (Sym, Month);

/// What the lists say of who was approved where, and who was paid.
#[derive(Default)]
struct Seats {
    /// Approved for a person in a place, đồng.
    approved: FxHashMap<(PersonId, Place), i64>,
    /// Places where a person has a row of a return, and one of a list that is a part of it.
    taken: FxHashSet<(PersonId, Place, Part)>,
    /// Approved people by commune and folded name, each with an identity.
    by_name: FxHashMap<(Sym, String), Vec<(PersonId, IdentityId)>>,
}

/// The list on which a row stands: a return names everybody once, and a list of the unpaid or of what was
/// given back names some of them once more.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Part {
    Return,
    Unpaid,
    Returned,
}

impl Part {
    fn of(piece: &Piece) -> Self {
        if piece.only_unpaid {
            Self::Unpaid
        } else if piece.only_returned() {
            Self::Returned
        } else {
            Self::Return
        }
    }
}

/// A row whose person is open.
#[derive(Clone, Copy)]
struct OpenRow {
    id: RowId,
    place: Place,
    part: Part,
    /// đồng.
    sum: i64,
}

/// The rows of one identity whose person is open.
struct Open {
    identity: IdentityId,
    rows: Vec<OpenRow>,
}

/// Whose each of these rows is taken to be.
pub fn share_out(
    lists: &Lists,
    pieces: &[&Piece],
    linked: &Linked,
    communes: &Communes,
) -> FxHashMap<RowId, PersonId> {
    let (mut seats, open) = gather(lists, pieces, linked, communes);
    let unsure: FxHashMap<IdentityId, &UnsureLink> = linked
        .unsure
        .iter()
        .map(|one| (one.identity, one))
        .collect();
    // Whom a person said that it is not.
    let different = lists.decisions.links().into_iter().filter(|d| !d.same);
    let others: FxHashSet<(IdentityId, PersonId)> = different
        .flat_map(|d| [(d.a, d.b), (d.b, d.a)])
        .filter_map(|(own, other)| Some((own, linked.person(other)?)))
        .collect();
    let mut shared = FxHashMap::default();
    let mut left: Vec<(Vec<PersonId>, OpenRow)> = Vec::new();
    for one in open {
        let mut people = candidates(&one, unsure.get(&one.identity), &seats, &lists.corpus);
        people.retain(|person| !others.contains(&(one.identity, *person)));
        // All rows of an identity go together where they can: what is carried stays with its person.
        let fits = |person: &&PersonId| one.rows.iter().all(|row| seats.are_free(**person, row));
        let agreeing = |person: &PersonId| {
            let same = one.rows.iter().filter(|row| seats.agrees(*person, row));
            same.count()
        };
        let best = people.iter().filter(fits).rev().max_by_key(|p| agreeing(p));
        match best.copied().filter(|person| agreeing(person) > 0) {
            Some(person) => {
                for row in one.rows {
                    seats.taken.insert((person, row.place, row.part));
                    shared.insert(row.id, person);
                }
            }
            None => left.extend(one.rows.into_iter().map(|row| (people.clone(), row))),
        }
    }
    for (people, row) in left {
        let fitting = || people.iter().copied().filter(|p| seats.are_free(*p, &row));
        let due = |person: &PersonId| seats.approved.contains_key(&(*person, row.place));
        let person = match row.part {
            // Who no longer stands on the approved list comes first.
            Part::Returned => fitting().find(|p| !due(p)).or_else(|| fitting().next()),
            Part::Return | Part::Unpaid => {
                let agreeing = fitting().filter(due).find(|p| seats.agrees(*p, &row));
                agreeing.or_else(|| fitting().find(due))
            }
        };
        if let Some(person) = person {
            seats.taken.insert((person, row.place, row.part));
            shared.insert(row.id, person);
        }
    }
    shared
}

impl Seats {
    fn are_free(&self, person: PersonId, row: &OpenRow) -> bool {
        !self.taken.contains(&(person, row.place, row.part))
    }

    fn agrees(&self, person: PersonId, row: &OpenRow) -> bool {
        self.approved.get(&(person, row.place)) == Some(&row.sum)
    }
}

/// Who may be meant: those whom linking left open, then approved people of the name.
fn candidates(
    one: &Open,
    unsure: Option<&&UnsureLink>,
    seats: &Seats,
    corpus: &Corpus,
) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = unsure
        .into_iter()
        .flat_map(|u| u.candidates.iter().map(|(_, person, _)| *person))
        .collect();
    let Some(own) = corpus.identity(one.identity) else {
        return people;
    };
    let text = |sym: Sym| corpus.texts.get(sym);
    let commune = one.rows.first().map_or(Sym::EMPTY, |row| row.place.0);
    let named = seats.by_name.get(&(commune, fold(text(own.name))));
    for (person, identity) in named.into_iter().flatten() {
        let may_be = corpus.identity(*identity).is_some_and(|other| {
            let births = own.born.zip(other.born);
            let numbers = own.id_number.zip(other.id_number);
            births.is_none_or(|(a, b)| a.overlaps(b))
                && numbers.is_none_or(|(a, b)| a == b)
                && FoldedName::same(text(own.name), text(other.name))
        });
        if may_be && !people.contains(person) {
            people.push(*person);
        }
    }
    people
}

fn gather(
    lists: &Lists,
    pieces: &[&Piece],
    linked: &Linked,
    communes: &Communes,
) -> (Seats, Vec<Open>) {
    let mut seats = Seats::default();
    let unsure: FxHashSet<IdentityId> = linked.unsure.iter().map(|one| one.identity).collect();
    let mut homes: FxHashSet<(PersonId, Sym)> = FxHashSet::default();
    let rows = |role: fn(Role) -> bool| {
        let all = pieces.iter().zip(&lists.identities).zip(&communes.of);
        all.zip(0..)
            .filter(move |(((piece, _), _), _)| role(piece.role))
            .flat_map(|(((piece, identities), commune), booking)| {
                let place = (*commune, piece.month);
                let part = Part::of(piece);
                let rows = piece.rows.iter().zip(identities).zip(0..);
                rows.filter_map(move |((row, identity), at)| {
                    let id = RowId { booking, row: at };
                    let open = OpenRow {
                        id,
                        place,
                        part,
                        sum: row.own(),
                    };
                    Some((open, identity.as_ref()?.0))
                })
            })
    };
    for (row, identity) in rows(|role| role == Role::Approved) {
        if let Some(person) = linked.person(identity) {
            homes.insert((person, row.place.0));
        }
    }
    let mut open: FxHashMap<IdentityId, Open> = FxHashMap::default();
    let mut order: Vec<IdentityId> = Vec::new();
    for (row, identity) in rows(|role| role != Role::Approved) {
        let Some(person) = linked.person(identity) else {
            continue;
        };
        if homes.contains(&(person, row.place.0)) && !unsure.contains(&identity) {
            continue;
        }
        let one = open.entry(identity).or_insert_with(|| {
            order.push(identity);
            Open {
                identity,
                rows: Vec::new(),
            }
        });
        one.rows.push(row);
    }
    if order.is_empty() {
        return (seats, Vec::new());
    }
    // Only people of these names matter, and whom linking left open.
    let name_of = |identity: IdentityId| {
        let own = lists.corpus.identity(identity);
        own.map(|own| fold(lists.corpus.texts.get(own.name)))
    };
    let wanted: FxHashSet<String> = order.iter().filter_map(|id| name_of(*id)).collect();
    let bearers = lists.corpus.identities.iter();
    let bearers: Vec<bool> = bearers
        .map(|own| wanted.contains(&fold(lists.corpus.texts.get(own.name))))
        .collect();
    let meant: FxHashSet<PersonId> = linked
        .unsure
        .iter()
        .flat_map(|one| one.candidates.iter().map(|(_, person, _)| *person))
        .collect();
    let matters = |identity: IdentityId, person: PersonId| {
        bearers.get(identity.0 as usize) == Some(&true) || meant.contains(&person)
    };
    for (
        OpenRow {
            place, sum: own, ..
        },
        identity,
    ) in rows(|role| role == Role::Approved)
    {
        let person = linked.person(identity);
        let Some(person) = person.filter(|person| matters(identity, *person)) else {
            continue;
        };
        let sum = seats.approved.entry((person, place)).or_default();
        if *sum == 0
            && let Some(name) = name_of(identity)
        {
            let named = seats.by_name.entry((place.0, name)).or_default();
            if !named.iter().any(|(other, _)| *other == person) {
                named.push((person, identity));
            }
        }
        *sum += own;
    }
    for (row, identity) in rows(|role| role != Role::Approved) {
        let person = linked.person(identity);
        if let Some(person) = person.filter(|person| matters(identity, *person))
            && !open.contains_key(&identity)
        {
            seats.taken.insert((person, row.place, row.part));
        }
    }
    let open = order.iter().filter_map(|identity| open.remove(identity));
    let open: Vec<Open> = open.collect();
    (seats, open)
}
