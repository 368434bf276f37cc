//! Findings counted, once for the first page and the terminal: by rule, group, commune, severity.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{
    Confidence, Finding, IdNumber, Money, Outcome, PartialDate, Severity, Subject, SubjectKind,
};

/// Groups in the order of the catalogue; others follow in the order in which they come.
const GROUPS: [&[&str]; 11] = [
    &["deaths"],
    &["absences"],
    &["disability"],
    &["duplicates"],
    &["amounts"],
    &["reconciliation"],
    &["quality", "list-quality", "lists"],
    &["insurance", "health-insurance", "health", "cards"],
    &["electricity"],
    &["pupils"],
    &["review", "progress"],
];

/// Counts and money of some findings.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    /// How many findings, by [`Severity`] as a number.
    pub by_severity: [u64; 3],
    /// Money of possible and likely findings, without sign, đồng.
    pub open: Money,
    /// What certain findings explain of the difference between paid and due, đồng: below zero where
    /// too little was paid. Added up it counts nothing twice.
    pub certain: Money,
    /// What possible and likely findings explain of it, đồng.
    pub unsure: Money,
}

impl Sums {
    /// How many findings.
    pub fn count(&self) -> u64 {
        self.by_severity.iter().sum()
    }

    /// How many of a severity.
    pub fn of(&self, severity: Severity) -> u64 {
        self.by_severity
            .get(severity as usize)
            .copied()
            .unwrap_or(0)
    }

    fn add(&mut self, finding: &Finding) {
        if let Some(count) = self.by_severity.get_mut(finding.severity as usize) {
            *count += 1;
        }
        if finding.confidence == Confidence::Certain {
            self.certain += finding.counted;
        } else {
            self.open += finding.amount.abs();
            self.unsure += finding.counted;
        }
    }
}

/// The findings of one rule.
#[derive(Clone, Debug)]
pub struct RuleTally<'a> {
    /// Title in the language of the run.
    pub title: &'a str,
    /// Heaviest severity among them.
    pub severity: Severity,
    /// Counts and money.
    pub sums: Sums,
    /// Counts by commune.
    pub communes: BTreeMap<&'a str, u64>,
}

/// The findings of one group.
#[derive(Clone, Debug)]
pub struct GroupTally<'a> {
    /// Slug of the group.
    pub group: &'a str,
    /// Its rules in the order in which the findings have them.
    pub rules: Vec<RuleTally<'a>>,
    /// Counts and money.
    pub sums: Sums,
    /// Its findings.
    pub findings: Vec<&'a Finding>,
}

/// All findings, counted.
#[derive(Clone, Debug)]
pub struct Tally<'a> {
    /// Groups in the order of the catalogue.
    pub groups: Vec<GroupTally<'a>>,
    /// Counts and money of all.
    pub sums: Sums,
    /// Counts by commune, all communes of the run.
    pub communes: BTreeMap<&'a str, u64>,
    /// How many different people, households, receivers and lists the findings concern.
    pub subjects: u64,
}

impl<'a> Tally<'a> {
    /// Counts the findings of an outcome.
    pub fn of(outcome: &'a Outcome) -> Self {
        let mut tally = Self {
            groups: Vec::new(),
            sums: Sums::default(),
            communes: outcome.communes.iter().map(|c| (&*c.commune, 0)).collect(),
            subjects: 0,
        };
        let mut rules: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
        let mut subjects = FxHashSet::default();
        for finding in &outcome.findings {
            let (group, rule) = *rules
                .entry(&finding.rule)
                .or_insert_with(|| tally.place(finding));
            let commune = &*finding.subject.commune;
            tally.sums.add(finding);
            *tally.communes.entry(commune).or_default() += 1;
            subjects.insert(who(&finding.subject));
            if let Some(group) = tally.groups.get_mut(group) {
                group.sums.add(finding);
                group.findings.push(finding);
                if let Some(rule) = group.rules.get_mut(rule) {
                    rule.sums.add(finding);
                    rule.severity = rule.severity.max(finding.severity);
                    *rule.communes.entry(commune).or_default() += 1;
                }
            }
        }
        tally.subjects = subjects.len() as u64;
        tally.groups.sort_by_key(|group| rank(group.group));
        tally
    }

    fn place(&mut self, finding: &'a Finding) -> (usize, usize) {
        let found = self.groups.iter().position(|g| g.group == finding.group);
        let at = found.unwrap_or(self.groups.len());
        if found.is_none() {
            self.groups.push(GroupTally {
                group: &finding.group,
                rules: Vec::new(),
                sums: Sums::default(),
                findings: Vec::new(),
            });
        }
        let rules = self.groups.get_mut(at).map(|group| &mut group.rules);
        let rule = rules.map_or(0, |rules| {
            rules.push(RuleTally {
                title: &finding.title,
                severity: finding.severity,
                sums: Sums::default(),
                communes: BTreeMap::new(),
            });
            rules.len() - 1
        });
        (at, rule)
    }
}

/// Kind, name, birth, id number, commune, household.
pub type Who<'a> = (
    SubjectKind,
    &'a str,
    Option<PartialDate>,
    Option<IdNumber>,
    &'a str,
    &'a str,
);

/// What tells two subjects apart.
pub fn who(subject: &Subject) -> Who<'_> {
    (
        subject.kind,
        &*subject.name,
        subject.born,
        subject.id_number,
        &*subject.commune,
        &*subject.household,
    )
}

fn rank(group: &str) -> usize {
    GROUPS
        .iter()
        .position(|names| names.contains(&group))
        .unwrap_or(GROUPS.len())
}
