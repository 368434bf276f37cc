//! What was due to a person in a month: the roll's grant, what ended it, and the law.
//!
//! Each claim carries two states, one as if every likely link held and one in which what a likely
//! link tells is open, since settlement never takes money on a likely link (13).

use super::case::{Case, Entry, Standing};
use super::registers;
use super::world::World;
use crate::law::{Circumstances, Claim, Clause};
use crate::model::{Categories, Due, Level, Month, PartialDate, Scheme, Sym};

/// Whether a claim holds in a month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct State {
    /// It may hold.
    possible: bool,
    /// It surely holds.
    sure: bool,
    /// What is open between the two is open by law or by the rolls, so that every amount is right.
    law_open: bool,
}

impl State {
    const HOLDS: Self = Self {
        possible: true,
        sure: true,
        law_open: false,
    };

    fn then(self, effect: Effect) -> Self {
        match effect {
            Effect::Nothing => self,
            Effect::Ends => Self {
                possible: false,
                sure: false,
                law_open: self.law_open,
            },
            Effect::OpenByEvidence => Self {
                sure: false,
                ..self
            },
            Effect::Open => Self {
                sure: false,
                law_open: true,
                ..self
            },
        }
    }
}

/// What a fact does to a claim in a month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Effect {
    Nothing,
    Ends,
    OpenByEvidence,
    Open,
}

impl Effect {
    /// What a fact over a likely link does when it is taken as open.
    fn opened(self, likely: bool) -> Self {
        if likely && self != Self::Nothing {
            Self::Open
        } else {
            self
        }
    }

    /// An end that takes effect from the month after a date (law.md, 2.1: stop).
    fn after(date: Option<PartialDate>, month: Month) -> Self {
        match date {
            None => Self::OpenByEvidence,
            Some(d) if month > d.last_month() => Self::Ends,
            Some(d) if month > d.first_month() => Self::OpenByEvidence,
            Some(_) => Self::Nothing,
        }
    }
}

/// A claim on a month: a category with its level, and whether it holds.
struct Asked {
    categories: Categories,
    /// Level on the roll, and the lighter one of the certificate.
    level: Option<Level>,
    lighter: Option<Level>,
    /// The lighter level is the only one, if its link holds.
    lightened: bool,
    children: Option<u8>,
    born: Option<PartialDate>,
    as_if: State,
    state: State,
    entry: Option<u16>,
    standing: Standing,
    right_ended: bool,
    likely: bool,
}

/// What is due in a month and through what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Granted {
    pub due: Due,
    pub as_if: Due,
    pub standing: Standing,
    pub entry: Option<u16>,
    pub right_ended: bool,
    pub likely: bool,
    /// An entry itself rests on a likely link.
    pub likely_entry: bool,
    /// No law amount bounds it: whatever was paid is right.
    pub unbounded: bool,
    /// The clause of an amount used whose text was not read, if there is one.
    pub unread: Clause,
}

impl Granted {
    /// Both together: what is due for one person cared for and for another.
    fn and(self, other: Self) -> Self {
        let lead = if other.standing < self.standing {
            other
        } else {
            self
        };
        Self {
            due: self.due.plus(&other.due),
            as_if: self.as_if.plus(&other.as_if),
            standing: lead.standing,
            entry: lead.entry,
            right_ended: self.right_ended && other.right_ended,
            likely: self.likely || other.likely,
            likely_entry: self.likely_entry || other.likely_entry,
            unbounded: self.unbounded || other.unbounded,
            unread: self.unread.or(other.unread),
        }
    }
}

/// A commune that paid a person in a month, and as what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Payer {
    pub commune: Sym,
    pub categories: Categories,
    pub level: Option<Level>,
}

impl Case {
    /// What is due under a scheme in a month in which `payers` paid.
    pub(super) fn granted(
        &self,
        world: &World,
        scheme: Scheme,
        month: Month,
        payers: &[Payer],
    ) -> Granted {
        let mut asked: Vec<Asked> = Vec::with_capacity(self.entries.len() + payers.len());
        for (index, entry) in self.entries.iter().enumerate() {
            if entry.scheme == scheme {
                asked.push(self.ask_entry(world, index as u16, entry, month));
            }
        }
        for payer in payers {
            let listed = |e: &Entry| e.scheme == scheme && e.commune == payer.commune;
            if !self.entries.iter().any(listed) {
                asked.push(self.ask_payer(world, payer, scheme, month));
            }
        }
        for claim in &mut asked {
            self.apply_facts(world, claim, scheme, month);
        }
        if scheme != Scheme::Care {
            return self.sum_up(world, month, &asked);
        }
        // Care money is due for each person cared for, not the highest of all.
        let cared_for = |a: &Asked| {
            let entry = a.entry.and_then(|e| self.entries.get(usize::from(e)));
            entry.map_or(Sym::EMPTY, |e| e.cared_for)
        };
        asked.sort_by_key(cared_for);
        let each = asked.chunk_by(|a, b| cared_for(a) == cared_for(b));
        each.map(|asked| self.sum_up(world, month, asked))
            .reduce(Granted::and)
            .unwrap_or_else(|| self.sum_up(world, month, &[]))
    }

    fn ask_entry(&self, world: &World, index: u16, entry: &Entry, month: Month) -> Asked {
        let stand = self.stand_of(world, entry, month);
        let effect = match (stand.standing, stand.open) {
            (Standing::Granted | Standing::Unjudged, _) => Effect::Nothing,
            (Standing::MayHaveLeft, _) => Effect::Open,
            (_, true) => Effect::OpenByEvidence,
            (_, false) => Effect::Ends,
        };
        let mut claim = Asked {
            categories: entry.categories,
            level: entry.level,
            lighter: None,
            lightened: false,
            children: entry.children,
            born: self.born,
            as_if: State::HOLDS.then(effect),
            state: State::HOLDS.then(effect.opened(entry.likely)),
            entry: Some(index),
            standing: stand.standing,
            right_ended: false,
            likely: entry.likely,
        };
        if entry.scheme == Scheme::Care {
            cared_for(world, entry, &mut claim, month);
        }
        for stay in self.ending_stays(entry.commune) {
            let begun = Effect::after(stay.from, month);
            let effect = match stay.to {
                Some(to) if begun != Effect::Nothing && month > to.last_month() => Effect::Nothing,
                // The month of return itself is open (law.md, "Due" in catalogue.md).
                Some(to) if begun != Effect::Nothing && month >= to.first_month() => Effect::Open,
                _ => begun,
            };
            claim.apply(effect, stay.likely);
        }
        claim
    }

    /// A commune that pays without having the person on a roll.
    fn ask_payer(&self, world: &World, payer: &Payer, scheme: Scheme, month: Month) -> Asked {
        let stand = self.stand_in(world, payer.commune, scheme, month);
        let effect = match (stand.standing, stand.open) {
            (Standing::NotOnRoll, true) | (Standing::RatherAgain, _) => Effect::OpenByEvidence,
            (Standing::NotOnRoll, false) => Effect::Ends,
            _ => Effect::Open,
        };
        let elsewhere = self.entries.iter().find(|e| e.scheme == Scheme::Benefit);
        let (categories, level) = match elsewhere {
            Some(entry) if payer.categories.is_empty() => (entry.categories, entry.level),
            _ => (payer.categories, payer.level),
        };
        let mut claim = Asked {
            categories,
            level,
            lighter: None,
            lightened: false,
            children: None,
            born: self.born,
            as_if: State::HOLDS.then(effect),
            state: State::HOLDS.then(effect),
            entry: None,
            standing: stand.standing,
            right_ended: false,
            likely: false,
        };
        for stay in self.ending_stays(payer.commune) {
            if stay.to.is_none_or(|to| month < to.first_month()) {
                claim.apply(Effect::after(stay.from, month), stay.likely);
            }
        }
        claim
    }

    /// Death, pension and certificate.
    fn apply_facts(&self, world: &World, claim: &mut Asked, scheme: Scheme, month: Month) {
        if let Some(death) = self.death {
            claim.apply(Effect::after(death.date, month), death.likely);
        }
        if scheme != Scheme::Benefit {
            return;
        }
        if let Some(pension) = self.pension
            && claim.excluded_by_pension(world, month)
            && pension.until.is_none_or(|until| month < until)
        {
            let effect = match pension.date {
                None => Effect::Ends,
                Some(_) => Effect::after(pension.date, month),
            };
            claim.apply(effect, pension.likely);
        }
        if let Some(certificate) = self.certificate(month)
            && let Some(certified) = certificate.level
            && world.is_disability(claim.categories)
            && claim
                .told_level(world)
                .is_none_or(|level| certified < level)
        {
            let effect = Effect::after(certificate.issued.or(PartialDate::year(1)), month);
            let issue_month = certificate.issued.is_some_and(|i| i.last_month() == month);
            let open = effect == Effect::OpenByEvidence || issue_month;
            if certified == Level::Mild {
                let effect = if issue_month { Effect::Open } else { effect };
                claim.apply(effect, certificate.likely);
            } else if effect == Effect::Ends || open {
                claim.lighter = Some(certified);
                claim.lightened = !open;
                claim.state.law_open |= open || certificate.likely;
                claim.as_if.law_open |= open;
                claim.likely |= certificate.likely;
            }
        }
    }

    fn sum_up(&self, world: &World, month: Month, asked: &[Asked]) -> Granted {
        let lead = asked
            .iter()
            .min_by_key(|a| (!a.as_if.sure, !a.as_if.possible, a.standing));
        let mut granted = Granted {
            due: Due::exactly(0),
            as_if: Due::exactly(0),
            standing: lead.map_or(Standing::MayHaveLeft, |a| a.standing),
            entry: lead.and_then(|a| a.entry),
            right_ended: lead.is_some_and(|a| a.right_ended),
            likely: asked.iter().any(Asked::rests_on_likely),
            likely_entry: asked
                .iter()
                .filter_map(|a| self.entries.get(usize::from(a.entry?)))
                .any(|e| e.likely),
            unbounded: false,
            unread: Clause::NONE,
        };
        if !world.law.judges(month) {
            granted.unbounded = true;
            return granted;
        }
        // A grant of which neither category nor coefficient nor amount is told bounds nothing.
        let told = |e: &Entry| e.coefficient.is_some() || e.amount.is_some();
        let entry = |a: &Asked| self.entries.get(usize::from(a.entry?));
        let bounded = |a: &Asked| !a.categories.is_empty() || entry(a).is_some_and(told);
        granted.unbounded = asked.iter().any(|a| a.state.possible && !bounded(a));
        let mut unread = Clause::NONE;
        granted.as_if = self.due_for((world, month), asked, true, &mut unread);
        granted.due = if granted.likely {
            self.due_for((world, month), asked, false, &mut unread)
        } else {
            granted.as_if
        };
        granted.unread = unread;
        granted
    }

    /// `strict`: as if every likely link held. Notes a clause used that was not read.
    fn due_for(
        &self,
        of: (&World, Month),
        asked: &[Asked],
        strict: bool,
        unread: &mut Clause,
    ) -> Due {
        let state = |a: &Asked| if strict { a.as_if } else { a.state };
        let most: Vec<&Asked> = asked.iter().filter(|a| state(a).possible).collect();
        let sure: Vec<&Asked> = asked.iter().filter(|a| state(a).sure).collect();
        let two_levels =
            |a: &&Asked| a.level_in_force(true, strict) != a.level_in_force(false, strict);
        let open = most.iter().any(two_levels);
        let high = self.amount(of, &most, (false, strict), unread);
        if most.len() == sure.len() && !open {
            return high;
        }
        let low = self.amount(of, &sure, (open, strict), unread);
        if most.iter().any(|a| state(a).law_open) {
            Due::between(low.least().min(high.least()), high.most().max(low.most()))
        } else {
            low.or(&high)
        }
    }

    /// What the law gives for claims that hold together; each set of categories is a choice that
    /// the evidence leaves open.
    fn amount(
        &self,
        (world, month): (&World, Month),
        asked: &[&Asked],
        (low, strict): (bool, bool),
        unread: &mut Clause,
    ) -> Due {
        if asked.is_empty() {
            return Due::exactly(0);
        }
        let mut claims: Vec<Claim> = Vec::with_capacity(asked.len());
        let mut unknown = Due::exactly(0);
        let mut choices = Vec::new();
        for one in asked {
            let level = one.level_in_force(low, strict);
            let claim = |category| Claim { category, level };
            if let Some(category) = one.categories.single() {
                let claim = claim(category);
                if !claims
                    .iter()
                    .any(|c| c.category == category && c.level == level)
                {
                    claims.push(claim);
                }
            } else if one.categories.is_empty() {
                unknown = unknown.highest(&self.by_coefficient(world, month, one));
            } else {
                choices.push(one.categories.iter().map(claim).collect::<Vec<_>>());
            }
        }
        let born = asked.iter().find_map(|a| a.born);
        let children = asked.iter().find_map(|a| a.children);
        let mut due = |claims: &[Claim]| {
            let person = Circumstances {
                claims,
                born,
                children,
                ..Circumstances::default()
            };
            let answer = world.law.due(month, &person);
            *unread = unread.or(answer.unread);
            answer.due
        };
        // More than one open choice at once is rare; the first decides, the rest only widen.
        let Some(choice) = choices.first() else {
            return if claims.is_empty() {
                unknown
            } else {
                due(&claims).highest(&unknown)
            };
        };
        let mut all: Option<Due> = None;
        for option in choice {
            claims.push(*option);
            let one = due(&claims).highest(&unknown);
            all = Some(all.map_or(one, |known| known.or(&one)));
            claims.pop();
        }
        all.unwrap_or(unknown)
    }

    /// A category that was not understood: the roll's own coefficient, else its amount, is all
    /// there is to go by.
    fn by_coefficient(&self, world: &World, month: Month, asked: &Asked) -> Due {
        let entry = asked.entry.and_then(|e| self.entries.get(usize::from(e)));
        let base = world.law.base(month);
        match (entry.and_then(|e| e.coefficient), base) {
            (Some(coefficient), Some(base)) => Due::exactly(i64::from(coefficient) * base / 100),
            _ => Due::between(0, entry.and_then(|e| e.amount).unwrap_or(0)),
        }
    }
}

impl Asked {
    /// The level that the roll tells, in its own column or by its category.
    fn told_level(&self, world: &World) -> Option<Level> {
        let named = || world.level_of(self.categories.single()?);
        self.level.or_else(named)
    }

    /// Whether a likely link decides what is due: not where the claim has ended without it.
    fn rests_on_likely(&self) -> bool {
        self.likely && (self.as_if.possible || self.state.possible)
    }

    fn apply(&mut self, effect: Effect, likely: bool) {
        self.as_if = self.as_if.then(effect);
        self.state = self.state.then(effect.opened(likely));
        self.likely |= likely && effect != Effect::Nothing;
        self.right_ended |= effect == Effect::Ends;
    }

    /// The level to go by; `low`: the lighter of two that are open, `strict`: every likely link holds.
    fn level_in_force(&self, low: bool, strict: bool) -> Option<Level> {
        let lightened = self.lightened && (strict || !self.likely);
        if low || lightened {
            self.lighter.or(self.level)
        } else {
            self.level
        }
    }

    fn excluded_by_pension(&self, world: &World, month: Month) -> bool {
        let mut categories = self.categories.iter().peekable();
        categories.peek().is_some() && categories.all(|c| world.law.excluded_by_pension(c, month))
    }
}

/// A care claim is about the person cared for: level, birth and death are theirs. Who cannot be
/// found leaves it open.
fn cared_for(world: &World, entry: &Entry, claim: &mut Asked, month: Month) {
    let Some(person) = world.cared_for(entry) else {
        claim.born = None;
        // Whichever of several it is: if all are of a level, so is the one.
        match world.care_levels(entry, month).last() {
            Some(heaviest) if *heaviest < Level::Extreme => claim.level = Some(*heaviest),
            _ => claim.apply(Effect::Open, false),
        }
        return;
    };
    claim.born = None;
    for &index in world.roll.of(person) {
        let Some(record) = world.corpus.roll.get(index as usize) else {
            continue;
        };
        if record.scheme == Scheme::Benefit {
            claim.level = world.level_on_roll(record).or(claim.level);
        }
        let identity = world.corpus.identity(record.identity);
        claim.born = claim.born.or(identity.and_then(|i| i.born));
    }
    let certified = registers::certificates(world, person);
    let in_force = certified
        .iter()
        .rev()
        .find(|c| c.issued.is_none_or(|i| i.first_month() <= month));
    if let Some(level) = in_force.and_then(|c| c.level) {
        claim.level = Some(level);
    }
    if let Some(death) = registers::death(world, person) {
        claim.apply(Effect::after(death.date, month), death.likely);
    }
}
