//! Notes of a roll as clerks write them: what ends an entry, what is a death, who is away, and above
//! all what sounds like it and is none.
#![allow(missing_docs, clippy::unwrap_used)]

mod inspected;

use inspected::{read, rows};
use rust_xlsxwriter::{Note, Workbook};

/// A note on a roll of October 2020: the first month without benefit, the death, the absence.
const NOTES: &[(&str, &str, &str, &str)] = &[
    ("Thôi hưởng từ tháng 6/2020", "2020-06", "-", "-"),
    ("Cắt T6", "2020-06", "-", "-"),
    ("Dừng hưởng từ 01/06/2020", "2020-06", "-", "-"),
    ("Cắt (từ T6/2020)", "2020-06", "-", "-"),
    (
        "Thôi hưởng từ T6/2020 (QĐ 1520/QĐ-UBND ngày 25/5/2020)",
        "2020-06",
        "-",
        "-",
    ),
    (
        "Thôi hưởng theo QĐ 1520 ngày 25/5/2020 từ tháng 6/2020",
        "2020-06",
        "-",
        "-",
    ),
    ("Thôi hưởng theo QĐ 1520 ngày 25/5/2020", "-", "-", "-"),
    ("Không đủ điều kiện, cắt từ T5/2020", "2020-05", "-", "-"),
    ("Chấm dứt hưởng từ tháng 5/2020", "2020-05", "-", "-"),
    ("Đề nghị cắt từ T5/2020", "-", "-", "-"),
    ("chưa cắt T5/2020", "-", "-", "-"),
    ("Không cắt T5/2020", "-", "-", "-"),
    ("Tiếp tục hưởng từ T5/2020", "-", "-", "-"),
    ("Cắt T3/2020, tiếp tục hưởng từ T5/2020", "-", "-", "-"),
    ("Đã hủy QĐ thôi hưởng T5/2020", "-", "-", "-"),
    ("Thôi hưởng T5/2020 (đã hủy)", "-", "-", "-"),
    ("Dự kiến thôi hưởng từ T12/2020", "-", "-", "-"),
    ("Dừng in thẻ từ T5/2020", "-", "-", "-"),
    ("Cắt thẻ BHYT T5/2020", "-", "-", "-"),
    ("Giảm mức từ T5/2020", "-", "-", "-"),
    ("Cắt cụt chân 5/2020", "-", "-", "-"),
    ("Thoát nghèo từ 01/2020", "-", "-", "-"),
    ("Tăng giảm T5/2020", "-", "-", "-"),
    (
        "Cắt chế độ do chết ngày 3/4/2020",
        "2020-05",
        "2020-04-03",
        "-",
    ),
    ("chết 3/2020", "2020-04", "2020-03", "-"),
    ("Cụ mất ngày 12/9", "2020-10", "2020-09-12", "-"),
    ("Đã chết, con nhận thay T3/2020", "2020-04", "2020-03", "-"),
    ("vợ chết", "-", "-", "-"),
    ("con chết T3/2020", "-", "-", "-"),
    ("mẹ chết T3/2020", "-", "-", "-"),
    ("Mẹ Nguyễn Thị A đã mất T3/2020", "-", "-", "-"),
    ("Người nuôi dưỡng chết 3/2020", "-", "-", "-"),
    ("Mất mẹ T3/2020", "-", "-", "-"),
    ("ông mất", "-", "-", "-"),
    ("Bà mất 12/9", "-", "-", "-"),
    ("Bà đã mất ngày 12/9/2020", "-", "-", "-"),
    ("Ông Hùng chết 12/9/2020", "-", "-", "-"),
    ("bác mất T3/2020", "-", "-", "-"),
    ("mẹ mất", "-", "-", "-"),
    ("Má đã mất T3/2020", "-", "-", "-"),
    ("Ông nội mất 12/9/2020", "-", "-", "-"),
    ("Mẹ kế mất T3/2020", "-", "-", "-"),
    ("Bố và mẹ đều mất 3/2020", "-", "-", "-"),
    ("Mất bà 3/2020", "-", "-", "-"),
    ("Vợ ốm nặng, mất 3/2020", "-", "-", "-"),
    ("Có giấy báo tử ngày 3/4/2020", "2020-05", "2020-04-03", "-"),
    (
        "Tổ 3 báo đã mất ngày 3/4/2020",
        "2020-05",
        "2020-04-03",
        "-",
    ),
    ("mất sổ 3/2020", "-", "-", "-"),
    ("Nghi đã chết 3/2020", "-", "-", "-"),
    ("chết 3/2020?", "-", "-", "-"),
    ("Báo tử nhầm T3/2020", "-", "-", "-"),
    ("Chuyển đi", "-", "-", "moved"),
    ("Chuyển sang phường Bồ Xuyên", "-", "-", "moved"),
    ("Chuyển đến phường Bồ Xuyên từ T5/2020", "-", "-", "moved"),
    ("Chuyển khẩu đi", "-", "-", "moved"),
    ("Chuyển vào Nam ở với con", "-", "-", "moved"),
    ("Chuyển từ tổ 3 sang tổ 5", "-", "-", "-"),
    ("Chuyển từ thôn Đông sang thôn Tây", "-", "-", "-"),
    ("Chuyển về thôn 4", "-", "-", "-"),
    ("Chuyển từ xã bên sang", "-", "-", "-"),
    ("Chuyển từ phường Bồ Xuyên đến T5/2020", "-", "-", "-"),
    ("Xã Vũ Đông chuyển đến", "-", "-", "-"),
    ("Mới chuyển đến từ T5/2020", "-", "-", "-"),
    ("Chuyển đến 5/2020", "-", "-", "-"),
    ("Chuyển khoản từ T5/2020", "-", "-", "-"),
    ("Chuyển từ NCT sang KT nặng", "-", "-", "-"),
    ("Đề nghị chuyển sang phường Bồ Xuyên", "-", "-", "-"),
    ("Đi tù", "-", "-", "prison"),
    ("Đi tù từ T5/2020", "-", "-", "prison"),
    ("Tù treo", "-", "-", "-"),
    ("Tòa án tuyên bố mất tích", "-", "-", "missing"),
    ("Cán bộ thôn báo chết 3/2020", "2020-04", "2020-03", "-"),
    ("Con trai đi tù", "-", "-", "-"),
    ("Hưởng từ 1/2018", "-", "-", "-"),
    ("huong tu 1/2018", "-", "-", "-"),
    ("Nhận từ tháng 5", "-", "-", "-"),
    ("Truy lĩnh từ T3", "-", "-", "-"),
];

fn seen(heading: &str) -> Vec<(String, String, String, String)> {
    let head =
        format!("STT,Họ và tên,Năm sinh,Đối tượng,Hệ số,Mức hưởng,Hưởng từ tháng,{heading}\n");
    let lines = NOTES.iter().enumerate().map(|(i, (note, ..))| {
        format!(
            "{},Nguyễn Thị Hoa,1935,NCT 80+,1.0,270000,01/2018,\"{note}\"\n",
            i + 1
        )
    });
    let text = head + &lines.collect::<String>();
    let document = read("danh-sach-T10-2020.csv", text);
    let told = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap_or("-").to_owned();
    rows(&document)
        .iter()
        .map(|r| {
            (
                told(r, "note"),
                told(r, "until"),
                told(r, "died"),
                told(r, "away"),
            )
        })
        .collect()
}

#[test]
fn a_note_is_read_for_what_it_says_whatever_its_heading() {
    let wanted: Vec<_> = NOTES
        .iter()
        .map(|(a, b, c, d)| (*a).to_owned() + " → " + b + " " + c + " " + d)
        .collect();
    for heading in [
        "Ghi chú",
        "Lý do",
        "Tình trạng",
        "Biến động",
        "Ghi chú biến động",
        "Diễn biến",
        "Tăng/giảm",
    ] {
        let seen: Vec<_> = seen(heading)
            .iter()
            .map(|(a, b, c, d)| format!("{a} → {b} {c} {d}"))
            .collect();
        let off: Vec<_> = seen.iter().zip(&wanted).filter(|(a, b)| a != b).collect();
        assert!(
            off.is_empty() && seen.len() == wanted.len(),
            "{heading}: {off:#?}"
        );
    }
}

#[test]
fn a_death_told_by_a_comment_alone_was_not_read() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let header = [
        "Họ và tên",
        "Ngày sinh",
        "Xã",
        "Đối tượng",
        "Mức hưởng",
        "Ghi chú",
    ];
    sheet
        .write(0, 0, "DANH SÁCH HƯỞNG TRỢ CẤP THÁNG 10/2020")
        .unwrap();
    sheet.write_row(1, 0, header).unwrap();
    for (at, name) in (2..).zip(["Lưu Thị Hoa", "Quách Đình Long", "Phan Thị Sen"]) {
        sheet
            .write_row(at, 0, [name, "21/03/1936", "Vũ Lạc", "NCT từ 80"])
            .unwrap();
        sheet.write(at, 4, 270_000).unwrap();
    }
    sheet.write(3, 5, "đã xác minh").unwrap();
    let said = |text: &str, by: &str| Note::new(text).set_author(by);
    sheet
        .insert_note(2, 1, &said("chết 12/9/2020", "chi Lan"))
        .unwrap();
    sheet
        .insert_note(3, 0, &said("mất ngày 3/8/2020", "chi Lan"))
        .unwrap();
    // What a marked copy says of a cell is nobody's remark.
    let ours = said("chết 12/9/2020", "rasoat").add_author_prefix(false);
    sheet.insert_note(4, 0, &ours).unwrap();
    let rows = rows(&read("danh-sach.xlsx", book.save_to_buffer().unwrap()));
    assert_eq!(rows[0]["died"], "2020-09-12");
    assert_eq!(rows[0]["note"], "chết 12/9/2020");
    assert_eq!(rows[1]["died"], "2020-08-03");
    assert_eq!(rows[1]["note"], "đã xác minh; mất ngày 3/8/2020");
    assert!(rows[2].get("died").is_none(), "{}", rows[2]);
}

#[test]
fn a_death_in_brackets_is_dated_though_its_year_has_two_figures() {
    let text = "DANH SÁCH HƯỞNG TRỢ CẤP THÁNG 10/2020\nHọ và tên,Ngày sinh,Xã,Đối tượng,Mức hưởng,Ghi chú\n\
                Lưu Thị Hoa,21/03/1936,Vũ Lạc,NCT từ 80,270000,Cắt T10 (chết 12/9/20)\n\
                Phan Thị Sen,21/03/1936,Vũ Lạc,NCT từ 80,270000,chồng chết 5/6/72\n";
    let rows = rows(&read("danh-sach.csv", text));
    assert_eq!(rows[0]["died"], "2020-09-12");
    assert_eq!(rows[1]["died"], serde_json::Value::Null);
}
