//! Whether the lists bear out the ground on which a pupil is claimed.
//!
//! In: households, rolls and a row of a school's list. Out: [`Borne`], for a ground that rests on a list of households;
//! where the lists do not bear it out, what they say instead.

use super::lists::{Asked, Home, Homes};
use super::policy::Rolls;
use super::pupils::Claim;
use super::quarters::Told;
use super::who::near;
use crate::model::{HouseholdKinds, Month};

/// What the lists say of a ground.
pub struct Borne {
    /// The list that the ground asks for: of the poor or of the near-poor.
    pub ground: u8,
    /// Whether the household is on it.
    pub eligible: Told,
    /// The lists on which the household surely is, or of policy households if one of it draws assistance.
    pub listed: u8,
    /// Whether the pupil draws monthly assistance: surely, or perhaps.
    pub draws: Option<bool>,
    /// A household on the list has a child of this name whose birth may be this one mistyped.
    pub birth_off: bool,
}

/// What the lists say of a row's ground in some months; none where it rests on no list of households.
pub(super) fn borne(
    homes: &Homes,
    rolls: &Rolls,
    claim: &Claim,
    months: &[Month],
) -> Option<Borne> {
    let ground = asked_for(claim.record.grounds)?;
    let wanted = match ground {
        HouseholdKinds::NEAR_POOR => HouseholdKinds::POOR | ground,
        _ => ground,
    };
    let on = |home: &Home, kinds: u8| months.iter().any(|m| home.is(kinds, *m));
    let found = found(homes, claim);
    let sure = || {
        found
            .iter()
            .filter(|(_, sure)| *sure)
            .map(|(home, _)| *home)
    };
    let mut eligible = on_list(homes, claim, (&found, wanted), months);
    let mut borne = Borne {
        ground,
        eligible,
        listed: 0,
        draws: None,
        birth_off: false,
    };
    if !matches!(eligible, Told::No | Told::Perhaps) {
        return Some(borne);
    }
    if homes
        .named(&claim.who)
        .any(|home| on(home, wanted) && has_near(home, claim))
    {
        (eligible, borne.birth_off) = (Told::Perhaps, true);
    }
    borne.draws = rolls.draws(&claim.who, months);
    if borne.draws.is_some() {
        // Who draws assistance may be exempt and supported on a ground of its own.
        eligible = Told::Perhaps;
    }
    for kind in [
        HouseholdKinds::POOR,
        HouseholdKinds::NEAR_POOR,
        HouseholdKinds::POLICY,
    ] {
        if sure().any(|home| on(home, kind)) {
            borne.listed |= kind;
        }
    }
    let mut people = sure().flat_map(|home| &home.members);
    if people.any(|member| rolls.draws(&member.who, months) == Some(true)) {
        borne.listed |= HouseholdKinds::POLICY;
    }
    borne.eligible = eligible;
    Some(borne)
}

/// The list of households on which a ground rests: of the poor, or of the near-poor for which that of the poor will do.
fn asked_for(grounds: HouseholdKinds) -> Option<u8> {
    let others = HouseholdKinds::ORPHAN
        | HouseholdKinds::DISABLED
        | HouseholdKinds::OTHER
        | HouseholdKinds::POLICY;
    if grounds.has(others) {
        return None;
    }
    let kinds = [HouseholdKinds::NEAR_POOR, HouseholdKinds::POOR];
    kinds.into_iter().find(|kind| grounds.has(*kind))
}

fn on_list(
    homes: &Homes,
    claim: &Claim,
    (found, wanted): (&[(&Home, bool)], u8),
    months: &[Month],
) -> Told {
    let commune = claim.record.who.commune;
    let on = |home: &Home| months.iter().any(|m| home.is(wanted, *m));
    if found.iter().any(|(home, sure)| *sure && on(home)) {
        return Told::Yes;
    }
    let covered = |kind: u8| months.iter().any(|m| homes.covers(kind, commune, *m));
    let kinds = [HouseholdKinds::POOR, HouseholdKinds::NEAR_POOR];
    if kinds
        .into_iter()
        .any(|kind| kind & wanted != 0 && !covered(kind))
    {
        return Told::NotCovered;
    }
    if found.iter().any(|(home, _)| on(home)) {
        return Told::Perhaps;
    }
    let is_found = found.iter().any(|(_, sure)| *sure);
    if !claim.placed && !is_found {
        // The school's commune need not be the pupil's.
        return Told::Perhaps;
    }
    // Without these nobody tells whose child it is.
    let told = claim.tells_parent() || !claim.record.code.is_empty();
    if told || is_found || homes.tells_members(commune) {
        Told::No
    } else {
        Told::Perhaps
    }
}

/// Whether a household of the pupil's commune has a child of the pupil's name with nearly its birth.
fn has_near(home: &Home, claim: &Claim) -> bool {
    home.head.named.commune == claim.record.who.commune
        && home.members.iter().any(|member| {
            let births = member.who.named.born.zip(claim.record.who.born);
            member.who.is_named_as(&claim.who) && births.is_some_and(|(a, b)| near(a, b))
        })
}

/// The households that a pupil may be of, each with whether it surely is.
fn found<'h>(homes: &'h Homes, claim: &Claim) -> Vec<(&'h Home, bool)> {
    let mut all = Vec::new();
    for who in [&claim.who, &claim.parent, &claim.mother] {
        if who.bare().is_empty() {
            continue;
        }
        let found = homes.find(&Asked {
            who,
            code: claim.code.clone(),
        });
        let sure = found.sure.iter().map(|(at, _)| at).chain(&found.equals);
        all.extend(sure.map(|at| (*at, true)));
        all.extend(found.perhaps.iter().map(|at| (*at, false)));
        if !claim.code.is_empty() {
            // The code may be the one that is mistyped.
            all.extend(homes.listed_as(who).map(|at| (at, false)));
        }
        if !claim.placed {
            all.extend(homes.elsewhere(who).map(|at| (at, false)));
        }
    }
    let homes = all
        .into_iter()
        .filter_map(|(at, sure)| Some((homes.all.get(at)?, sure)));
    homes.collect()
}
