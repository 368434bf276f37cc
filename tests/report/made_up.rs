//! A made-up outcome with every group, every list and every oddity that a report has to bear.

use rasoat::model::*;

const COMMUNES: [&str; 3] = ["Bồ Xuyên", "Kỳ Bá", "Vũ Chính"];
const NAMES: [&str; 12] = [
    "Nguyễn Thị Hoa",
    "Trần Văn Bảy",
    "Lê Thị Mận",
    "Phạm Đình Khiêm",
    "Hoàng Thị Bích Ngọc",
    "Vũ Văn Tư",
    "Đặng Thị Hồng Nhung Thảo",
    "Bùi Quang Ánh",
    "Đỗ Thị Lụa",
    "Quách Bạch Nhâm",
    "Ngô Thị Út",
    "Dương Văn Lượng",
];

/// Group, rule, title, severity, actions, clause, sentence.
type Rule = (
    &'static str,
    &'static str,
    &'static str,
    Severity,
    &'static [&'static str],
    &'static str,
    &'static str,
);

use Severity::{Error, Info, Warning};

const RULES: &[Rule] = &[
    (
        "deaths",
        "paid-after-death",
        "Chi trả sau khi chết",
        Error,
        &["stop", "recover"],
        "ND136-2013:8",
        "mất ngày 15/7/2020 theo sổ khai tử của phường; các tháng {m} vẫn chi {a} đồng. Tháng mất vẫn được hưởng, từ tháng sau thì thôi.",
    ),
    (
        "deaths",
        "dead-on-roll",
        "Đã chết còn trong danh sách",
        Error,
        &["stop"],
        "ND136-2013:8",
        "đã mất nhưng danh sách tháng 10/2020 vẫn ghi đang hưởng.",
    ),
    (
        "deaths",
        "death-reported-late",
        "Báo tử muộn",
        Warning,
        &["verify"],
        "ND136-2013:8",
        "mất tháng 5/2020, đến tháng 9/2020 mới báo giảm.",
    ),
    (
        "deaths",
        "funeral-unclaimed",
        "Chưa nhận mai táng phí",
        Info,
        &["pay"],
        "ND136-2013:11.2",
        "mất khi đang hưởng trợ cấp, chưa thấy chi hỗ trợ mai táng phí sau ba tháng.",
    ),
    (
        "absences",
        "paid-while-absent",
        "Chi trả khi đã đi khỏi địa phương",
        Error,
        &["stop", "recover"],
        "ND136-2013:8",
        "chuyển hộ khẩu vào Đồng Nai từ 01/6/2020; các tháng {m} Bưu điện vẫn chi {a} đồng, người ký nhận là con dâu.",
    ),
    (
        "absences",
        "unclaimed-streak",
        "Nhiều tháng không đến lĩnh",
        Warning,
        &["verify"],
        "ND136-2013:8",
        "không đến lĩnh bốn tháng liền.",
    ),
    (
        "absences",
        "one-receiver-many",
        "Một người nhận thay nhiều người",
        Warning,
        &["verify"],
        "ND136-2013:8",
        "ký nhận thay cho 7 người không cùng hộ.",
    ),
    (
        "disability",
        "disability-level-mismatch",
        "Mức độ khuyết tật khác giấy xác nhận",
        Error,
        &["adjust", "recover"],
        "ND28-2012:16.1d",
        "danh sách ghi đặc biệt nặng, giấy xác nhận số 034/2019 ghi nặng; mỗi tháng chi thừa 135.000 đồng.",
    ),
    (
        "disability",
        "disability-kind-mismatch",
        "Dạng tật khác giấy xác nhận",
        Warning,
        &["verify"],
        "ND28-2012:16.1",
        "danh sách ghi khuyết tật vận động, giấy xác nhận ghi thần kinh, tâm thần.",
    ),
    (
        "disability",
        "disability-not-redetermined",
        "Chưa xác định lại mức độ khuyết tật",
        Warning,
        &["verify"],
        "TT01-2019:5",
        "giấy xác nhận cấp năm 2013, quá hạn xác định lại.",
    ),
    (
        "duplicates",
        "paid-twice",
        "Chi hai lần một tháng",
        Error,
        &["recover"],
        "ND136-2013:6.2",
        "có hai dòng chi trong cùng một tháng ở cùng một phường, số sổ khác nhau.",
    ),
    (
        "duplicates",
        "paid-in-two-communes",
        "Chi ở hai xã, phường",
        Error,
        &["recover", "verify"],
        "ND136-2013:6.2",
        "được chi cùng lúc ở Bồ Xuyên và Kỳ Bá.",
    ),
    (
        "duplicates",
        "shared-id-number",
        "Nhiều người chung một số CMND/CCCD",
        Error,
        &["fix"],
        "ND20-2021:6.1đ",
        "có cùng số giấy tờ với người khác hẳn tên và năm sinh.",
    ),
    (
        "amounts",
        "wrong-amount",
        "Sai mức hưởng",
        Error,
        &["adjust"],
        "ND136-2013:6.1l",
        "hưởng theo diện người từ đủ 80 tuổi, mức đúng 270.000 đồng một tháng; đã chi 405.000 đồng.",
    ),
    (
        "amounts",
        "not-paid",
        "Được hưởng mà chưa chi",
        Error,
        &["pay"],
        "ND136-2013:5",
        "có trong danh sách, đang được hưởng, không thấy trong bảng chi các tháng {m}.",
    ),
    (
        "amounts",
        "paid-not-on-roll",
        "Chi cho người ngoài danh sách",
        Error,
        &["verify", "recover"],
        "ND136-2013:5",
        "không có trong danh sách đối tượng của phường tháng nào.",
    ),
    (
        "amounts",
        "age-rate-not-adjusted",
        "Chưa chuyển mức theo tuổi",
        Warning,
        &["adjust"],
        "ND136-2013:6.1b",
        "đủ 4 tuổi giữa năm 2020; chỉ biết năm sinh nên chưa rõ tháng chuyển mức.",
    ),
    (
        "quality",
        "bad-id-number",
        "Số CMND/CCCD sai",
        Error,
        &["fix"],
        "ND20-2021:8.2",
        "số giấy tờ có 11 chữ số và một chữ cái.",
    ),
    (
        "quality",
        "id-number-damaged",
        "Số CMND/CCCD bị Excel cắt số 0",
        Warning,
        &["fix"],
        "",
        "Excel đã bỏ số 0 ở đầu; đã tự thêm lại khi đọc.",
    ),
    (
        "quality",
        "legacy-encoding",
        "Chữ còn ở bảng mã cũ",
        Info,
        &["fix"],
        "",
        "chữ ở bảng mã TCVN3, đọc được nhưng nên lưu lại Unicode.",
    ),
    (
        "insurance",
        "card-after-death",
        "Thẻ BHYT còn hạn sau khi chết",
        Error,
        &["report-decrease"],
        "ND20-2021:9",
        "thẻ còn giá trị đến 31/12/2020 dù đã mất.",
    ),
    (
        "electricity",
        "electricity-twice",
        "Tiền điện chi hai lần một quý",
        Error,
        &["recover"],
        "",
        "hộ nhận tiền điện quý III/2020 hai lần.",
    ),
    (
        "pupils",
        "pupil-not-claimed",
        "Học sinh hộ nghèo chưa được hỗ trợ",
        Info,
        &["verify"],
        "",
        "trong độ tuổi đi học, không có trong danh sách của trường nào.",
    ),
    (
        "review",
        "review-missing",
        "Chưa gửi danh sách rà soát",
        Warning,
        &["verify"],
        "",
        "chưa gửi danh sách tự rà soát.",
    ),
];

pub fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn person(n: usize) -> Subject {
    let year = 1932 + n % 60;
    let sex = [Sex::Female, Sex::Male][n % 2];
    let id = format!("034{}{:02}{:06}", n % 2, year % 100, 1000 + n * 37);
    Subject {
        kind: SubjectKind::Person,
        name: NAMES[n % NAMES.len()].to_owned(),
        born: ["{y}", "{y}-03", "{y}-03-21"][n % 3]
            .replace("{y}", &year.to_string())
            .parse()
            .ok(),
        sex: (n % 7 != 3).then_some(sex),
        id_number: (n % 5 != 1)
            .then(|| id.replacen(|_: char| false, "", 0).parse().ok())
            .flatten(),
        commune: COMMUNES[n % 3].to_owned(),
        household: String::new(),
    }
}

fn cell(n: usize, column: Option<&str>) -> CellRef {
    CellRef {
        path: format!("chi-tra/2020-{:02}.xlsx", n % 9 + 1),
        sheet: (n % 4 != 3).then(|| format!("T{}", n % 9 + 1)),
        row: 12 + n as u32,
        column: column.map(str::to_owned),
        role: Role::Ledger,
    }
}

fn finding(n: usize, rule: &Rule) -> Finding {
    let &(group, slug, title, severity, action, basis, sentence) = rule;
    let mut subject = person(n);
    match slug {
        "one-receiver-many" => subject.kind = SubjectKind::Receiver,
        "electricity-twice" => subject.kind = SubjectKind::Household,
        "review-missing" => {
            subject = Subject {
                kind: SubjectKind::Commune,
                name: subject.commune.clone(),
                born: None,
                sex: None,
                id_number: None,
                ..subject
            };
        }
        _ => {}
    }
    let months: Vec<Month> = match n % 4 {
        0 => vec![month("2020-08"), month("2020-09")],
        1 => (3..=8).map(|i| Month::new(2020, i).unwrap()).collect(),
        2 => vec![month("2020-10")],
        _ => vec![
            month("2020-02"),
            month("2020-06"),
            month("2020-07"),
            month("2020-08"),
        ],
    };
    let sure = severity == Error;
    let sign = if slug == "not-paid" { -1 } else { 1 };
    let moves = matches!(
        group,
        "deaths" | "absences" | "disability" | "duplicates" | "amounts"
    ) && severity != Info;
    let amount = if moves {
        Money(sign * 135_000 * (n as i64 % 5 + 1) * months.len() as i64)
    } else {
        Money::ZERO
    };
    Finding {
        id: format!(
            "{:016x}",
            (n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ),
        rule: slug.to_owned(),
        group: group.to_owned(),
        title: title.to_owned(),
        severity,
        confidence: if sure {
            Confidence::Certain
        } else if n.is_multiple_of(2) {
            Confidence::Possible
        } else {
            Confidence::Likely
        },
        action: action.iter().map(|a| (*a).to_owned()).collect(),
        person: None,
        also: if slug == "shared-id-number" {
            vec![person(n + 1), person(n + 5)]
        } else {
            Vec::new()
        },
        months,
        amount,
        counted: if sure { amount } else { Money::ZERO },
        counted_in: Vec::new(),
        amount_range: (!sure && moves).then_some((Money::ZERO, amount)),
        settled_by: (!sure)
            .then(|| "trích lục khai tử hoặc xác nhận của Công an phường".to_owned()),
        mend: String::new(),
        paper: "trích lục khai tử hoặc xác nhận của Công an phường".to_owned(),
        message: format!(
            "{} {}",
            subject.name,
            sentence
                .replace("{m}", "8, 9/2020")
                .replace("{a}", &amount.abs().to_string())
        ),
        basis: if basis.is_empty() {
            Vec::new()
        } else if n.is_multiple_of(3) {
            vec![basis.to_owned(), "ND20-2021:8.2".to_owned()]
        } else {
            vec![basis.to_owned()]
        },
        evidence: (0..=n % 4)
            .map(|i| cell(n + i, if i == 3 { None } else { Some("H") }))
            .chain(
                (slug == "paid-twice")
                    .then(|| (0..16).map(|i| cell(i, Some("F"))))
                    .into_iter()
                    .flatten(),
            )
            .collect(),
        remembered: None,
        subject,
    }
}

fn adjustment(kind: AdjustmentKind, n: usize) -> Adjustment {
    let old = Money(405_000);
    let new = match kind {
        AdjustmentKind::Adjust if n.is_multiple_of(4) => Money(540_000),
        AdjustmentKind::Adjust => Money(270_000),
        AdjustmentKind::Arrears => old,
        _ => Money::ZERO,
    };
    let months = n as u32 % 4 + 1;
    Adjustment {
        kind,
        subject: person(n),
        person: None,
        village: ["Tổ 4", "Tổ dân phố số 12, đường Lý Bôn", ""][n % 3].to_owned(),
        category: [
            "Người từ đủ 80 tuổi không có lương hưu",
            "Khuyết tật nặng",
            "Người đơn thân nghèo nuôi con",
        ][n % 3]
            .to_owned(),
        coefficient: [Some(150), Some(100), None][n % 3],
        decision: ["QĐ 123/QĐ-UBND ngày 05/3/2018", ""][n % 2].to_owned(),
        from: month("2020-08"),
        to: month("2020-08").plus(months as i32 - 1),
        event: [None, "2020-07-12".parse().ok(), "2020-07".parse().ok()][n % 3],
        new_coefficient: (kind == AdjustmentKind::Adjust && n.is_multiple_of(4)).then_some(200),
        old_monthly: if kind == AdjustmentKind::Arrears {
            Money::ZERO
        } else {
            old
        },
        new_monthly: new,
        amount: Money((new - old).abs().0.max(405_000) * i64::from(months)),
        months,
        findings: vec![format!(
            "{:016x}",
            (n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        )],
        card: String::new(),
        reason: [
            "Chi trả sau khi chết",
            "Chuyển đi khỏi địa phương từ tháng 6/2020",
            "Sai mức hưởng",
        ][n % 3]
            .to_owned(),
    }
}

fn source(n: usize, path: &str, role: Role, month: Option<Month>) -> Source {
    Source {
        path: path.to_owned(),
        sha256: format!("{n:064x}"),
        format: "xlsx",
        encoding: "unicode",
        sheet: path
            .ends_with("xlsx")
            .then(|| format!("Sheet{}", n % 3 + 1)),
        role,
        month,
        unit: 1,
        header_rows: vec![7, 8],
        columns: vec![(Key::Name, "B".to_owned())],
        unknown_columns: Vec::new(),
        commune: COMMUNES[n % 3].to_owned(),
        rows: 100 + n as u32 * 13,
        skipped: vec![Skipped {
            row: 9,
            why: "column-numbers",
        }],
        wrong_totals: Vec::new(),
        flaws: Vec::new(),
    }
}

/// Rich in everything: about a hundred findings in three communes.
pub fn rich() -> Outcome {
    let mut n = 0;
    let mut findings = Vec::new();
    for (at, rule) in RULES.iter().enumerate() {
        for _ in 0..2 + (at * 5) % 7 {
            findings.push(finding(n, rule));
            n += 1;
        }
    }
    let mut adjustments: Vec<Adjustment> = AdjustmentKind::ALL
        .iter()
        .flat_map(|kind| (0..7).map(|n| adjustment(*kind, n)))
        .collect();
    adjustments.sort_by(|a, b| {
        (a.kind, &a.subject.commune, &a.subject.name).cmp(&(
            b.kind,
            &b.subject.commune,
            &b.subject.name,
        ))
    });
    let mut sources: Vec<Source> = (0..9)
        .map(|n| {
            source(
                n,
                &format!("chi-tra/2020-{:02}.xlsx", n + 1),
                Role::Ledger,
                Month::new(2020, n as u32 + 1),
            )
        })
        .collect();
    sources.extend((0..9).map(|n| source(n, &format!("danh-sach/xa-{n}.csv"), Role::Roll, None)));
    sources.push(source(1, "khai-tu/khai tử 2020.xlsx", Role::Deaths, None));
    Outcome {
        command: "audit",
        range: MonthRange { first: month("2020-01"), last: month("2020-10") },
        rules_digest: "sha256:00ff".to_owned(),
        sources,
        findings,
        adjustments,
        totals: Totals {
            people: 8_123,
            payments: 81_230,
            paid: Money(26_915_405_000),
            due: Money(26_843_120_000),
            due_range: (Money(26_801_000_000), Money(26_902_540_000)),
            recover: Money(96_390_000),
            arrears: Money(24_105_000),
            unclaimed: Money(4_860_000),
            unjudged: Money(1_215_000),
            outside: Money(810_000),
        },
        communes: COMMUNES
            .iter()
            .zip(1..)
            .map(|(commune, n)| CommuneTally {
                commune: (*commune).to_owned(),
                people: 2_000 + n as u64 * 350,
                paid: Money(8_000_000_000 + n * 405_000),
                recover: Money(30_000_000 + n * 1_065_000),
                arrears: Money(8_035_000),
            })
            .collect(),
        links: Links::default(),
        remarks: vec![
            "Vũ Chính: không có danh sách đối tượng trước tháng 6/2020; số tiền các tháng trước đó chưa đối chiếu được.".to_owned(),
            "Không có danh sách thẻ BHYT của Kỳ Bá và Vũ Chính nên các quy tắc về thẻ chưa xét ở hai nơi này; chỉ phường Bồ Xuyên gửi danh sách thẻ, lập ngày 30/9/2020, gồm 2.114 thẻ còn giá trị.".to_owned(),
            "chi-tra/bản sao T8.xlsx trùng với chi-tra/2020-08.xlsx nên chỉ tính một lần.".to_owned(),
        ],
        reconciliation: None,
        office: Office::default(),
        decider: "Chủ tịch UBND cấp huyện".to_owned(),
        unread: Unread::default(),
        resolved: Vec::new(),
    }
}

/// Nothing read, nothing found.
pub fn bare() -> Outcome {
    Outcome {
        sources: Vec::new(),
        findings: Vec::new(),
        adjustments: Vec::new(),
        totals: Totals::default(),
        communes: Vec::new(),
        remarks: Vec::new(),
        ..rich()
    }
}

/// Many communes, many findings, a group that no one knows.
pub fn many(findings: usize) -> Outcome {
    let mut outcome = rich();
    outcome.communes = (0..30)
        .map(|n| CommuneTally {
            commune: format!("Phường số {n:02}"),
            people: 100,
            ..CommuneTally::default()
        })
        .collect();
    outcome.findings = (0..findings)
        .map(|n| {
            let mut finding = finding(n, &RULES[n * RULES.len() / findings]);
            finding.subject.commune = format!("Phường số {:02}", n % 30);
            if n % 1000 == 7 {
                finding.group = "của/riêng: phòng".to_owned();
                finding.rule = "own".to_owned();
            }
            finding
        })
        .collect();
    outcome
}
