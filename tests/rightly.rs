//! What looks wrong and is right: people who left a roll in order, sums that fit when cut rightly, and
//! what the lists given cannot tell.
#![allow(missing_docs, clippy::expect_used)]

mod lists;

use lists::{Audit, Lists};

const ROLL: &str = "Họ và tên,Ngày sinh,Số CCCD,Phường/Xã,Đối tượng,Số con,Mức hưởng,Hưởng từ tháng,Người được chăm sóc\n";
const PAID: &str = "Tháng,Phường/Xã,Họ và tên,Ngày sinh,Số CCCD,Đối tượng,Tiền trợ cấp tháng này,Chưa trả tháng trước,Truy lĩnh,Tháng truy lĩnh,Mai táng phí,Kinh phí chăm sóc\n";
const STOPS: &str = "Họ và tên,Ngày sinh,Số CCCD,Phường/Xã,Số quyết định,Ngày quyết định,Thôi hưởng từ tháng,Lý do\n";
const CARDS: &str =
    "Họ và tên,Ngày sinh,Số CCCD,Phường/Xã,Số thẻ BHYT,Giá trị từ ngày,Giá trị đến ngày\n";

const HOA: &str =
    "Nguyễn Thị Hoa,21/03/1935,034135000001,Kỳ Bá,Người cao tuổi từ đủ 80 tuổi,,270000,04/2016,";
const HOA_PAID: &str =
    "Kỳ Bá,Nguyễn Thị Hoa,21/03/1935,034135000001,Người cao tuổi từ đủ 80 tuổi,270000";
const MANH: &str = "Lê Minh Mạnh,02/08/1928,034028023564,Người cao tuổi từ đủ 80 tuổi";
const CUONG: &str = "Phạm Văn Cường,05/06/1968,034068000002,Người khuyết tật nặng";

/// A roll of October that has Hoa alone, and ledgers that pay her all year.
fn hoa_alone(rows: &[String]) -> Lists {
    let mut ledger: Vec<String> = (1..=10)
        .map(|m| format!("{m:02}/2020,{HOA_PAID}"))
        .collect();
    ledger.extend_from_slice(rows);
    let ledger: Vec<&str> = ledger.iter().map(String::as_str).collect();
    Lists::new()
        .with("danh-sach-2020-10.csv", ROLL, &[HOA])
        .with("chi-tra.csv", PAID, &ledger)
}

fn paid(
    who: &str,
    commune: &str,
    months: std::ops::RangeInclusive<u32>,
    money: &str,
) -> Vec<String> {
    months
        .map(|m| format!("{m:02}/2020,{commune},{who},{money}"))
        .collect()
}

/// Mạnh, paid until September, and what the ledger of October has of him.
fn manh(october: &str) -> Audit {
    let mut rows = paid(MANH, "Kỳ Bá", 1..=9, "270000");
    rows.push(format!("10/2020,Kỳ Bá,{MANH},{october}"));
    hoa_alone(&rows).audit()
}

#[test]
fn funeral_money_makes_nobody_a_ghost() {
    let audit = manh(",,,,5400000,");
    assert_eq!(audit.found(), Vec::<String>::new());
    assert_eq!((audit.total("recover"), audit.total("outside")), (0, 0));
}

#[test]
fn benefit_of_the_rolls_month_beside_funeral_money_tells_of_a_death_and_no_ghost() {
    let audit = manh("270000,,,,5400000,");
    assert_eq!(audit.found(), Vec::<String>::new());
}

#[test]
fn money_of_an_earlier_month_in_the_rolls_ledger_makes_nobody_a_ghost() {
    let rows = |october: &str| {
        let mut rows = paid(MANH, "Kỳ Bá", 1..=8, "270000");
        rows.push(format!("10/2020,Kỳ Bá,{MANH},{october}"));
        hoa_alone(&rows).audit()
    };
    for october in [",270000", ",,270000", ",,270000,T9/2020"] {
        let audit = rows(october);
        assert_eq!(audit.found(), Vec::<String>::new(), "{october}");
        let sums = ["paid", "due", "recover", "outside"].map(|key| audit.total(key));
        assert_eq!(sums, [19 * 270_000, 19 * 270_000, 0, 0], "{october}");
    }
    // The roll's own month, repaid by name later on, is one that was paid.
    let mut late = paid(MANH, "Kỳ Bá", 1..=9, "270000");
    late.push(format!("11/2020,Kỳ Bá,{MANH},,,270000,T10/2020"));
    let months: Vec<String> = (1..=10).map(|m| format!("2020-{m:02}")).collect();
    let ghost = format!(
        "paid-not-on-roll Lê Minh Mạnh {} 2700000 error",
        months.join("+")
    );
    assert_eq!(hoa_alone(&late).audit().of("paid-not-on-roll"), [ghost]);
}

#[test]
fn care_money_in_the_rolls_month_does_not_make_the_benefit_a_ghosts() {
    let audit = manh(",,,,,405000");
    assert!(
        audit
            .found()
            .iter()
            .all(|f| !f.starts_with("paid-not-on-roll")),
        "{:?}",
        audit.found()
    );
}

fn stopped(commune: &str, rows: &[String]) -> Audit {
    let stop = format!(
        "Phạm Văn Cường,05/06/1968,034068000002,{commune},12/QĐ-UBND,20/04/2020,05/2020,Không đủ điều kiện hưởng"
    );
    let card = "Phạm Văn Cường,05/06/1968,034068000002,Kỳ Bá,BT2343400000002,01/01/2020,31/12/2020";
    hoa_alone(rows)
        .with("quyet-dinh-thoi-huong-2020.csv", STOPS, &[&stop])
        .with("the-bhyt-2020.csv", CARDS, &[card])
        .audit()
}

#[test]
fn a_stop_decision_speaks_of_somebody_whom_no_roll_has_any_more() {
    let audit = stopped("Kỳ Bá", &paid(CUONG, "Kỳ Bá", 1..=7, "405000"));
    let cuong: Vec<String> = of(&audit, "Phạm Văn Cường");
    assert_eq!(
        cuong,
        [
            "card-after-stop Phạm Văn Cường 2020-05+2020-06+2020-07+2020-08+2020-09+2020-10 0 warning",
            "paid-after-decision Phạm Văn Cường 2020-05+2020-06+2020-07 1215000 error",
        ]
    );
    assert_eq!(audit.total("recover"), 1_215_000);
}

#[test]
fn a_stop_decision_speaks_of_its_own_commune_alone() {
    let audit = stopped("Bồ Xuyên", &paid(CUONG, "Kỳ Bá", 1..=7, "405000"));
    assert_eq!(of(&audit, "Phạm Văn Cường"), Vec::<String>::new());
    // Stopped in time: nothing but the card is left to tell.
    let audit = stopped("Kỳ Bá", &paid(CUONG, "Kỳ Bá", 1..=4, "405000"));
    assert_eq!(
        of(&audit, "Phạm Văn Cường"),
        [
            "card-after-stop Phạm Văn Cường 2020-05+2020-06+2020-07+2020-08+2020-09+2020-10 0 warning"
        ]
    );
}

fn of(audit: &Audit, name: &str) -> Vec<String> {
    let found = audit.found().into_iter();
    found.filter(|f| f.contains(name)).collect()
}

/// A poor single parent of three, for whom the law leaves open 540.000 to 810.000 a month.
fn thom(rows: &[String]) -> Audit {
    let who = "Phan Thị Thơm,19/08/1992,034192000001,Vũ Đông,Người đơn thân nghèo nuôi con,3,540000,04/2016,";
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    Lists::new()
        .with("danh-sach-2020-10.csv", ROLL, &[who])
        .with("chi-tra.csv", PAID, &rows)
        .audit()
}

const THOM: &str = "Phan Thị Thơm,19/08/1992,034192000001,Người đơn thân nghèo nuôi con";

#[test]
fn arrears_of_months_whose_due_is_open_are_cut_so_that_each_is_right() {
    let arrears = [
        "540000,,1080000,T5/2020; T6/2020",
        "540000,1080000",
        "540000,,1080000",
    ];
    for july in arrears {
        let mut rows = paid(THOM, "Vũ Đông", 1..=4, "540000");
        rows.push(format!("07/2020,Vũ Đông,{THOM},{july}"));
        rows.extend(paid(THOM, "Vũ Đông", 8..=10, "540000"));
        let audit = thom(&rows);
        assert_eq!(audit.found(), Vec::<String>::new(), "{july}");
        assert_eq!(audit.total("outside"), 0, "{july}");
    }
}

#[test]
fn arrears_that_fit_in_no_way_are_measured_from_the_least() {
    let mut rows = paid(THOM, "Vũ Đông", 1..=4, "540000");
    rows.push(format!(
        "07/2020,Vũ Đông,{THOM},540000,,1000000,T5/2020; T6/2020"
    ));
    rows.extend(paid(THOM, "Vũ Đông", 8..=10, "540000"));
    assert_eq!(
        thom(&rows).found(),
        ["wrong-amount Phan Thị Thơm 2020-06 -80000 error"]
    );
}

#[test]
fn a_receipt_on_one_row_is_not_repeated_by_its_second_sum() {
    let roll: &[&str] = &[
        "Đỗ Thị Quý,26/10/1928,034128000001,Kỳ Bá,Người cao tuổi từ đủ 80 tuổi,,270000,01/2011,",
        "Đỗ Thị Quý,26/11/1928,034128000002,Kỳ Bá,Người cao tuổi từ đủ 80 tuổi,,270000,05/2010,",
    ];
    let head = "Tháng,Phường/Xã,Họ và tên,Năm sinh,Đối tượng,Tiền trợ cấp tháng này,Hỗ trợ theo NQ 42/NQ-CP,Số phiếu chi\n";
    let row = |month: u32, born: &str, one_off: &str, receipt: &str| {
        format!(
            "{month:02}/2020,Kỳ Bá,Đỗ Thị Quý,{born},Người cao tuổi từ đủ 80 tuổi,270000,{one_off},{receipt}"
        )
    };
    let rows = |second: &str| {
        let mut rows = Vec::new();
        for month in [1, 2, 3, 4, 6, 7] {
            rows.push(row(month, "1928", "", &format!("PC{month}1")));
            rows.push(row(month, "1928", "", &format!("PC{month}2")));
        }
        rows.push(row(5, "1928", "1500000", "PC51"));
        rows.push(row(5, "26/11/1928", "1500000", second));
        rows
    };
    let lists = |second: &str| {
        let rows = rows(second);
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let lists = Lists::new().with("danh-sach-2020-10.csv", ROLL, roll);
        lists.with("chi-tra.csv", head, &rows)
    };
    let told = |second: &str| lists(second).audit().of("receipt-repeated").len();
    assert_eq!(told("PC52"), 0);
    assert_ne!(told("PC51"), 0, "the same number on two rows is told");
    // Whose the month's benefit is, theirs is the one-off beside it.
    let lists = lists("PC52");
    let apart = "select count(*) as n from month o where o.scheme = 'one_off' and o.paid > 0 and not exists
        (select 1 from month b where b.scheme = 'benefit' and b.person = o.person and b.month = o.month and b.paid > 0)";
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_rasoat"))
        .args(["query", apart])
        .arg(lists.path())
        .args(["--format", "csv"])
        .output()
        .expect("rasoat runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "n\r\n0\r\n");
}

#[test]
fn without_certificates_nothing_is_said_of_whom_no_roll_has() {
    let care = "Lại Thúy Lựu,05/12/1977,034177000001,Kỳ Bá,Hộ gia đình chăm sóc người khuyết tật đặc biệt nặng,,270000,04/2016,Lê Thị Vân";
    let payee =
        "Lại Thúy Lựu,05/12/1977,034177000001,Hộ gia đình chăm sóc người khuyết tật đặc biệt nặng";
    let rows = paid(payee, "Kỳ Bá", 1..=10, "270000");
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let lists = || {
        let lists = Lists::new().with("danh-sach-2020-10.csv", ROLL, &[care, HOA]);
        lists.with("chi-tra.csv", PAID, &rows)
    };
    let told = |audit: &Audit| {
        let found = audit.found().into_iter();
        found
            .filter(|f| f.starts_with("care-without-extreme"))
            .count()
    };
    assert_eq!(told(&lists().audit()), 0);
    let other = "Trần Văn Tư,21/07/1936,034036000002,Kỳ Bá,Vận động,Nặng,12/GXN,01/03/2016";
    let certificates = lists().with("giay-xac-nhan.csv", lists::CERTIFICATES, &[other]);
    assert_eq!(
        told(&certificates.audit()),
        1,
        "a register that should have them has not"
    );
}

#[test]
fn a_row_that_may_be_hers_leaves_open_what_a_likely_link_would_have_her_owed() {
    let roll =
        "Họ và tên,Ngày sinh,Giới tính,Số CCCD,Phường/Xã,Đối tượng,Hệ số,Mức hưởng,Hưởng từ\n";
    let on_roll = [
        "Lê Thị Xoan,11/05/1935,Nữ,034135008041,Phường Lê Hồng Phong,Người cao tuổi từ đủ 80 tuổi,1.0,270000,05/2018",
        "Lê Thị Xoan,11/06/1935,Nữ,034135027043,Phường Lê Hồng Phong,Người cao tuổi từ đủ 80 tuổi,1.0,270000,02/2018",
    ];
    let ledger = "Tháng,Phường/Xã,Họ và tên,Ngày sinh,Số CCCD,Đối tượng,Tiền trợ cấp tháng này,Tình trạng,Người nhận,Ngày nhận,Số phiếu chi\n";
    let paid = [
        "2020-01,Phường Lê Hồng Phong,LÊ THỊ XOAN,1935,,Người cao tuổi từ đủ 80 tuổi,270000,Đã nhận,Lê Thị Xoan,11/01/2020,PC10581",
        "2020-05,Phường Lê Hồng Phong,LÊ XOAN,11/06/1935,,Người cao tuổi từ đủ 80 tuổi,270000,Đã nhận,Lê Thị Xoan,10/05/2020,PC24074",
        "2020-08,Phường Lê Hồng Phong,LÊ XOAN,1935,,Người cao tuổi từ đủ 80 tuổi,270000,Đã nhận,Lê Thị Xoan,11/08/2020,PC10588",
        "2020-07,Xã Vũ Đông,Tạ Điểm,2004,,Người khuyết tật nặng,405000,Đã nhận,Tạ Thị Điểm,11/07/2020,PC24478",
    ];
    let lists = Lists::new().with("danh-sach-2020-10.csv", roll, &on_roll);
    let lists = lists.with("chi-tra.csv", ledger, &paid);
    let audit = lists
        .run(&["--from", "2020-01", "--to", "2020-10"])
        .result();
    assert_eq!(audit.of("wrong-amount"), Vec::<String>::new());
}

#[test]
fn a_decision_that_is_only_likely_theirs_accuses_with_a_warning() {
    let namesake = "Phạm Thúy Đào,27/11/2010,034310020151,Phường Hoàng Diệu,Người khuyết tật nặng,,540000,12/2016,";
    let others = [
        "Đào Văn Năng,11/11/1955",
        "Đào Ngọc Ninh,14/03/1974",
        "Đào Thị Bưởi,07/10/2006",
        "Đào Thị Hạ,1925",
        "Đào Ngọc Ngọc,1924",
        "Đào Trọng Kỷ,26/02/2007",
        "Đào Thị Sen,12/09/2014",
        "Đào Văn Ngọ,28/09/2002",
        "Đào Hữu Tốn,20/10/1954",
    ];
    let others =
        others.map(|who| format!("{who},,Phường Phú Khánh,Người khuyết tật nặng,,405000,01/2016,"));
    let mut roll = vec![
        namesake,
        "Đào Xuân Sơn,14/05/1940,034040014149,Phường Quang Trung,Người cao tuổi từ đủ 80 tuổi,,270000,06/2020,",
    ];
    roll.extend(others.iter().map(String::as_str));
    let paid = [
        "01/2020,Phường Quang Trung,PHẠM THÚY ĐÀO,1932,,Người cao tuổi từ đủ 80 tuổi,270000",
        "08/2020,Phường Quang Trung,PHẠM THÚY ĐÀO,20/07/1932,,Người cao tuổi từ đủ 80 tuổi,270000",
    ];
    let stop = "Phạm Thúy Đào,20/07/1932,034132027406,Phường Quang Trung,16/QĐ-UBND,20/05/2020,06/2020,Thoát nghèo";
    let lists = Lists::new()
        .with("danh-sach-2020-10.csv", ROLL, &roll)
        .with("chi-tra.csv", PAID, &paid)
        .with("quyet-dinh-thoi-huong-2020.csv", STOPS, &[stop]);
    let audit = lists
        .run(&["--from", "2020-01", "--to", "2020-10"])
        .result();
    assert_eq!(
        audit.of("paid-after-decision"),
        ["paid-after-decision Phạm Thúy Đào 2020-08 270000 warning likely"]
    );
    assert_eq!(audit.total("recover"), 0);
}
