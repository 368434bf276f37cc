//! The words of `dieu-chinh.xlsx`, as state papers have them (NĐ 30/2020/NĐ-CP, Phụ lục I).

use super::{Lang, money, words};
use crate::model::{AdjustmentKind, Money, MonthRange};

/// Quốc hiệu and tiêu ngữ.
pub fn national(lang: Lang) -> [&'static str; 2] {
    lang.pick(
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
        ],
        [
            "SOCIALIST REPUBLIC OF VIET NAM",
            "Independence - Freedom - Happiness",
        ],
    )
}

/// The issuing office, left to be filled in: above, itself, number.
pub fn office(lang: Lang) -> [&'static str; 3] {
    lang.pick(
        ["UBND ………………………", "………………………………", "Số: ……/……"],
        ["PEOPLE'S COMMITTEE OF ………", "………………………………", "No.: ……/……"],
    )
}

/// Place and day, left to be filled in; the place where it is known.
pub fn place_and_day(lang: Lang, place: &str) -> String {
    let day = lang.pick("ngày …… tháng …… năm ………", "day …… month …… year ………");
    let place = if place.is_empty() {
        "………………"
    } else {
        place
    };
    format!("{place}, {day}")
}

/// Title of a list of adjustments.
pub fn title(lang: Lang, kind: AdjustmentKind) -> &'static str {
    match kind {
        AdjustmentKind::Stop => lang.pick(
            "DANH SÁCH ĐỀ NGHỊ THÔI HƯỞNG TRỢ CẤP XÃ HỘI HÀNG THÁNG",
            "PEOPLE WHOSE MONTHLY BENEFIT IS TO STOP",
        ),
        AdjustmentKind::Adjust => lang.pick(
            "DANH SÁCH ĐỀ NGHỊ ĐIỀU CHỈNH MỨC TRỢ CẤP XÃ HỘI HÀNG THÁNG",
            "PEOPLE WHOSE MONTHLY BENEFIT IS TO BE ADJUSTED",
        ),
        AdjustmentKind::Recover => lang.pick(
            "DANH SÁCH ĐỀ NGHỊ THU HỒI TRỢ CẤP XÃ HỘI ĐÃ CHI THỪA",
            "BENEFIT OVERPAID, TO BE RECOVERED",
        ),
        AdjustmentKind::Arrears => lang.pick(
            "DANH SÁCH ĐỀ NGHỊ TRUY LĨNH TRỢ CẤP XÃ HỘI HÀNG THÁNG",
            "BENEFIT OWED, TO BE PAID AS ARREARS",
        ),
        AdjustmentKind::CardDecrease => lang.pick(
            "DANH SÁCH ĐỀ NGHỊ BÁO GIẢM THẺ BẢO HIỂM Y TẾ",
            "HEALTH CARDS TO BE REPORTED AS ENDED",
        ),
    }
}

/// Title of the list to verify.
pub fn verify_title(lang: Lang) -> &'static str {
    lang.pick("DANH SÁCH TRƯỜNG HỢP CẦN XÁC MINH", "CASES TO BE VERIFIED")
}

/// Title of the page of sums.
pub fn summary_title(lang: Lang) -> &'static str {
    lang.pick(
        "TỔNG HỢP ĐỀ NGHỊ THÔI HƯỞNG, ĐIỀU CHỈNH, THU HỒI, TRUY LĨNH",
        "STOPS, ADJUSTMENTS, RECOVERIES AND ARREARS IN SUM",
    )
}

/// The line under a title.
pub fn about(lang: Lang, range: MonthRange) -> String {
    let months = words::range(lang, range);
    lang.pick(
        format!("(Theo kết quả rà soát {months})"),
        format!("(As found for {months})"),
    )
}

/// The line that ties a list to its letter.
pub fn attached(lang: Lang) -> &'static str {
    lang.pick(
        "(Kèm theo Tờ trình số ……/TTr-…… ngày …… tháng …… năm ……… của ………………………)",
        "(Attached to letter no. …… of …… by ………………)",
    )
}

/// Names of the sheets that are no list of adjustments: sums, cases to verify.
pub fn sheets(lang: Lang) -> [&'static str; 2] {
    lang.pick(["Tổng hợp", "Cần xác minh"], ["Sums", "To verify"])
}

/// The unit of all sums.
pub fn unit(lang: Lang) -> &'static str {
    lang.pick("Đơn vị tính: đồng", "Unit: đồng")
}

/// A list without lines.
pub fn nobody(lang: Lang) -> &'static str {
    lang.pick("(Không có trường hợp nào)", "(None)")
}

/// The line of a commune within a list, or the last one: how many people, or cases.
pub fn count_line(lang: Lang, what: &str, count: u64, cases: bool) -> String {
    let count = Money(count as i64);
    let noun = match (lang, cases) {
        (Lang::Vi, false) => " người",
        (Lang::Vi, true) => " trường hợp",
        (Lang::En, false) => " people",
        (Lang::En, true) => " cases",
    };
    format!("{what}: {count}{noun}")
}

/// What the last line of a list sums.
pub fn total(lang: Lang) -> &'static str {
    lang.pick("Tổng cộng", "Total")
}

/// An amount in figures and words.
pub fn figures_and_words(lang: Lang, what: &str, amount: Money) -> String {
    let words = money::in_words(lang, amount);
    lang.pick(
        format!("{what}: {amount} đồng. Bằng chữ: {words}."),
        format!("{what}: {amount} đồng. In words: {words}."),
    )
}

/// What the sums under a list are: each month less or more, overpaid, recovered, owed.
pub fn sums(lang: Lang, kind: AdjustmentKind) -> [&'static str; 2] {
    match kind {
        AdjustmentKind::Stop => lang.pick(
            ["Số tiền giảm chi mỗi tháng", "Số tiền đã chi thừa"],
            ["Less to pay each month", "Overpaid"],
        ),
        AdjustmentKind::Adjust => lang.pick(
            ["Chênh lệch tăng mỗi tháng", "Chênh lệch giảm mỗi tháng"],
            ["More to pay each month", "Less to pay each month"],
        ),
        AdjustmentKind::Recover => lang.pick(
            ["Tổng số tiền đề nghị thu hồi", ""],
            ["To recover in all", ""],
        ),
        AdjustmentKind::Arrears => lang.pick(
            ["Tổng số tiền đề nghị truy lĩnh", ""],
            ["Arrears in all", ""],
        ),
        AdjustmentKind::CardDecrease => ["", ""],
    }
}

/// Who signs, and how: left, right.
pub fn signatures(lang: Lang) -> [[&'static str; 2]; 2] {
    lang.pick(
        [
            ["NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"],
            ["THỦ TRƯỞNG ĐƠN VỊ", "(Ký, ghi rõ họ tên, đóng dấu)"],
        ],
        [
            ["DRAWN UP BY", "(signature, full name)"],
            ["HEAD OF OFFICE", "(signature, full name, seal)"],
        ],
    )
}

/// Heads of the page of sums.
pub fn summary_heads(lang: Lang) -> [&'static str; 4] {
    lang.pick(
        ["STT", "Xã, phường", "Số người", "Số tiền"],
        ["No.", "Commune", "People", "Money"],
    )
}

/// What the money of a list is, in the head of the page of sums.
pub fn summary_money(lang: Lang, kind: AdjustmentKind) -> &'static str {
    match kind {
        AdjustmentKind::Stop => lang.pick("Giảm chi mỗi tháng", "Less each month"),
        AdjustmentKind::Adjust => lang.pick("Chênh lệch mỗi tháng", "Difference each month"),
        AdjustmentKind::Recover => lang.pick("Số tiền thu hồi", "To recover"),
        AdjustmentKind::Arrears => lang.pick("Số tiền truy lĩnh", "Arrears"),
        AdjustmentKind::CardDecrease => "",
    }
}

/// Heads of columns, each with the head above it where two stand under one.
pub mod heads {
    use super::Lang;

    /// Head above, head.
    pub type Head = (&'static str, &'static str);

    macro_rules! heads {
        ($($(#[$doc:meta])* $name:ident = ($over_vi:literal, $vi:literal), ($over_en:literal, $en:literal);)*) => {
            $($(#[$doc])* pub fn $name(lang: Lang) -> Head {
                lang.pick(($over_vi, $vi), ($over_en, $en))
            })*
        };
    }

    heads! {
        /// Running number.
        number = ("", "STT"), ("", "No.");
        /// Name.
        name = ("", "Họ và tên"), ("", "Name");
        /// Birth of a man.
        born_male = ("Ngày sinh", "Nam"), ("Born", "Male");
        /// Birth of a woman.
        born_female = ("Ngày sinh", "Nữ"), ("Born", "Female");
        /// Id number.
        id_number = ("", "Số CMND/CCCD"), ("", "Id number");
        /// Address.
        address = ("", "Địa chỉ"), ("", "Address");
        /// Category as written.
        category = ("", "Đối tượng (điểm, khoản, Điều)"), ("", "Category (clause)");
        /// Coefficient.
        coefficient = ("", "Hệ số"), ("", "Coeffi-cient");
        /// Monthly amount.
        monthly = ("", "Mức hưởng"), ("", "Monthly amount");
        /// Decision by which the benefit was granted.
        decision = ("", "QĐ hưởng (số, ngày)"), ("", "Decision (no., day)");
        /// Reason to stop.
        stop_reason = ("", "Lý do thôi hưởng"), ("", "Reason to stop");
        /// Day of death or of leaving, with the paper.
        event = ("", "Ngày chết, ngày chuyển; số trích lục"), ("", "Day of death or leaving; paper");
        /// First month without benefit.
        stop_from = ("", "Thôi hưởng từ tháng"), ("", "Stop from");
        /// Last month paid.
        paid_until = ("", "Đã chi đến tháng"), ("", "Paid until");
        /// Months overpaid.
        over_months = ("Chi thừa", "Số tháng"), ("Overpaid", "Months");
        /// Sum overpaid.
        over_sum = ("Chi thừa", "Số tiền"), ("Overpaid", "Sum");
        /// Note.
        note = ("", "Ghi chú"), ("", "Note");
        /// Category until now.
        old_category = ("Đang hưởng", "Chế độ"), ("Until now", "Category");
        /// Coefficient until now.
        old_coefficient = ("Đang hưởng", "Hệ số"), ("Until now", "Coeffi-cient");
        /// Monthly amount until now.
        old_monthly = ("Đang hưởng", "Mức"), ("Until now", "Amount");
        /// Category from now on.
        new_category = ("Điều chỉnh sang", "Chế độ"), ("From now on", "Category");
        /// Coefficient from now on.
        new_coefficient = ("Điều chỉnh sang", "Hệ số"), ("From now on", "Coeffi-cient");
        /// Monthly amount from now on.
        new_monthly = ("Điều chỉnh sang", "Mức"), ("From now on", "Amount");
        /// First month of the new amount.
        from_month = ("", "Từ tháng"), ("", "From");
        /// Difference each month.
        difference = ("", "Chênh lệch"), ("", "Difference");
        /// Reason to adjust.
        adjust_reason = ("", "Lý do điều chỉnh"), ("", "Reason");
        /// Reason to recover.
        recover_reason = ("", "Lý do thu hồi"), ("", "Reason");
        /// Reason for arrears.
        arrears_reason = ("", "Lý do truy lĩnh"), ("", "Reason");
        /// First month of a span.
        span_from = ("Thời gian", "Từ tháng"), ("Time", "From");
        /// Last month of a span.
        span_to = ("Thời gian", "Đến tháng"), ("Time", "To");
        /// Months in a span.
        span_months = ("Thời gian", "Số tháng"), ("Time", "Months");
        /// Paid each month.
        paid_monthly = ("Mức hằng tháng", "Đã chi"), ("Each month", "Paid");
        /// Due each month.
        due_monthly = ("Mức hằng tháng", "Được hưởng"), ("Each month", "Due");
        /// Sum to recover.
        recover_sum = ("", "Số tiền thu hồi"), ("", "To recover");
        /// Given back.
        given_back = ("Đã nộp lại", "Số tiền"), ("Given back", "Sum");
        /// When it was given back.
        given_back_on = ("Đã nộp lại", "Ngày, chứng từ"), ("Given back", "Day, paper");
        /// Sum owed.
        arrears_sum = ("", "Số tiền truy lĩnh"), ("", "Arrears");
        /// Signature.
        signed = ("", "Ký nhận"), ("", "Signed");
        /// Number of the health card.
        card = ("", "Mã số BHXH, số thẻ BHYT"), ("", "Card number");
        /// Reason to report the card.
        card_reason = ("", "Lý do báo giảm"), ("", "Reason");
        /// First month without card.
        card_from = ("", "Giảm từ tháng"), ("", "Ends from");
        /// What is to be verified.
        question = ("", "Nội dung cần xác minh"), ("", "To be verified");
        /// Months of a case.
        months = ("", "Tháng"), ("", "Months");
        /// Money as it would be.
        would_be = ("", "Số tiền tạm tính"), ("", "Money as it would be");
        /// What would settle the case.
        papers = ("", "Giấy tờ, căn cứ cần có"), ("", "Papers wanted");
        /// Outcome.
        outcome = ("", "Kết quả xác minh"), ("", "Outcome");
    }
}
