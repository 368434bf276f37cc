//! The names of the closed vocabularies, as users read them.

use super::Lang;
use crate::model::{
    AdjustmentKind, AwayKind, Confidence, Key, Kinds, Level, Month, MonthRange, Role, Scheme,
    Severity, Sex, SubjectKind,
};

/// The name of a kind of list.
pub fn role(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Roll => lang.pick("Danh sách đối tượng", "Beneficiary roll"),
        Role::Ledger => lang.pick("Danh sách chi trả", "Payment ledger"),
        Role::Approved => lang.pick("Danh sách phê duyệt", "Approved list"),
        Role::Deaths => lang.pick("Khai tử", "Deaths"),
        Role::Absences => lang.pick("Vắng mặt, chuyển đi", "Absences"),
        Role::Certificates => lang.pick("Giấy xác nhận khuyết tật", "Disability certificates"),
        Role::Pensions => lang.pick("Lương hưu, trợ cấp BHXH", "Pensions"),
        Role::Cards => lang.pick("Thẻ BHYT", "Health cards"),
        Role::Households => lang.pick("Hộ nghèo, cận nghèo, chính sách", "Households"),
        Role::Electricity => lang.pick("Hỗ trợ tiền điện", "Electricity support"),
        Role::Pupils => lang.pick("Học sinh miễn giảm, hỗ trợ", "Pupils"),
        Role::Decisions => lang.pick("Quyết định thôi hưởng, điều chỉnh", "Decisions"),
        Role::Additions => lang.pick("Danh sách tăng", "Additions"),
        Role::Outcomes => lang.pick("Kết quả xác minh", "Outcomes of checking"),
        Role::Links => lang.pick("Cặp dòng đã quyết định", "Decided links"),
    }
}

/// The name of a severity.
pub fn severity(lang: Lang, severity: Severity) -> &'static str {
    match severity {
        Severity::Error => lang.pick("Lỗi", "Error"),
        Severity::Warning => lang.pick("Cần xác minh", "To verify"),
        Severity::Info => lang.pick("Thông tin", "Information"),
    }
}

/// The name of a confidence.
pub fn confidence(lang: Lang, confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => lang.pick("Chắc chắn", "Certain"),
        Confidence::Likely => lang.pick("Nhiều khả năng", "Likely"),
        Confidence::Possible => lang.pick("Có thể", "Possible"),
    }
}

/// What to do; a word that is not the contract's is shown as it stands.
pub fn action(lang: Lang, action: &str) -> &str {
    match action {
        "stop" => lang.pick("Thôi hưởng", "Stop"),
        "adjust" => lang.pick("Điều chỉnh mức hưởng", "Adjust the amount"),
        "recover" => lang.pick("Thu hồi", "Recover"),
        "pay" => lang.pick("Chi trả bổ sung", "Pay what is owed"),
        "verify" => lang.pick("Xác minh", "Verify"),
        "fix" => lang.pick("Sửa danh sách", "Mend the list"),
        "keep-highest" => lang.pick("Giữ mức cao nhất", "Keep the highest"),
        "report-decrease" => lang.pick("Báo giảm thẻ BHYT", "Report card decrease"),
        "report-increase" => lang.pick("Báo tăng thẻ BHYT", "Report card increase"),
        other => other,
    }
}

/// The name of a group of rules; a department's own group is shown by its folder's name.
pub fn group(lang: Lang, group: &str) -> &str {
    match group {
        "deaths" => lang.pick("Tử vong", "Deaths"),
        "absences" => lang.pick("Vắng mặt", "Absences"),
        "disability" => lang.pick("Khuyết tật", "Disability"),
        "duplicates" => lang.pick("Trùng", "Duplicates"),
        "amounts" => lang.pick("Mức hưởng", "Amounts"),
        "reconciliation" => lang.pick("Đối chiếu", "Reconciliation"),
        "quality" | "list-quality" | "lists" => lang.pick("Danh sách", "Lists"),
        "insurance" | "health-insurance" | "health" | "cards" => {
            lang.pick("Thẻ BHYT", "Health cards")
        }
        "electricity" => lang.pick("Tiền điện", "Electricity"),
        "pupils" => lang.pick("Học sinh", "Pupils"),
        "review" | "progress" => lang.pick("Tiến độ", "Progress"),
        // A rule of the department's that lies in no group's folder.
        "own" => lang.pick("Quy tắc riêng", "Own rules"),
        other => other,
    }
}

/// What money is for.
pub fn scheme(lang: Lang, scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Benefit => lang.pick("Trợ cấp xã hội hàng tháng", "Monthly benefit"),
        Scheme::Care => lang.pick("Kinh phí chăm sóc, nuôi dưỡng", "Care allowance"),
        Scheme::Funeral => lang.pick("Hỗ trợ mai táng phí", "Funeral support"),
        Scheme::OneOff => lang.pick("Hỗ trợ một lần", "One-off support"),
    }
}

/// Mức độ khuyết tật.
pub fn level(lang: Lang, level: Level) -> &'static str {
    match level {
        Level::Mild => lang.pick("nhẹ", "mild"),
        Level::Severe => lang.pick("nặng", "severe"),
        Level::Extreme => lang.pick("đặc biệt nặng", "extremely severe"),
    }
}

/// Dạng tật, joined by commas; empty where none is known.
pub fn kinds(lang: Lang, kinds: Kinds) -> String {
    let all = [
        lang.pick("vận động", "movement"),
        lang.pick("nghe, nói", "hearing and speech"),
        lang.pick("nhìn", "sight"),
        lang.pick("thần kinh, tâm thần", "mental"),
        lang.pick("trí tuệ", "intellect"),
        lang.pick("khác", "other"),
    ];
    let named: Vec<&str> = all
        .into_iter()
        .enumerate()
        .filter(|(bit, _)| kinds.0 >> bit & 1 == 1)
        .map(|(_, name)| name)
        .collect();
    named.join("; ")
}

/// Why somebody is away.
pub fn away(lang: Lang, kind: AwayKind) -> &'static str {
    match kind {
        AwayKind::Moved => lang.pick("chuyển đi nơi khác", "moved away"),
        AwayKind::Prison => lang.pick("chấp hành án phạt tù", "in prison"),
        AwayKind::Institution => {
            lang.pick("vào cơ sở trợ giúp xã hội", "in a social-care institution")
        }
        AwayKind::Missing => lang.pick("mất tích", "missing"),
        AwayKind::Plain => lang.pick("vắng mặt tại địa phương", "away from home"),
        AwayKind::Unclear => lang.pick("vắng mặt, lý do chưa rõ", "away, reason unclear"),
    }
}

/// The name of a list of adjustments.
pub fn adjustment(lang: Lang, kind: AdjustmentKind) -> &'static str {
    match kind {
        AdjustmentKind::Stop => lang.pick("Thôi hưởng", "Stop"),
        AdjustmentKind::Adjust => lang.pick("Điều chỉnh", "Adjust"),
        AdjustmentKind::Recover => lang.pick("Thu hồi", "Recover"),
        AdjustmentKind::Arrears => lang.pick("Truy lĩnh", "Arrears"),
        AdjustmentKind::CardDecrease => lang.pick("Báo giảm thẻ BHYT", "Card decrease"),
    }
}

/// What a finding is about, where it is not one beneficiary.
pub fn subject_kind(lang: Lang, kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Person => lang.pick("người hưởng", "beneficiary"),
        SubjectKind::Household => lang.pick("chủ hộ", "head of household"),
        SubjectKind::Receiver => lang.pick("người nhận thay", "receiver"),
        SubjectKind::Commune => lang.pick("xã, phường", "commune"),
        SubjectKind::List => lang.pick("danh sách", "list"),
    }
}

/// Nam, nữ.
pub fn sex(lang: Lang, sex: Sex) -> &'static str {
    match sex {
        Sex::Male => lang.pick("Nam", "Male"),
        Sex::Female => lang.pick("Nữ", "Female"),
    }
}

/// Months as clerks list them: `T8/2020, T9/2020`, three or more running as `T8–T10/2020`.
pub fn months(months: &[Month]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = months;
    while let Some((&first, _)) = rest.split_first() {
        let run = rest
            .iter()
            .zip(0..)
            .take_while(|(month, i)| **month == first.plus(*i))
            .count();
        let last = first.plus(run as i32 - 1);
        match run {
            1 | 2 => parts.extend((0..run as i32).map(|i| format!("T{}", first.plus(i).slashed()))),
            _ if first.year() == last.year() => {
                parts.push(format!("T{}–T{}", first.number(), last.slashed()));
            }
            _ => parts.push(format!("T{}–T{}", first.slashed(), last.slashed())),
        }
        rest = rest.get(run.max(1)..).unwrap_or(&[]);
    }
    parts.join(", ")
}

/// The months of a run: `tháng 10/2020`, `từ tháng 01/2020 đến tháng 10/2020`.
pub fn range(lang: Lang, range: MonthRange) -> String {
    let (first, last) = (formal_month(range.first), formal_month(range.last));
    match (lang, range.first == range.last) {
        (Lang::Vi, true) => format!("tháng {first}"),
        (Lang::Vi, false) => format!("từ tháng {first} đến tháng {last}"),
        (Lang::En, true) => first,
        (Lang::En, false) => format!("{first} to {last}"),
    }
}

/// A commune within a sentence, be its name known or not.
pub fn commune(lang: Lang, name: &str) -> &str {
    match name {
        "" => lang.pick("xã, phường không rõ tên", "a commune of unknown name"),
        name => name,
    }
}

/// A month as state papers write it: a zero before January and February only.
pub fn formal_month(month: Month) -> String {
    match month.number() {
        number @ 1..=2 => format!("0{number}/{}", month.year()),
        _ => month.slashed(),
    }
}

/// What a column holds.
pub fn key(lang: Lang, key: Key) -> &'static str {
    match key {
        Key::Number => lang.pick("số thứ tự", "number"),
        Key::Name => lang.pick("họ và tên", "name"),
        Key::Born => lang.pick("ngày sinh", "birth"),
        Key::Sex => lang.pick("giới tính", "sex"),
        Key::IdNumber => lang.pick("số CMND/CCCD", "id number"),
        Key::Commune => lang.pick("xã, phường", "commune"),
        Key::Village => lang.pick("thôn, tổ, địa chỉ", "village or address"),
        Key::Category => lang.pick("đối tượng", "category"),
        Key::Coefficient => lang.pick("hệ số", "coefficient"),
        Key::Amount => lang.pick("mức hưởng", "amount"),
        Key::Fees => lang.pick("học phí được miễn giảm", "school fees let off"),
        Key::From => lang.pick("hưởng từ tháng", "start"),
        Key::Until => lang.pick("thôi hưởng từ tháng", "end"),
        Key::Decision => lang.pick("số quyết định", "decision"),
        Key::Book => lang.pick("số sổ", "book"),
        Key::Level => lang.pick("mức độ khuyết tật", "level"),
        Key::Kind => lang.pick("dạng tật", "kind of disability"),
        Key::Certificate => lang.pick("số giấy xác nhận", "certificate"),
        Key::Issued => lang.pick("ngày cấp", "issued"),
        Key::Children => lang.pick("số con", "children"),
        Key::Month => lang.pick("kỳ chi trả", "month"),
        Key::Regular => lang.pick("trợ cấp tháng này", "regular benefit"),
        Key::Care => lang.pick("kinh phí chăm sóc", "care support"),
        Key::Funeral => lang.pick("mai táng phí", "funeral support"),
        Key::OneOff => lang.pick("hỗ trợ một lần", "one-off support"),
        Key::Arrears => lang.pick("truy lĩnh", "arrears"),
        Key::ArrearsMonths => lang.pick("số tháng truy lĩnh", "months of arrears"),
        Key::Carried => lang.pick("chưa trả tháng trước", "carried over"),
        Key::CarriedMonths => lang.pick("số tháng chưa trả", "months carried over"),
        Key::Deduction => lang.pick("khấu trừ", "deduction"),
        Key::Total => lang.pick("tổng số tiền", "total"),
        Key::Paid => lang.pick("ký nhận", "signature"),
        Key::ReceivedOn => lang.pick("ngày nhận", "received on"),
        Key::Receiver => lang.pick("người nhận", "receiver"),
        Key::Account => lang.pick("số tài khoản", "account"),
        Key::Receipt => lang.pick("số phiếu chi", "receipt"),
        Key::Died => lang.pick("ngày chết", "day of death"),
        Key::Registered => lang.pick("ngày đăng ký", "registered"),
        Key::AwayFrom => lang.pick("vắng từ ngày", "away from"),
        Key::AwayTo => lang.pick("vắng đến ngày", "away to"),
        Key::Reason => lang.pick("lý do", "reason"),
        Key::Pension => lang.pick("lương hưu", "pension"),
        Key::Card => lang.pick("số thẻ BHYT", "health card"),
        Key::ValidFrom => lang.pick("giá trị từ ngày", "valid from"),
        Key::ValidTo => lang.pick("giá trị đến ngày", "valid to"),
        Key::Household => lang.pick("mã hộ", "household"),
        Key::HouseholdKind => lang.pick("loại hộ", "kind of household"),
        Key::Quarter => lang.pick("quý", "quarter"),
        Key::Kwh => lang.pick("số kWh", "kWh"),
        Key::School => lang.pick("trường", "school"),
        Key::Class => lang.pick("lớp", "class"),
        Key::Ground => lang.pick("diện miễn giảm", "ground"),
        Key::CaredFor => lang.pick("người được chăm sóc", "person cared for"),
        Key::Head => lang.pick("chủ hộ", "head of household"),
        Key::Member => lang.pick("thành viên", "member"),
        Key::Relation => lang.pick("quan hệ", "relation"),
        Key::Status => lang.pick("trạng thái", "status"),
        Key::Note => lang.pick("ghi chú", "note"),
        Key::FirstRow => lang.pick("dòng 1", "row 1"),
        Key::FirstPath => lang.pick("tệp 1", "file 1"),
        Key::FirstSheet => lang.pick("trang 1", "sheet 1"),
        Key::FirstName => lang.pick("họ và tên 1", "name 1"),
        Key::SecondRow => lang.pick("dòng 2", "row 2"),
        Key::SecondPath => lang.pick("tệp 2", "file 2"),
        Key::SecondSheet => lang.pick("trang 2", "sheet 2"),
        Key::SecondName => lang.pick("họ và tên 2", "name 2"),
        Key::Answer => lang.pick("kết luận", "answer"),
        Key::AnsweredBy => lang.pick("người xác định", "decided by"),
        Key::AnsweredOn => lang.pick("ngày xác định", "decided on"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_months_are_drawn_together() {
        let list =
            |text: &str| -> Vec<Month> { text.split(' ').map(|m| m.parse().unwrap()).collect() };
        assert_eq!(months(&list("2020-08")), "T8/2020");
        assert_eq!(months(&list("2020-08 2020-09")), "T8/2020, T9/2020");
        assert_eq!(months(&list("2020-08 2020-09 2020-10")), "T8–T10/2020");
        assert_eq!(
            months(&list("2020-01 2020-11 2020-12 2021-01 2021-03")),
            "T1/2020, T11/2020–T1/2021, T3/2021"
        );
        assert_eq!(months(&[]), "");
    }

    #[test]
    fn several_kinds_are_all_named() {
        let both = Kinds(0b1_0001);
        assert_eq!(kinds(Lang::Vi, both), "vận động; trí tuệ");
        assert_eq!(kinds(Lang::Vi, Kinds(0)), "");
    }
}
