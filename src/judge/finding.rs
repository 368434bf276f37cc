//! A finding from what a rule held of one person: gathered months, money, sentence and id.

use sha2::{Digest, Sha256};

use super::evidence::Evidence;
use super::facts::View;
use super::rulefile::Rule;
use super::run::Held;
use super::say::Speaker;
use crate::model::{Confidence, Finding, Money, Month, Subject, SubjectKind, Sym};
use crate::rules::hex;
use crate::settle::{Case, World};
use crate::texts::findings as texts;

/// What a rule held of one person with one confidence.
pub(super) struct Gathered<'a> {
    pub(super) view: View<'a>,
    pub(super) rule: &'a Rule,
    pub(super) held: &'a [&'a Held],
    /// đồng.
    pub(super) counted: i64,
    pub(super) evidence: Evidence,
}

/// The person as findings name them (22).
pub(super) fn subject(world: &World, case: &Case) -> Subject {
    let text = |sym: Sym| world.corpus.texts.get(sym).to_owned();
    Subject {
        kind: SubjectKind::Person,
        name: text(case.name),
        born: case.shown_born,
        sex: case.sex,
        id_number: case.id_number,
        commune: text(case.commune),
        household: String::new(),
    }
}

/// Makes the finding.
pub(super) fn make(gathered: &Gathered, speaker: &Speaker) -> Finding {
    let Gathered {
        view,
        rule,
        held,
        counted,
        ..
    } = gathered;
    let mut months: Vec<Month> = held.iter().filter_map(|h| h.month).collect();
    months.sort_unstable();
    months.dedup();
    let amount = Money(held.iter().map(|h| h.amount).sum());
    // The heaviest branch speaks for the finding.
    let lead = held
        .iter()
        .max_by_key(|h| (h.hit.severity, std::cmp::Reverse(h.hit.case)));
    let (branch, severity, confidence) = lead.map_or(
        (0, crate::model::Severity::Info, Confidence::Possible),
        |h| (h.hit.case, h.hit.severity, h.hit.confidence),
    );
    let element = lead.map_or(view.at, |h| h.element);
    let at = view.at(element);
    let last = months.last().copied().unwrap_or(view.world.range.last);
    let mut subject = subject(view.world, view.case);
    let (code, address) = super::homes::told_of(&at);
    subject.household = if code.is_empty() { address } else { code };
    let also = super::receivers::others(view, rule);
    let words = rule.words(speaker.lang);
    let open = confidence != Confidence::Certain;
    let mut finding = Finding {
        id: String::new(),
        rule: rule.slug.clone(),
        group: rule.group.clone(),
        title: words.title.clone(),
        severity,
        confidence,
        action: rule.cases.get(branch).map_or_else(Vec::new, |c| {
            c.action.iter().map(|a| a.code().to_owned()).collect()
        }),
        subject,
        person: view.case.somebody(),
        also,
        months,
        amount,
        counted: Money(*counted),
        counted_in: Vec::new(),
        amount_range: open.then(|| (amount.min(Money::ZERO), amount.max(Money::ZERO))),
        settled_by: open.then(|| words.settled.clone()),
        paper: words.settled.clone(),
        message: String::new(),
        mend: words.mend.clone(),
        basis: rule.basis_at(last).to_vec(),
        evidence: gathered.evidence.in_order(),
        remembered: None,
    };
    // A lighter branch beside a heavier one is a finding of its own.
    let declared = |case: usize| rule.cases.get(case).map(|c| c.severity);
    let heaviest = rule.cases.iter().map(|c| c.severity).max();
    finding.id = match declared(branch) {
        Some(severity) if heaviest > Some(severity) => id_of(&finding, &[severity.code()]),
        _ => id_of(&finding, &[]),
    };
    finding.message = speaker.message(at, rule, branch, &finding);
    let doubt = match confidence {
        Confidence::Certain => None,
        Confidence::Likely => Some(texts::likely(speaker.lang).to_owned()),
        Confidence::Possible => Some(texts::possible(speaker.lang, &words.settled)),
    };
    if let Some(doubt) = doubt {
        finding.message = format!("{} {doubt}", finding.message);
    }
    if !finding.mend.is_empty() {
        finding.message = format!("{} {}", finding.message, finding.mend);
    }
    finding
}

/// Digest of what makes a finding this one: the rule, whom it concerns, and how sure it is. Months
/// are left out, so that next month's run finds the same finding again.
pub(super) fn id_of(finding: &Finding, distinct: &[&str]) -> String {
    id_by_key(finding, &key_of(&finding.subject), distinct)
}

/// What tells a subject apart: the id number, else name, birth and commune, of a household its code or address.
pub fn key_of(subject: &Subject) -> String {
    let household = match subject.household.as_str() {
        "" => String::new(),
        told => format!("\0{}", told.to_lowercase()),
    };
    match subject.id_number {
        Some(number) => number.to_string(),
        None => format!(
            "{}\0{}\0{}{household}",
            subject.name.to_lowercase(),
            subject.born.map_or_else(String::new, |b| b.to_string()),
            subject.commune.to_lowercase(),
        ),
    }
}

/// The same where a store keeps by what the subject was told apart when it was first seen.
pub(super) fn id_by_key(finding: &Finding, who: &str, distinct: &[&str]) -> String {
    let mut hash = Sha256::new();
    let parts = [finding.rule.as_str(), who, finding.confidence.code()];
    for part in parts.iter().chain(distinct) {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hex(hash.finalize().get(..8).unwrap_or(&[]))
}

/// Two people whom nothing tells apart must not share an id: the second takes a number.
pub(super) fn make_ids_distinct(findings: &mut [Finding]) {
    let mut seen = rustc_hash::FxHashMap::default();
    for finding in findings {
        let times: &mut u32 = seen.entry(finding.id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            finding.id = format!("{}-{times}", finding.id);
        }
    }
}
