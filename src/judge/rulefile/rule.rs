//! One rule: its file read into branches with checked expressions, texts, basis and examples.

use std::ops::Range;
use std::sync::Arc;

use toml::de::DeTable;

use super::example::{self, Example};
use super::fault::{Fault, FaultKind};
use super::message::Template;
use super::table::{self, Faults, Placed, Table};
use crate::judge::lang::{self, Context, Entity, Expression, Limits, Measure, Vocabulary};
use crate::model::{Month, Severity, codes};
use crate::rules::RuleFile;
use crate::texts::Lang;

/// The group of rules that lie in no group's folder.
pub const OWN_GROUP: &str = "own";

/// The rank of a rule that names none: after all that do.
const LAST_RANK: i64 = 100_000;

codes! {
    /// What is to be done about a finding.
    Action {
        /// Stop the benefit.
        Stop = "stop",
        /// Set the right amount.
        Adjust = "adjust",
        /// Recover what was overpaid.
        Recover = "recover",
        /// Pay what is owed.
        Pay = "pay",
        /// Look into it on the ground.
        Verify = "verify",
        /// Mend the list.
        Fix = "fix",
        /// Keep only the highest of several benefits.
        KeepHighest = "keep-highest",
        /// Report a health card's end.
        ReportDecrease = "report-decrease",
        /// Report a health card's beginning.
        ReportIncrease = "report-increase",
    }
}

codes! {
    /// Which months of a quarter or of a pupil's row a finding names.
    MonthsOf {
        /// All.
        All = "all",
        /// Those paid or claimed more than once.
        Again = "again",
    }
}

/// A rule in force.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Name of its file.
    pub slug: String,
    /// Name of its folder, or [`OWN_GROUP`].
    pub group: String,
    /// What it is asked of.
    pub about: Entity,
    /// Which finding carries the money when several hit one month: the lowest.
    pub rank: i64,
    /// Judged last, on what no other rule explained.
    pub residual: bool,
    /// Which months its findings name.
    pub months: MonthsOf,
    /// Branches in the order of the file; one for a rule without `[[case]]`.
    pub cases: Vec<Case>,
    /// The condition of the whole rule, where there are several branches.
    pub(super) guard: Option<Expression>,
    /// Thresholds in force.
    pub limits: Limits,
    /// Clauses by the month from which they hold, rising.
    pub basis: Vec<(Month, Vec<String>)>,
    /// Texts in Vietnamese.
    pub vi: Words,
    /// Texts in English.
    pub en: Words,
    /// Its examples.
    pub examples: Vec<Example>,
    /// Its file, as shown to a user.
    pub file: String,
}

/// A branch of a rule.
#[derive(Clone, Debug)]
pub struct Case {
    /// When it holds, the condition of the whole rule included.
    pub when: Expression,
    /// The conditions as written: the rule's, then the branch's.
    pub written: Vec<String>,
    /// Severity of a certain finding.
    pub severity: Severity,
    /// What is to be done.
    pub action: Vec<Action>,
    /// Money of one hit, đồng, where the rule says so.
    pub amount: Option<Measure>,
    /// The message, Vietnamese and English.
    pub message: (Template, Template),
}

/// The texts of a rule in one language.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Words {
    /// What is wrong, in a few words.
    pub title: String,
    /// Why it is wrong.
    pub why: String,
    /// The paper or fact that would settle a finding that is not certain.
    pub settled: String,
    /// How to put it right, where the rule says so: a sentence that ends every message.
    pub mend: String,
}

impl Rule {
    /// The clauses that hold in a month; those of the first month for an earlier one.
    pub fn basis_at(&self, month: Month) -> &[String] {
        let held = self.basis.iter().rev().find(|(from, _)| *from <= month);
        held.or(self.basis.first())
            .map_or(&[], |(_, clauses)| clauses)
    }

    /// Whether a condition names a fact that begins so.
    pub fn names(&self, prefix: &str) -> bool {
        let mut written = self.cases.iter().flat_map(|case| &case.written);
        written.any(|when| when.contains(prefix))
    }

    /// The texts of a language.
    pub fn words(&self, lang: Lang) -> &Words {
        lang.pick(&self.vi, &self.en)
    }
}

impl Case {
    /// The message of a language.
    pub fn message(&self, lang: Lang) -> &Template {
        lang.pick(&self.message.0, &self.message.1)
    }
}

const KEYS: [&str; 15] = [
    "about", "severity", "rank", "when", "action", "months", "residual", "enabled", "amount",
    "limits", "case", "basis", "vi", "en", "example",
];
const CASE_KEYS: [&str; 6] = ["when", "severity", "action", "amount", "vi", "en"];
const TEXT_KEYS: [&str; 5] = ["title", "message", "why", "settled", "mend"];

/// Reads a file; `None` if it is switched off.
pub(super) fn read(
    file: &Arc<RuleFile>,
    vocabulary: &Vocabulary,
    overrides: &Limits,
) -> Result<Option<Rule>, Vec<Fault>> {
    let mut faults = Faults::new();
    let rule = match DeTable::parse(&file.text) {
        Ok(root) => {
            let head = file.text.find('\n').unwrap_or(file.text.len());
            let root = Table::new(root.get_ref(), 0..head, &KEYS, &mut faults);
            if file.text.trim().is_empty() {
                let kind = FaultKind::Empty;
                let file = Arc::clone(file);
                return Err(vec![Fault {
                    file,
                    span: 0..0,
                    kind,
                }]);
            }
            if root.boolean("enabled", &mut faults) == Some(false) {
                return Ok(None);
            }
            let mut reader = Reader {
                file,
                vocabulary,
                overrides,
                faults: &mut faults,
            };
            reader.rule(&root)
        }
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            faults.push((span, FaultKind::Toml(error.message().to_owned())));
            None
        }
    };
    if faults.is_empty() {
        return Ok(rule);
    }
    faults.sort_by_key(|(span, _)| (span.start, span.end));
    faults.dedup();
    let placed = |(span, kind)| Fault {
        file: Arc::clone(file),
        span,
        kind,
    };
    Err(faults.into_iter().map(placed).collect())
}

struct Reader<'a> {
    file: &'a RuleFile,
    vocabulary: &'a Vocabulary,
    overrides: &'a Limits,
    faults: &'a mut Faults,
}

/// What a branch takes from its rule where it says nothing itself.
struct Defaults<'a> {
    when: Option<Placed<&'a str>>,
    severity: Option<Severity>,
    action: Vec<Action>,
    amount: Option<Measure>,
    messages: [Option<Template>; 2],
}

impl Reader<'_> {
    fn rule(&mut self, root: &Table) -> Option<Rule> {
        let (group, slug) = self.place();
        let limits = self.limits(root, &slug);
        root.needed("about", self.faults);
        let about = root.code("about", self.faults);
        let basis = self.basis(root);
        let examples = example::read(root, &self.file.text, self.faults);
        // without knowing what the rule is about, its facts cannot be checked
        let context = Context::new(self.vocabulary, about?, &limits);
        let texts = self.texts(root, &context);
        let defaults = Defaults {
            when: root.text("when", self.faults),
            severity: self.severity(root),
            action: self.actions(root),
            amount: self.amount(root, &context),
            messages: texts
                .iter()
                .map(|t| t.1.clone())
                .collect::<Vec<_>>()
                .try_into()
                .ok()?,
        };
        let tables = root.tables("case", &CASE_KEYS, self.faults);
        let cases: Vec<Option<Case>> = if tables.is_empty() {
            vec![self.case(root, None, &defaults, &context)]
        } else {
            let case = |table| self.case(root, Some(table), &defaults, &context);
            tables.iter().map(case).collect()
        };
        let several = cases.len() > 1;
        let guard = defaults
            .when
            .filter(|_| several)
            .and_then(|(when, _)| lang::condition(&[when], &context).ok());
        if let Some(table) = root.table("limits", &[], self.faults) {
            for ((name, span), _) in table.entries() {
                if !context.used.borrow().contains(name) {
                    self.faults.push((span, FaultKind::UnusedLimit));
                }
            }
        }
        let [vi, en]: [Words; 2] = texts.map(|(words, _)| words);
        Some(Rule {
            slug,
            group,
            about: about?,
            rank: root.integer("rank", self.faults).unwrap_or(LAST_RANK),
            residual: root.boolean("residual", self.faults).unwrap_or(false),
            months: root.code("months", self.faults).unwrap_or(MonthsOf::All),
            cases: cases.into_iter().collect::<Option<_>>()?,
            guard,
            limits: limits.clone(),
            basis,
            vi,
            en,
            examples,
            file: self.file.shown.clone(),
        })
    }

    /// Group and slug, from the path.
    fn place(&self) -> (String, String) {
        let path = self
            .file
            .path
            .strip_suffix(".toml")
            .unwrap_or(&self.file.path);
        let slug = path.rsplit('/').next().unwrap_or(path);
        let group = path
            .strip_prefix("checks/")
            .and_then(|rest| rest.split_once('/'))
            .map_or(OWN_GROUP, |(group, _)| group);
        (group.to_owned(), slug.to_owned())
    }

    fn limits(&mut self, root: &Table, slug: &str) -> Limits {
        let mut limits = Limits::new();
        if let Some(table) = root.table("limits", &[], self.faults) {
            for ((name, _), value) in table.entries() {
                let own = table::integer(value, self.faults).unwrap_or(0);
                let set = self.overrides.get(&format!("{slug}.{name}"));
                let set = set.or_else(|| self.overrides.get(name)).copied();
                limits.insert(name.to_owned(), set.unwrap_or(own));
            }
        }
        limits
    }

    fn basis(&mut self, root: &Table) -> Vec<(Month, Vec<String>)> {
        let table = root.table("basis", &[], self.faults);
        let mut basis = Vec::new();
        for ((key, span), value) in table.iter().flat_map(Table::entries) {
            let clauses = table::texts(value, self.faults);
            match key.parse() {
                Ok(month) => {
                    let clauses = clauses.into_iter().map(|(clause, _)| clause.to_owned());
                    basis.push((month, clauses.collect()));
                }
                Err(()) => self.faults.push((span, FaultKind::NotAMonth)),
            }
        }
        if table.is_none_or(|table| table.entries().next().is_none()) {
            self.faults
                .push((root.span.clone(), FaultKind::Missing("basis")));
        }
        basis
    }

    fn severity(&mut self, table: &Table) -> Option<Severity> {
        table.code("severity", self.faults)
    }

    fn actions(&mut self, table: &Table) -> Vec<Action> {
        let given = table.texts("action", self.faults);
        given
            .iter()
            .filter_map(|given| table::coded(given, self.faults))
            .collect()
    }

    /// The texts in both languages; a language that is not there speaks the other's.
    fn texts(&mut self, root: &Table, context: &Context) -> [(Words, Option<Template>); 2] {
        let cases = root.get("case").is_some();
        let mut read = ["vi", "en"].map(|key| {
            let table = root.table(key, &TEXT_KEYS, self.faults)?;
            let mut text = |key| {
                table
                    .needed(key, self.faults)
                    .map_or("", |(t, _)| t)
                    .to_owned()
            };
            let words = Words {
                title: text("title"),
                why: text("why"),
                settled: text("settled"),
                mend: table
                    .text("mend", self.faults)
                    .map_or_else(String::new, |(text, _)| text.to_owned()),
            };
            let message = if cases && table.get("message").is_none() {
                None
            } else {
                let text = table.needed("message", self.faults);
                text.and_then(|text| self.message(&text, context))
            };
            Some((words, message))
        });
        if read.iter().all(Option::is_none) {
            self.faults
                .push((root.span.clone(), FaultKind::Missing("vi")));
        }
        let spoken = read.iter().flatten().next().cloned();
        for texts in &mut read {
            *texts = texts.take().or_else(|| spoken.clone());
        }
        read.map(Option::unwrap_or_default)
    }

    fn message(&mut self, text: &Placed<&str>, context: &Context) -> Option<Template> {
        match Template::read(text.0, context) {
            Ok(template) => Some(template),
            Err(faults) => {
                for (span, kind) in faults {
                    let span = self.within(text, &span);
                    self.faults.push((span, kind));
                }
                None
            }
        }
    }

    fn amount(&mut self, table: &Table, context: &Context) -> Option<Measure> {
        let text = table.text("amount", self.faults)?;
        match lang::amount(text.0, context) {
            Ok(measure) => Some(measure),
            Err(faults) => {
                for fault in faults {
                    let span = self.within(&text, &fault.span);
                    self.faults.push((span, FaultKind::Expression(fault.kind)));
                }
                None
            }
        }
    }

    /// A branch: `table` of `[[case]]`, or the rule itself.
    fn case(
        &mut self,
        root: &Table,
        table: Option<&Table>,
        defaults: &Defaults,
        context: &Context,
    ) -> Option<Case> {
        let at = table.map_or(&root.span, |table| &table.span).clone();
        let own = table.and_then(|table| table.text("when", self.faults));
        let conditions: Vec<Placed<&str>> = defaults.when.iter().cloned().chain(own).collect();
        if conditions.is_empty()
            && table
                .or(Some(root))
                .is_some_and(|t| t.get("when").is_none())
        {
            self.faults.push((at.clone(), FaultKind::Missing("when")));
        }
        let severity = table
            .and_then(|table| self.severity(table))
            .or(defaults.severity);
        if severity.is_none() && root.get("severity").is_none() {
            let inner = table.is_some_and(|table| table.get("severity").is_some());
            if !inner {
                self.faults
                    .push((at.clone(), FaultKind::Missing("severity")));
            }
        }
        let action = match table {
            Some(table) if table.get("action").is_some() => self.actions(table),
            _ => defaults.action.clone(),
        };
        let amount = table.and_then(|table| self.amount(table, context));
        let messages = self.case_messages(root, table, defaults, context);
        let when = self.condition(&conditions, context);
        let [vi, en] = messages;
        Some(Case {
            when: when?,
            written: conditions
                .iter()
                .map(|(text, _)| (*text).to_owned())
                .collect(),
            severity: severity?,
            action,
            amount: amount.or_else(|| defaults.amount.clone()),
            message: (vi?, en?),
        })
    }

    fn case_messages(
        &mut self,
        root: &Table,
        table: Option<&Table>,
        defaults: &Defaults,
        context: &Context,
    ) -> [Option<Template>; 2] {
        let mut own = ["vi", "en"].map(|key| {
            let texts = table?.table(key, &["message"], self.faults)?;
            let text = texts.needed("message", self.faults)?;
            self.message(&text, context)
        });
        let spoken = own.iter().flatten().next().cloned();
        for (i, message) in own.iter_mut().enumerate() {
            let default = defaults.messages.get(i).cloned().flatten();
            *message = message.take().or(default).or_else(|| spoken.clone());
        }
        let said = |table: &Table| table.get("vi").is_some() || table.get("en").is_some();
        if let Some(table) = table
            && own.iter().any(Option::is_none)
            && !said(table)
            && said(root)
        {
            self.faults
                .push((table.span.clone(), FaultKind::Missing("vi.message")));
        }
        own
    }

    fn condition(&mut self, texts: &[Placed<&str>], context: &Context) -> Option<Expression> {
        let written: Vec<&str> = texts.iter().map(|(text, _)| *text).collect();
        match lang::condition(&written, context) {
            Ok(expression) => Some(expression),
            Err(faults) => {
                for (i, fault) in faults {
                    if let Some(text) = texts.get(i) {
                        let span = self.within(text, &fault.span);
                        self.faults.push((span, FaultKind::Expression(fault.kind)));
                    }
                }
                None
            }
        }
    }

    /// The bytes of the file that are these bytes of a text in it. A text with escapes is not
    /// found as it is written; then the whole of it is meant.
    fn within(&self, (text, at): &Placed<&str>, span: &Range<usize>) -> Range<usize> {
        let written = self.file.text.get(at.clone()).unwrap_or("");
        written.find(text).map_or(at.clone(), |shift| {
            let start = at.start + shift;
            start + span.start..start + span.end
        })
    }
}
