//! `rasoat rules`: lists rules, explains one, lists the facts a rule may name, runs the examples.
//!
//! In: the rules folder with a department's own over it. Out: text or JSON; exit code 1 if an
//! example fails, 2 if a rule file is at fault.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Value as Json, json};

use super::{Common, Format, book, decree};
use crate::examples::Runner;
use crate::judge::lang::vocabulary::nearest;
use crate::judge::lang::{Limits, Type, Vocabulary};
use crate::judge::rulefile::{
    Example, ExampleRunner, Expected, Failure, Observed, Rule, run_examples,
};
use crate::law::Law;
use crate::rules::{RuleFile, RuleFiles};
use crate::texts::{Lang, rules as texts};

/// Quy tắc: liệt kê, giải thích, dữ kiện dùng được, chạy ví dụ.
#[derive(clap::Args)]
pub struct Options {
    #[command(subcommand)]
    ask: Ask,
}

#[derive(clap::Subcommand)]
enum Ask {
    /// Liệt kê các quy tắc đang áp dụng
    List,
    /// Giải thích một quy tắc, hoặc in một văn bản luật (ND20-2021)
    Show {
        /// Tên quy tắc hoặc mã văn bản
        id: String,
    },
    /// Liệt kê các dữ kiện mà quy tắc được dùng
    Facts,
    /// Chạy mọi ví dụ của các quy tắc
    Test {
        /// Thư mục quy tắc riêng, đặt chồng lên bộ có sẵn
        dir: Option<PathBuf>,
    },
}

/// Runs the command.
pub fn run(common: &Common, options: &Options) -> ExitCode {
    let own = match &options.ask {
        Ask::Test { dir: Some(dir) } => Some(dir.as_path()),
        _ => common.rules.as_deref(),
    };
    // A law file is shown as it stands, also one that is at fault.
    if let Ask::Show { id } = &options.ask
        && let Ok(files) = book::files(own, common.lang)
        && let Some(told) = shown_law(common, &files, id)
    {
        return print(&told);
    }
    let (files, book) = match book::load(own, &Limits::new(), common.lang, common.color) {
        Ok(loaded) => loaded,
        Err(sentences) => return complain(&sentences),
    };
    let rules = &book.rules;
    match &options.ask {
        Ask::List => print(&listing(
            common,
            || {
                rules
                    .iter()
                    .map(|rule| summary_json(common.lang, rule))
                    .collect()
            },
            || list_text(common.lang, rules),
        )),
        Ask::Show { id } => show(common, &files, rules, id),
        Ask::Test { .. } => {
            let words = match book::words(&files, &book, common.lang) {
                Ok(words) => words,
                Err(sentences) => return complain(&sentences),
            };
            let runner = Runner {
                book: &book,
                words: &words,
                lang: common.lang,
            };
            test(common, rules, &runner)
        }
        Ask::Facts => print(&listing(
            common,
            || facts_json(&book.vocabulary),
            || facts_text(common.lang, &book.vocabulary),
        )),
    }
}

fn show(common: &Common, files: &RuleFiles, rules: &[Rule], id: &str) -> ExitCode {
    if let Some(rule) = rules.iter().find(|rule| rule.slug == id) {
        return print(&listing(
            common,
            || rule_json(common.lang, rule),
            || rule_text(common.lang, rule),
        ));
    }
    let laws = files.under("law/").map(stem);
    let names = rules.iter().map(|rule| rule.slug.as_str()).chain(laws);
    let told = texts::no_such_rule(common.lang, id, nearest(id, names));
    complain(&format!("{told}\n"))
}

fn test(common: &Common, rules: &[Rule], runner: &dyn ExampleRunner) -> ExitCode {
    let failures = run_examples(rules, runner);
    let examples = rules.iter().map(|rule| rule.examples.len()).sum();
    let mut out = listing(
        common,
        || {
            json!({ "rules": rules.len(), "examples": examples,
                    "failures": failures.iter().map(failure_json).collect::<Json>() })
        },
        || {
            failures
                .iter()
                .map(|failure| failure_text(common.lang, failure))
                .collect()
        },
    );
    if common.format != Format::Json && !(common.quiet && failures.is_empty()) {
        out.push_str(&texts::tested(
            common.lang,
            rules.len(),
            examples,
            failures.len(),
        ));
        out.push('\n');
    }
    let shown = print(&out);
    if failures.is_empty() {
        shown
    } else {
        ExitCode::FAILURE
    }
}

fn failure_text(lang: Lang, failure: &Failure) -> String {
    let place = format!("{}:{}", failure.file, failure.example.line);
    let mut out = format!(
        "{}\n  {place}\n",
        texts::failed(lang, &failure.rule, &failure.example.name)
    );
    let mut told = |label: &str, lines: Vec<String>| {
        let lines = if lines.is_empty() {
            vec![texts::nothing(lang).to_owned()]
        } else {
            lines
        };
        for line in lines {
            let _ = writeln!(out, "  {label}: {line}");
        }
    };
    let expected = |e: &Expected| {
        let confidence = e.confidence.map_or("", crate::model::Confidence::code);
        let name = e.name.as_deref().unwrap_or("");
        texts::finding(
            lang,
            &e.months,
            e.amount,
            &[e.severity.code(), confidence, name],
        )
    };
    told(
        texts::expected(lang),
        failure.example.expect.iter().map(expected).collect(),
    );
    match &failure.came {
        Ok(came) => {
            let observed = |o: &Observed| {
                let parts = [o.severity.code(), o.confidence.code(), &o.name];
                texts::finding(lang, &o.months, o.amount, &parts)
            };
            told(texts::came(lang), came.iter().map(observed).collect());
        }
        Err(why) => told(texts::could_not_run(lang), vec![why.clone()]),
    }
    out.push('\n');
    out
}

fn failure_json(failure: &Failure) -> Json {
    let expected = |e: &Expected| {
        json!({ "months": e.months, "amount": e.amount, "severity": e.severity,
                "confidence": e.confidence, "name": e.name })
    };
    let observed = |o: &Observed| {
        json!({ "months": o.months, "amount": o.amount, "severity": o.severity,
                "confidence": o.confidence, "name": o.name })
    };
    let (came, error) = match &failure.came {
        Ok(came) => (came.iter().map(observed).collect(), Json::Null),
        Err(why) => (Json::Null, Json::from(why.as_str())),
    };
    json!({ "rule": failure.rule, "example": failure.example.name, "file": failure.file,
            "line": failure.example.line,
            "expected": failure.example.expect.iter().map(expected).collect::<Json>(),
            "came": came, "error": error })
}

fn summary_json(lang: Lang, rule: &Rule) -> Json {
    json!({ "rule": rule.slug, "group": rule.group, "rank": rule.rank,
            "severity": heaviest(rule).code(), "title": rule.words(lang).title })
}

fn rule_json(lang: Lang, rule: &Rule) -> Json {
    let case = |case: &crate::judge::rulefile::Case| {
        json!({ "when": case.written, "severity": case.severity,
                "action": case.action, "message": case.message(lang).text })
    };
    let basis = rule
        .basis
        .iter()
        .map(|(from, clauses)| json!({ "from": from, "basis": clauses }));
    let example = |e: &Example| json!({ "name": e.name, "fires": !e.expect.is_empty() });
    let words = rule.words(lang);
    json!({ "rule": rule.slug, "group": rule.group, "rank": rule.rank, "about": rule.about,
            "residual": rule.residual, "title": words.title, "why": words.why,
            "settled_by": words.settled, "limits": rule.limits, "file": rule.file,
            "cases": rule.cases.iter().map(case).collect::<Json>(),
            "basis": basis.collect::<Json>(),
            "examples": rule.examples.iter().map(example).collect::<Json>() })
}

fn heaviest(rule: &Rule) -> crate::model::Severity {
    let severities = rule.cases.iter().map(|case| case.severity);
    severities.max().unwrap_or(crate::model::Severity::Info)
}

fn list_text(lang: Lang, rules: &[Rule]) -> String {
    let rows = rules.iter().map(|rule| {
        let severity = texts::severity(lang, heaviest(rule));
        [&rule.slug, &rule.group, severity, &rule.words(lang).title].map(str::to_owned)
    });
    columns(&rows.collect::<Vec<_>>())
}

fn rule_text(lang: Lang, rule: &Rule) -> String {
    use texts::Label;
    let words = rule.words(lang);
    let mut out = format!("{}\n{}\n\n", rule.slug, words.title);
    let mut line = |label: Label, text: &str| {
        let _ = writeln!(out, "  {:<14} {text}", texts::label(lang, label));
    };
    line(Label::Group, &format!("{} ({})", rule.group, rule.rank));
    let residual = if rule.residual {
        format!("; {}", texts::residual(lang))
    } else {
        String::new()
    };
    line(
        Label::About,
        &format!("{}{residual}", texts::entity(lang, rule.about)),
    );
    for case in &rule.cases {
        let when: Vec<String> = case.written.iter().map(|w| squeezed(w)).collect();
        line(Label::When, &when.join("  and  "));
        let action: Vec<&str> = case.action.iter().map(|a| a.code()).collect();
        line(Label::Severity, texts::severity(lang, case.severity));
        if !action.is_empty() {
            line(Label::Action, &action.join(", "));
        }
        line(Label::Message, &case.message(lang).text);
    }
    for (name, value) in &rule.limits {
        line(Label::Limits, &format!("{name} = {value}"));
    }
    line(Label::Why, &squeezed(&words.why));
    for (from, clauses) in &rule.basis {
        line(
            Label::Basis,
            &format!("{}: {}", texts::since(lang, *from), clauses.join(", ")),
        );
    }
    line(Label::Settled, &words.settled);
    for example in &rule.examples {
        let mark = if example.expect.is_empty() {
            "–"
        } else {
            "+"
        };
        line(Label::Examples, &format!("{mark} {}", example.name));
    }
    line(Label::File, &rule.file);
    out
}

/// An expression of several lines on one.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn facts_text(lang: Lang, vocabulary: &Vocabulary) -> String {
    let mut rows = vec![texts::fact_heads(lang).map(str::to_owned)];
    for fact in vocabulary.facts {
        let ty = match fact.ty {
            Type::Word(list) => list.to_owned(),
            ty if fact.unit.is_empty() => ty.code().to_owned(),
            ty => format!("{} ({})", ty.code(), fact.unit),
        };
        let of: Vec<&str> = fact.of.iter().map(|e| e.code()).collect();
        let doc = lang.pick(fact.doc.0, fact.doc.1);
        let doc = if fact.optional {
            format!("{doc} ({})", texts::optional(lang))
        } else {
            doc.to_owned()
        };
        rows.push([fact.name.to_owned(), ty, of.join(", "), doc]);
    }
    let mut out = columns(&rows);
    if !vocabulary.lists.is_empty() {
        let rows = vocabulary.lists.iter().map(|list| {
            let of: Vec<&str> = list.of.iter().map(|e| e.code()).collect();
            let doc = lang.pick(list.doc.0, list.doc.1).to_owned();
            [
                list.name.to_owned(),
                list.element.code().to_owned(),
                of.join(", "),
                doc,
            ]
        });
        let rows = columns(&rows.collect::<Vec<_>>());
        let _ = write!(out, "\n{}\n{rows}", texts::lists_head(lang));
    }
    if !vocabulary.words.is_empty() {
        let rows = vocabulary
            .words
            .iter()
            .map(|list| [list.name.to_owned(), list.words.join(", ")]);
        let rows = columns(&rows.collect::<Vec<_>>());
        let _ = write!(out, "\n{}\n{rows}", texts::words_head(lang));
    }
    out
}

fn facts_json(vocabulary: &Vocabulary) -> Json {
    let doc = |(vi, en): (&str, &str)| json!({ "vi": vi, "en": en });
    let facts = vocabulary.facts.iter().map(|fact| {
        let words = match fact.ty {
            Type::Word(list) => json!(vocabulary.words_of(list)),
            _ => Json::Null,
        };
        json!({ "name": fact.name, "type": fact.ty.code(), "unit": fact.unit, "words": words,
                "of": fact.of, "optional": fact.optional, "doc": doc(fact.doc) })
    });
    let lists = vocabulary.lists.iter().map(|list| {
        json!({ "name": list.name, "element": list.element, "of": list.of, "doc": doc(list.doc) })
    });
    json!({ "facts": facts.collect::<Json>(), "lists": lists.collect::<Json>() })
}

/// A text of the law as it is understood; its file as it stands with `-v`, where nothing rests on it by its name, or
/// where a law file is at fault.
fn shown_law(common: &Common, files: &RuleFiles, id: &str) -> Option<String> {
    let file = law_file(files, id);
    let law = Law::load(files).ok().filter(|_| !common.verbose);
    let told = law.and_then(|law| {
        let code = law.decree_code(id)?;
        match common.format {
            Format::Json => decree::json(common.lang, &law, code).map(|json| format!("{json:#}\n")),
            Format::Text | Format::Csv => decree::text(common.lang, &law, code),
        }
    });
    told.or_else(|| file.map(|file| file.text.clone()))
}

/// Rows as columns, two spaces apart; the last column is as wide as it is.
pub(super) fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |i: usize| {
        rows.iter()
            .filter_map(|row| row.get(i))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..N).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let _ = write!(line, "{cell:<width$}  ");
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The law file of a code, whatever its letters' case.
fn law_file<'a>(files: &'a RuleFiles, id: &str) -> Option<&'a RuleFile> {
    files
        .under("law/")
        .find(|file| stem(file).eq_ignore_ascii_case(id))
}

fn stem(file: &RuleFile) -> &str {
    Path::new(&file.path)
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or("")
}

fn listing(common: &Common, json: impl Fn() -> Json, text: impl Fn() -> String) -> String {
    match common.format {
        Format::Json => format!("{:#}\n", json()),
        Format::Text | Format::Csv => text(),
    }
}

/// A reader that went away (`| head`) is no fault.
fn print(text: &str) -> ExitCode {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

fn complain(text: &str) -> ExitCode {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
    ExitCode::from(2)
}
