//! One story a person: what all findings about somebody say together, and what is to be done next.

use super::{Lang, words};
use crate::model::{Adjustment, AdjustmentKind, Confidence, Finding, Month, PartialDate, Subject};

/// Name of the sheet.
pub fn sheet(lang: Lang) -> &'static str {
    lang.pick("Theo người", "By person")
}

/// Head of the sheet, and the line under it.
pub fn title(lang: Lang) -> [&'static str; 2] {
    lang.pick(
        [
            "SAI LỆCH THEO TỪNG NGƯỜI",
            "Mỗi người một dòng: mọi sai lệch của người ấy, số tiền chỉ tính một lần, và việc cần làm tiếp.",
        ],
        [
            "FINDINGS BY PERSON",
            "A line a person: all that was found about them, money counted once, and what to do next.",
        ],
    )
}

/// Heads of its columns.
pub fn heads(lang: Lang) -> [&'static str; 9] {
    lang.pick(
        [
            "STT",
            "Người",
            "Xã, phường",
            "Mức độ",
            "Sai lệch",
            "Tiền đã rõ (đồng)",
            "Tiền chờ xác minh (đồng)",
            "Căn cứ",
            "Việc cần làm",
        ],
        [
            "No.",
            "Person",
            "Commune",
            "Severity",
            "What was found",
            "Certain (đồng)",
            "To verify (đồng)",
            "Basis",
            "What to do",
        ],
    )
}

/// What is known of somebody beside the name, a line each.
pub fn who(lang: Lang, subject: &Subject) -> String {
    let mut lines = Vec::new();
    if let Some(born) = subject.born.map(PartialDate::slashed) {
        lines.push(lang.pick(format!("sinh {born}"), format!("born {born}")));
    }
    if let Some(number) = subject.id_number {
        lines.push(lang.pick(format!("số giấy tờ {number}"), format!("id {number}")));
    }
    lines.join("\n")
}

/// Where the money of a finding is counted in another about the same person; nothing where it is not.
pub fn counted_in(lang: Lang, finding: &Finding) -> Option<String> {
    if finding.counted_in.is_empty() {
        return None;
    }
    let titles: Vec<String> = finding
        .counted_in
        .iter()
        .map(|of| format!("“{}”", of.title))
        .collect();
    let titles = titles.join(", ");
    Some(lang.pick(
        format!("Tiền của các tháng này đã tính ở sai lệch {titles}, không cộng thêm."),
        format!("The money of these months is counted under {titles}, and not again here."),
    ))
}

/// What was found, a numbered sentence each where there are several.
pub fn story(lang: Lang, findings: &[&Finding]) -> String {
    let told = |finding: &Finding| {
        let (reason, _) = proposal(finding.reason());
        match counted_in(lang, finding) {
            Some(elsewhere) => format!("{reason} {elsewhere}"),
            None => reason.to_owned(),
        }
    };
    match findings {
        [one] => told(one),
        several => {
            let lines = (1..).zip(several);
            let lines: Vec<String> = lines.map(|(n, f)| format!("{n}. {}", told(f))).collect();
            lines.join("\n")
        }
    }
}

/// What a sentence tells, and what it proposes in the end (empty where it proposes nothing).
fn proposal(reason: &str) -> (&str, &str) {
    let reason = reason.trim_end();
    match reason.rfind("Đề nghị ") {
        Some(at) if at > 0 => {
            let (told, proposed) = reason.split_at(at);
            (told.trim_end(), proposed)
        }
        _ => (reason, ""),
    }
}

/// What is to be done about somebody, a line a step: what the lists for signing hold, what to look into, what to mend.
pub fn next(
    lang: Lang,
    findings: &[&Finding],
    adjustments: &[&Adjustment],
    decider: &str,
) -> String {
    let mut steps: Vec<String> = Vec::new();
    let mut add = |step: String| {
        if !steps.contains(&step) {
            steps.push(step);
        }
    };
    for line in adjustments {
        add(adjusted(lang, line, decider));
    }
    for finding in findings {
        let open = finding.confidence != Confidence::Certain;
        let asks = |action: &str| finding.action.iter().any(|a| a == action);
        let moved = adjustments
            .iter()
            .any(|line| line.findings.contains(&finding.id));
        let (_, proposed) = proposal(finding.reason());
        if !moved && !proposed.is_empty() {
            let proposed = proposed.trim_end_matches('.');
            add(match &*finding.paper {
                paper if !paper.is_empty() && (open || asks("verify")) => {
                    format!("{proposed}; xem {paper}.")
                }
                _ => format!("{proposed}."),
            });
        } else if (open || asks("verify")) && !finding.paper.is_empty() {
            let paper = &finding.paper;
            add(lang.pick(
                format!("Xác minh “{}”: xem {paper}.", finding.title),
                format!("Verify “{}”: look at {paper}.", finding.title),
            ));
        } else if asks("fix") || asks("report-increase") || asks("pay") && adjustments.is_empty() {
            let mend = finding.mend.trim();
            add(if mend.is_empty() {
                let actions: Vec<&str> = finding
                    .action
                    .iter()
                    .map(|a| words::action(lang, a))
                    .collect();
                format!("{}.", actions.join(", "))
            } else {
                mend.to_owned()
            });
        }
    }
    match steps.as_slice() {
        [] => lang.pick("Để biết.", "For information.").to_owned(),
        [one] => one.clone(),
        several => several
            .iter()
            .map(|step| format!("– {step}"))
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

/// A line of the lists for signing as a step.
fn adjusted(lang: Lang, line: &Adjustment, decider: &str) -> String {
    let amount = line.amount;
    let from = line.from.slashed();
    let months = span(lang, line.from, line.to);
    let signed = match (lang, decider) {
        (_, "") => String::new(),
        (Lang::Vi, who) => format!(", trình {who} quyết định"),
        (Lang::En, who) => format!(", for {who} to decide"),
    };
    match (lang, line.kind) {
        (Lang::Vi, AdjustmentKind::Stop) => {
            format!("Lập hồ sơ thôi hưởng từ tháng {from}{signed}.")
        }
        (Lang::En, AdjustmentKind::Stop) => format!("Propose the stop from {from}{signed}."),
        (Lang::Vi, AdjustmentKind::Adjust) => format!(
            "Điều chỉnh mức hưởng từ {} thành {} đồng mỗi tháng{signed}.",
            line.old_monthly, line.new_monthly
        ),
        (Lang::En, AdjustmentKind::Adjust) => format!(
            "Change the monthly amount from {} to {} đồng{signed}.",
            line.old_monthly, line.new_monthly
        ),
        (Lang::Vi, AdjustmentKind::Recover) => {
            format!("Thu hồi {amount} đồng đã chi thừa {months}.")
        }
        (Lang::En, AdjustmentKind::Recover) => {
            format!("Recover {amount} đồng overpaid {months}.")
        }
        (Lang::Vi, AdjustmentKind::Arrears) => {
            format!("Truy lĩnh cho người hưởng {amount} đồng còn thiếu {months}.")
        }
        (Lang::En, AdjustmentKind::Arrears) => format!("Pay {amount} đồng owed {months}."),
        (Lang::Vi, AdjustmentKind::CardDecrease) => {
            let card = spaced(&line.card);
            format!("Báo giảm thẻ BHYT{card} từ tháng {from}.")
        }
        (Lang::En, AdjustmentKind::CardDecrease) => {
            let card = spaced(&line.card);
            format!("Report the end of the health card{card} from {from}.")
        }
    }
}

/// A word with a space before it; nothing for nothing.
fn spaced(word: &str) -> String {
    if word.is_empty() {
        String::new()
    } else {
        format!(" {word}")
    }
}

fn span(lang: Lang, from: Month, to: Month) -> String {
    let (first, last) = (from.slashed(), to.slashed());
    match lang {
        Lang::Vi if from == to => format!("tháng {first}"),
        Lang::Vi => format!("từ tháng {first} đến tháng {last}"),
        Lang::En if from == to => format!("for {first}"),
        Lang::En => format!("for {first} to {last}"),
    }
}
