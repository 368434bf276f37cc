//! Letters that came through the wrong encoding, and text tables as offices export them: read whole,
//! with a note where something was mended or lost.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test may fail")]

mod inspected;

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1258};
use inspected::{column, read, rows};

const LIST: &str = "STT,Họ và tên,Năm sinh,Đối tượng,Mức hưởng\r\n\
                    1,Nguyễn Thị Hoà,1938,\"Người\ncao tuổi\",270000\r\n\
                    2,Đặng Văn Ước,1937,Người cao tuổi,405000\r\n\
                    3,Hà,1936,Người cao tuổi,270000\r\n";

fn holds_the_people(name: &str, bytes: impl AsRef<[u8]>) -> serde_json::Value {
    let document = read(name, bytes);
    assert_eq!(
        column(&document, "name"),
        "Nguyễn Thị Hoà | Đặng Văn Ước | Hà",
        "{name}"
    );
    assert_eq!(column(&document, "amount"), "270000 | 405000 | 270000");
    assert_eq!(column(&document, "row"), "2 | 3 | 4", "{name}");
    document
}

/// The text as a program leaves it that takes its UTF-8 for a code page.
fn twice(text: &str, page: &'static Encoding) -> String {
    page.decode_without_bom_handling(text.as_bytes())
        .0
        .into_owned()
}

#[test]
fn text_encoded_twice_is_repaired_and_told() {
    for (name, text) in [
        ("tay-au.csv", twice(LIST, WINDOWS_1252)),
        ("viet.csv", twice(LIST, WINDOWS_1258)),
        (
            "ba-lan.csv",
            twice(&twice(LIST, WINDOWS_1252), WINDOWS_1252),
        ),
        (
            "dau-cach.csv",
            twice(LIST, WINDOWS_1252).replace('\u{a0}', " "),
        ),
        (
            "trang.xls",
            format!(
                "<table><tr><td>{}</table>",
                twice(LIST, WINDOWS_1252)
                    .replace('"', "")
                    .replace("\r\n", "<tr><td>")
                    .replace(',', "<td>")
            ),
        ),
    ] {
        let document = holds_the_people(name, text);
        assert_eq!(document["sources"][0]["encoding"], "utf8-twice", "{name}");
        let repair = rows(&document)[0]["repairs"][0].to_string();
        assert!(
            repair.starts_with("\"name: turned into Unicode") && repair.contains("Nguy"),
            "{name}: {repair}"
        );
    }
}

#[test]
fn letters_lost_on_the_way_are_a_doubt() {
    let list = LIST.replace("Nguyễn Thị", "Nguy\u{fffd}n Th\u{fffd}");
    let document = read("mat-chu.csv", list.replace("Đặng", "Đ?ng"));
    let doubts = column(&document, "doubts");
    assert_eq!(doubts.matches("name: letters lost").count(), 2, "{doubts}");
}

#[test]
fn the_vietnamese_code_page_is_told_from_the_old_alphabets() {
    // Tones are marks behind their vowel there.
    let marks = [
        ("ễ", "ê\u{303}"),
        ("ị", "i\u{323}"),
        ("ọ", "o\u{323}"),
        ("ố", "ô\u{301}"),
        ("ượ", "ươ\u{323}"),
        ("ứ", "ư\u{301}"),
        ("ưở", "ươ\u{309}"),
        ("ườ", "ươ\u{300}"),
        ("ổ", "ô\u{309}"),
        ("ặ", "ă\u{323}"),
        ("Ướ", "Ươ\u{301}"),
    ];
    let decomposed = marks
        .iter()
        .fold(LIST.to_owned(), |text, (one, two)| text.replace(one, two));
    let (bytes, _, unmappable) = WINDOWS_1258.encode(&decomposed);
    assert!(!unmappable);
    let document = holds_the_people("1258.csv", &bytes);
    assert_eq!(document["sources"][0]["encoding"], "unicode");
    holds_the_people("ten-sai.xlsx", &bytes);
    let vni = "STT,Hoï vaø teân,Naêm sinh,Ñoái töôïng,Möùc höôûng\r\n\
               1,Nguyeãn Thò Hoaø,1938,Ngöôøi cao tuoåi,270000\r\n\
               2,Ñaëng Vaên Öôùc,1937,Ngöôøi cao tuoåi,405000\r\n\
               3,Haø,1936,Ngöôøi cao tuoåi,270000\r\n";
    let document = holds_the_people("vni.csv", WINDOWS_1252.encode(vni).0);
    assert_eq!(document["sources"][0]["encoding"], "vni");
    let tcvn3 = "STT,Hä vµ tªn,N¨m sinh,§èi t\u{ad}îng,Møc h\u{ad}ëng\r\n\
                 1,NguyÔn ThÞ Hoµ,1938,Ng\u{ad}êi cao tuæi,270000\r\n\
                 2,§Æng V¨n ¦íc,1937,Ng\u{ad}êi cao tuæi,405000\r\n\
                 3,Hµ,1936,Ng\u{ad}êi cao tuæi,270000\r\n";
    let document = holds_the_people("tcvn3.csv", WINDOWS_1252.encode(tcvn3).0);
    assert_eq!(document["sources"][0]["encoding"], "tcvn3");
}

#[test]
fn utf16_of_either_order_and_a_line_that_names_the_delimiter() {
    let tabs = format!("sep=\t\r\n{}", LIST.replace(',', "\t"));
    for text in [LIST, &tabs] {
        for big in [false, true] {
            for mark in ["", "\u{feff}"] {
                let units = format!("{mark}{text}");
                let bytes: Vec<u8> = units
                    .encode_utf16()
                    .flat_map(|u| {
                        if big {
                            u.to_be_bytes()
                        } else {
                            u.to_le_bytes()
                        }
                    })
                    .collect();
                holds_the_people("utf16.csv", bytes);
            }
        }
    }
}

#[test]
fn a_name_that_could_be_either_goes_with_its_row_and_file() {
    // Alone, the first is TCVN3 and the second no old encoding at all.
    let names = "1,Phan Thò Tî,1940\r\n2,Phan Thò Sen,1941\r\n3,Buøi Thò Loan,1942\r\n";
    let list = |text: &str| {
        format!(
            "STT,Hoï vaø teân,Naêm sinh,Ñoái töôïng\r\n{}",
            text.replace("\r\n", ",Ngöôøi cao tuoåi\r\n")
        )
    };
    let page = |text: &str| {
        let rows = list(text).replace(',', "<td>").replace("\r\n", "<tr><td>");
        format!("<table><tr><td>{rows}</table>")
    };
    let western = WINDOWS_1252.encode(&list(names)).0.into_owned();
    for (name, bytes) in [
        ("vni.csv", western),
        ("vni-u8.csv", list(names).into()),
        ("vni.xls", page(names).into()),
    ] {
        let document = read(name, bytes);
        assert_eq!(
            column(&document, "name"),
            "Phan Thị Tỵ | Phan Thị Sen | Bùi Thị Loan",
            "{name}"
        );
        assert_eq!(document["sources"][0]["encoding"], "vni", "{name}");
    }
}

#[test]
fn bytes_lost_when_text_was_encoded_twice_are_told() {
    let list = "STT,Họ và tên,Năm sinh,Mức hưởng\r\n1,NAME,1938,270000\r\n";
    for hole in ["", "?", "\u{fffd}"] {
        let of = |name: &str| {
            let broken = twice(name, WINDOWS_1252)
                .replace(['\u{81}', '\u{8d}', '\u{8f}', '\u{90}', '\u{9d}'], hole);
            read("mat.csv", list.replace("NAME", &broken))
        };
        let document = of("Đặng Văn Ước");
        assert_eq!(column(&document, "name"), "Đặng Văn Ước", "{hole}");
        let document = of("Trần Thị Ngọc");
        assert_eq!(column(&document, "name"), "Trần Thị Ng\u{fffd}c", "{hole}");
        assert_eq!(
            column(&document, "doubts").matches("letters lost").count(),
            1,
            "{hole}"
        );
    }
}

#[test]
fn a_header_whose_letters_are_lost_is_told_as_such() {
    for header in [
        "STT,Há» vÃ  tÃªn,NÄƒm sinh,Äá»‘i tÆ°á»£ng,Má»©c hÆ°á»Ÿng",
        "STT,Há»? vÃ  tÃªn,NÄƒm sinh,Ä?á»‘i tÆ°á»£ng,Má»©c hÆ°á»Ÿng",
        "STT,Há»\u{fffd} vÃ  tÃªn,NÄƒm sinh,Ä\u{fffd}á»‘i tÆ°á»£ng,Má»©c hÆ°á»Ÿng",
        "STT,H? v? t?n,N?m sinh,Di?n,M?c h??ng",
        "STT,H\u{fffd} v\u{fffd} t\u{fffd}n,N\u{fffd}m sinh,Di\u{fffd}n,M\u{fffd}c h\u{fffd}ng",
    ] {
        let text =
            format!("{header}\n1,Nguyen Thi Hoa,1938,NCT,270000\n2,Tran Van An,1940,NCT,270000\n");
        let told = inspected::refused("hong.csv", text);
        assert!(told.contains("the letters of B1"), "{told}");
        assert!(told.contains("CSV UTF-8"), "{told}");
    }
    // A header that is merely unknown is none of these.
    let told = inspected::refused("la.csv", "Số,Người,Sinh,Ai?\n1,Hoa,x,y\n2,An,x,y\n");
    assert!(!told.contains("the letters of"), "{told}");
}
