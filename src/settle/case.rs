//! One person, settled: what rules look at.

use crate::law::Clause;
use crate::model::codes;
use crate::model::{
    AwayKind, CardKind, Categories, Due, IdNumber, Kinds, Level, Month, Named, PartialDate,
    PersonId, Place, Scheme, Sex, Sym,
};

codes! {
    /// How a commune's rolls stand to a person in a month (4, 5, 17, 19, 25).
    Standing {
        /// On the roll that counts, started and not ended.
        Granted = "granted",
        /// On the roll, but the month lies before the start.
        BeforeStart = "before_start",
        /// On the roll, but ended by decision or note, or another grant stands there in its place.
        Ended = "ended",
        /// A row too many of somebody on the roll, or of a namesake who is on none: rather the former.
        RatherAgain = "rather_again",
        /// On no roll of this commune, and nothing explains it.
        NotOnRoll = "not_on_roll",
        /// Not on the roll, but may rightly have left before it.
        MayHaveLeft = "may_have_left",
        /// The commune has no roll.
        Unjudged = "unjudged",
    }
}

codes! {
    /// Why a payment is one too many (14).
    Surplus {
        /// The same benefit again in the same commune.
        SameCommune = "same_commune",
        /// The same benefit in another commune.
        OtherCommune = "other_commune",
        /// Another category that does not cumulate.
        OtherCategory = "other_category",
    }
}

codes! {
    /// What part of a ledger row it is.
    PartKind {
        /// The month's own benefit.
        Regular = "regular",
        /// Repayment of an earlier month.
        Arrears = "arrears",
    }
}

/// Money of one ledger row for one month.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Index of the row in [`Corpus::payments`](crate::model::Corpus::payments).
    pub payment: u32,
    /// The month it is for.
    pub month: Month,
    /// Scheme.
    pub scheme: Scheme,
    /// Regular or arrears.
    pub kind: PartKind,
    /// Đồng.
    pub amount: i64,
    /// Commune that paid.
    pub commune: Sym,
    /// How the rolls of that commune stand to the person in that month.
    pub standing: Standing,
    /// Whether the start or end that decides the standing is known only in part.
    pub standing_open: bool,
    /// One too many, and why.
    pub surplus: Option<Surplus>,
    /// A repayment for a month that an earlier row had repaid already.
    pub repaid_again: bool,
    /// Rests on a likely link.
    pub likely: bool,
}

/// One person, scheme and month.
#[derive(Clone, Copy, Debug)]
pub struct MonthState {
    /// The month.
    pub month: Month,
    /// Scheme.
    pub scheme: Scheme,
    /// What is due, every fact over a likely link taken as open.
    pub due: Due,
    /// What would be due if every likely link held.
    pub as_if: Due,
    /// Paid for it, surplus payments included, đồng.
    pub paid: i64,
    /// Paid without surplus payments, save those over a likely link, đồng.
    pub kept: i64,
    /// Named in a ledger but not handed over, nor repaid later, đồng.
    pub uncollected: i64,
    /// How many months running lay uncollected, this one among them, collected later or not; 0 if
    /// this one did not.
    pub uncollected_run: u16,
    /// The best standing among the communes concerned.
    pub standing: Standing,
    /// The entry that grants it: index into [`Case::entries`].
    pub entry: Option<u16>,
    /// Whether some ledger names the person for this month; `None` where no ledger covers it.
    pub in_ledger: Option<bool>,
    /// Whether the paid sum is one that the category pays at another age.
    pub other_age_rate: bool,
    /// Whether something that ends the right holds in this month: a death, a stay away, a pension,
    /// an age, a mild certificate.
    pub right_ended: bool,
    /// Rests on a likely link.
    pub likely: bool,
    /// The clause of an amount used whose text was not read, if there is one.
    pub unread: Clause,
    /// Whose money or entry it is, is only likely: whatever was paid is taken as right (13).
    pub money_open: bool,
}

impl MonthState {
    /// The part of what is owed that lies uncollected (12), đồng.
    pub fn unclaimed(&self) -> i64 {
        self.uncollected.min(self.point() - self.paid).max(0)
    }

    /// What is due as one figure: what was paid, brought into what is right (11), đồng.
    pub fn point(&self) -> i64 {
        if self.money_open {
            self.paid
        } else {
            self.due.nearest(self.kept)
        }
    }

    /// paid − due without surplus payments and without what lies uncollected, đồng: what a finding
    /// has to explain.
    pub fn difference(&self) -> i64 {
        if self.money_open {
            0
        } else {
            self.kept - self.point() + self.unclaimed()
        }
    }

    /// The difference furthest from zero that the open evidence allows, đồng: what a possible
    /// finding would move.
    pub fn widest_difference(&self) -> i64 {
        let (least, most) = (
            self.kept - self.as_if.most(),
            self.kept - self.as_if.least(),
        );
        if least.abs() > most.abs() {
            least
        } else {
            most
        }
    }

    /// The same if every likely link held.
    pub fn difference_as_if(&self) -> i64 {
        let mut strict = *self;
        strict.due = self.as_if;
        strict.money_open = false;
        strict.difference()
    }
}

/// A stretch on a commune's rolls.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The row on the latest roll that has it.
    pub place: Place,
    /// Commune.
    pub commune: Sym,
    /// Scheme.
    pub scheme: Scheme,
    /// Category words.
    pub category: Sym,
    /// What they can mean.
    pub categories: Categories,
    /// Level on the roll.
    pub level: Option<Level>,
    /// Kinds on the roll.
    pub kinds: Kinds,
    /// Hệ số in hundredths.
    pub coefficient: Option<u16>,
    /// Monthly amount on the roll, đồng.
    pub amount: Option<i64>,
    /// Start as known.
    pub from: Option<PartialDate>,
    /// First month without benefit.
    pub until: Option<Month>,
    /// From this month on it may have ended: a note or a list of decreases leaves it open.
    pub leaving: Option<Month>,
    /// The row of a list of decreases that ends it.
    pub ended_by: Option<Place>,
    /// Children who count.
    pub children: Option<u8>,
    /// Decision.
    pub decision: Sym,
    /// Person cared for.
    pub cared_for: Sym,
    /// Note.
    pub note: Sym,
    /// Months of the rolls that have it, rising.
    pub rolls: Vec<Month>,
    /// Whether it is on the commune's latest roll.
    pub current: bool,
    /// Rests on a likely link.
    pub likely: bool,
}

/// Something a register tells once: a death, a pension.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// Its row.
    pub place: Place,
    /// When.
    pub date: Option<PartialDate>,
    /// Its end, where it has one.
    pub until: Option<Month>,
    /// Rests on a likely link.
    pub likely: bool,
}

/// A stay away.
#[derive(Clone, Copy, Debug)]
pub struct Stay {
    /// Its row.
    pub place: Place,
    /// Commune that tells.
    pub commune: Sym,
    /// Why.
    pub kind: AwayKind,
    /// Since when.
    pub from: Option<PartialDate>,
    /// Return.
    pub to: Option<PartialDate>,
    /// Rests on a likely link.
    pub likely: bool,
}

/// A certificate of the person.
#[derive(Clone, Copy, Debug)]
pub struct Certificate {
    /// Its row.
    pub place: Place,
    /// Issue.
    pub issued: Option<PartialDate>,
    /// Level.
    pub level: Option<Level>,
    /// Kinds.
    pub kinds: Kinds,
    /// Rests on a likely link.
    pub likely: bool,
}

/// A health card of the person.
#[derive(Clone, Copy, Debug)]
pub struct Card {
    /// Its row.
    pub place: Place,
    /// Number as written.
    pub number: Sym,
    /// For whom.
    pub kind: Option<CardKind>,
    /// First day.
    pub from: Option<PartialDate>,
    /// Last day.
    pub to: Option<PartialDate>,
    /// A day is told that cannot be read.
    pub unreadable: bool,
    /// Rests on a likely link.
    pub likely: bool,
}

impl Card {
    /// Whether it is valid in some day of a month; none where its days leave that open.
    pub fn is_valid(&self, month: Month) -> Option<bool> {
        let later = self.from.is_some_and(|from| from.first_month() > month);
        let over = self.to.is_some_and(|to| to.last_month() < month);
        let open = self.unreadable
            || self.from.is_some_and(|from| from.last_month() > month)
            || self.to.is_some_and(|to| to.first_month() < month);
        if later || over {
            Some(false)
        } else {
            (!open).then_some(true)
        }
    }
}

/// Stands for places and those who collect.
const NOBODY: PersonId = PersonId(u32::MAX);

/// A person and all that the lists say of them.
#[derive(Clone, Debug)]
pub struct Case {
    /// Who.
    pub person: PersonId,
    /// Name as on the roll, else the ledger, else wherever (22).
    pub name: Sym,
    /// Birth on the same list.
    pub shown_born: Option<PartialDate>,
    /// Birth as all lists together tell it.
    pub born: Option<PartialDate>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Id number.
    pub id_number: Option<IdNumber>,
    /// Commune of the latest entry, else of the latest payment.
    pub commune: Sym,
    /// Village or address.
    pub village: Sym,
    /// Entries, in the order of communes' first rows.
    pub entries: Vec<Entry>,
    /// Death.
    pub death: Option<Event>,
    /// Stays away, by start.
    pub stays: Vec<Stay>,
    /// Certificates, by issue.
    pub certificates: Vec<Certificate>,
    /// Pension.
    pub pension: Option<Event>,
    /// Health cards, by start.
    pub cards: Vec<Card>,
    /// Money by month, in ledger order.
    pub parts: Vec<Part>,
    /// Months, by scheme and month.
    pub months: Vec<MonthState>,
    /// Money for months before the range, đồng.
    pub outside: i64,
    /// Some row may or may not be this person's: what is missing may be there.
    pub shadowed: bool,
    /// Rows that stand for this person may as well be somebody else's.
    pub perhaps_listed: bool,
    /// Who rather has these rows besides others of the same months.
    pub rather_again: Option<PersonId>,
    /// For somebody who collects for others: for how many.
    pub collects_for: u32,
}

impl Case {
    /// A person of whom nothing is known but who they are.
    pub(super) fn blank(person: PersonId) -> Self {
        Self {
            person,
            name: Sym::EMPTY,
            shown_born: None,
            born: None,
            sex: None,
            id_number: None,
            commune: Sym::EMPTY,
            village: Sym::EMPTY,
            entries: Vec::new(),
            death: None,
            stays: Vec::new(),
            certificates: Vec::new(),
            pension: None,
            cards: Vec::new(),
            parts: Vec::new(),
            months: Vec::new(),
            outside: 0,
            shadowed: false,
            perhaps_listed: false,
            rather_again: None,
            collects_for: 0,
        }
    }

    /// The person, if it is one and not a place or somebody who collects.
    pub fn somebody(&self) -> Option<PersonId> {
        (self.person != NOBODY).then_some(self.person)
    }

    /// Nobody: a place of which a finding speaks.
    pub fn place(commune: Sym) -> Self {
        Self {
            commune,
            ..Self::blank(NOBODY)
        }
    }

    /// A household, named by its head.
    pub fn household(head: &Named) -> Self {
        Self {
            name: head.name,
            village: head.village,
            ..Self::place(head.commune)
        }
    }

    /// Somebody who stands in a list of households or pupils and is nobody's beneficiary there.
    pub fn named(who: &Named) -> Self {
        Self {
            shown_born: who.born,
            born: who.born,
            sex: who.sex,
            id_number: who.id_number,
            ..Self::household(who)
        }
    }

    /// Somebody who collects for others in a commune; nobody's beneficiary.
    pub fn receiver(name: Sym, commune: Sym, people: usize) -> Self {
        Self {
            name,
            commune,
            collects_for: people as u32,
            ..Self::blank(NOBODY)
        }
    }

    /// The last month for which regular benefit was handed over.
    pub fn last_paid(&self) -> Option<Month> {
        let regular = |p: &&Part| p.kind == PartKind::Regular && p.scheme == Scheme::Benefit;
        self.parts.iter().filter(regular).map(|p| p.month).max()
    }

    /// The stay that matters for a month in a commune, of those that had perhaps begun by then: one
    /// that still lasts before one that is over, one that ends the right before one that does not,
    /// the latest before the others.
    pub fn stay(&self, month: Month, commune: Sym) -> Option<&Stay> {
        let begun = |s: &&Stay| s.from.is_none_or(|f| f.first_month() <= month);
        let lasts = |s: &Stay| s.to.is_none_or(|to| month < to.last_month());
        let weight = |s: &&Stay| (lasts(s), lasts(s) && s.kind.ends_right());
        let stays = self.stays.iter().filter(|s| self.concerns(s, commune));
        stays.filter(begun).max_by_key(weight)
    }

    /// The stays that end the right, as far as they concern what a commune pays.
    pub(super) fn ending_stays(&self, commune: Sym) -> impl Iterator<Item = &Stay> {
        let stays = self.stays.iter().filter(|s| s.kind.ends_right());
        stays.filter(move |s| self.concerns(s, commune))
    }

    /// Whether a stay away speaks about what a commune pays: prison, an institution and a missing
    /// person concern everybody, a move or an absence the commune that tells it (17).
    pub fn concerns(&self, stay: &Stay, commune: Sym) -> bool {
        match stay.kind {
            AwayKind::Prison | AwayKind::Institution | AwayKind::Missing => true,
            _ if !stay.commune.is_empty() => stay.commune == commune,
            // A list that names no commune: somebody who moved in after leaving is not away there.
            _ => !self.entries.iter().any(|e| {
                let after = e
                    .from
                    .zip(stay.from)
                    .is_some_and(|(e, s)| e.first_month() >= s.first_month());
                e.commune == commune && after
            }),
        }
    }

    /// Whether the benefit has ended by decision or the holder has left, under every entry, before
    /// or in a month; none where that is open. Who only vanished from a roll has not ended.
    pub fn has_left(&self, month: Month) -> Option<bool> {
        let benefit = self.entries.iter().filter(|e| e.scheme == Scheme::Benefit);
        let mut open = false;
        let mut some = false;
        for entry in benefit {
            some = true;
            if entry.until.is_some_and(|until| until <= month) {
                continue;
            }
            let away = |s: &Stay| {
                let begun = s.from.map(|from| (from.first_month(), from.last_month()));
                let over = s.to.is_some_and(|to| to.first_month() <= month);
                match begun {
                    _ if over => Some(false),
                    Some((first, _)) if month <= first => Some(false),
                    Some((_, last)) if month > last && !s.likely => Some(true),
                    _ => None,
                }
            };
            let stays: Vec<_> = self.ending_stays(entry.commune).map(away).collect();
            if stays.contains(&Some(true)) {
                continue;
            }
            if !stays.contains(&None) && entry.leaving.is_none_or(|m| m > month) {
                return Some(false);
            }
            open = true;
        }
        match (some, open) {
            (false, _) => Some(false),
            (true, true) => None,
            (true, false) => Some(true),
        }
    }

    /// The certificate in force in a month: the latest issued by then.
    pub fn certificate(&self, month: Month) -> Option<&Certificate> {
        let issued = |c: &&Certificate| c.issued.is_none_or(|i| i.first_month() <= month);
        self.certificates.iter().rev().find(issued)
    }
}
