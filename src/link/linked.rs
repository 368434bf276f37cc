//! What linking gives: for each identity its person, how sure that is, and what was left open.

use crate::model::{IdNumber, IdentityId, PersonId, Strength};

/// The probability from which a row is rather somebody's than nobody's.
const RATHER: f64 = 0.5;

/// People. Persons are numbered by the contents of their identities, so they are the same whatever
/// the order of files and the number of threads.
#[derive(Clone, Default, Debug, PartialEq)]
pub struct Linked {
    /// The person of each identity, by identity number.
    pub person_of: Vec<PersonId>,
    /// How sure each identity belongs to its person. `Unsure`: it may as well be another's, see
    /// [`unsure`](Self::unsure), and feeds no rule.
    pub strength: Vec<Strength>,
    /// The identity through which each was linked; itself where it stands for its person.
    pub through: Vec<IdentityId>,
    /// Id numbers that clearly different people bear, rising.
    pub shared_ids: Vec<(IdNumber, Vec<PersonId>)>,
    /// Links left open, likeliest first.
    pub unsure: Vec<UnsureLink>,
    pub(super) ends: Vec<u32>,
    pub(super) members: Vec<IdentityId>,
    pub(super) open: Vec<PersonId>,
    pub(super) surplus: Vec<PersonId>,
}

/// An identity that may be one of several people, or nobody known.
#[derive(Clone, Debug, PartialEq)]
pub struct UnsureLink {
    /// Whose place is open.
    pub identity: IdentityId,
    /// Who it may be, likeliest first: an identity of that person, the person, the probability.
    pub candidates: Vec<(IdentityId, PersonId, f64)>,
}

/// What a person decided about two identities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// One.
    pub a: IdentityId,
    /// The other.
    pub b: IdentityId,
    /// Whether they are one person.
    pub same: bool,
}

impl Linked {
    /// How many people there are; they are numbered from 0.
    pub fn people(&self) -> usize {
        self.ends.len()
    }

    /// The identities of a person.
    pub fn members(&self, person: PersonId) -> &[IdentityId] {
        let at = person.0 as usize;
        let end = |i: usize| self.ends.get(i).copied().unwrap_or(0) as usize;
        let start = if at == 0 { 0 } else { end(at - 1) };
        self.members.get(start..end(at)).unwrap_or(&[])
    }

    /// The person of an identity.
    pub fn person(&self, identity: IdentityId) -> Option<PersonId> {
        self.person_of.get(identity.0 as usize).copied()
    }

    /// How sure an identity belongs to its person.
    pub fn strength(&self, identity: IdentityId) -> Strength {
        let known = self.strength.get(identity.0 as usize);
        known.copied().unwrap_or(Strength::Unsure)
    }

    /// Whether this is a row too many: of like rows of a month one more than there are people whom they
    /// fit. It is theirs twice, or somebody's on no roll; one of the two is a fault.
    pub fn is_surplus(&self, person: PersonId) -> bool {
        self.surplus.binary_search(&person).is_ok()
    }

    /// Whose row a row too many rather is, if it is rather that of somebody who has another in the
    /// month than one of a namesake whom no list has.
    pub fn rather_again(&self, person: PersonId) -> Option<PersonId> {
        if !self.is_surplus(person) {
            return None;
        }
        let members = self.members(person);
        let mut open = (self.unsure.iter()).filter(|open| members.contains(&open.identity));
        let known = |open: &UnsureLink| open.candidates.iter().map(|c| c.2).sum::<f64>();
        let open = open.find(|open| known(open) > RATHER)?;
        open.candidates.first().map(|likeliest| likeliest.1)
    }

    /// Whether some unsure identity may be this person: what is missing for them (a payment, a
    /// death) may stand there, so its absence proves nothing.
    pub fn may_be_more(&self, person: PersonId) -> bool {
        self.open.binary_search(&person).is_ok()
    }
}
