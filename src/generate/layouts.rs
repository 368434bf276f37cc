//! The layouts in which communes keep their rolls, as data.

use super::legacy::Encoding;

/// A column: the word above it and its neighbours, its own word, what it holds.
pub struct Column {
    /// Word of the upper header row, where there are two.
    pub over: &'static str,
    /// Its word; empty: drawn from the settings.
    pub word: &'static str,
    /// What it holds. Beside the keys of the settings: `born_male`, `born_female` (the column says
    /// the sex), `first_names`, `given_name`, `day`, `month_of_birth`, `year`.
    pub key: &'static str,
    /// Width in characters.
    pub width: f64,
}

const fn column(key: &'static str, width: f64) -> Column {
    Column {
        over: "",
        word: "",
        key,
        width,
    }
}

const fn under(over: &'static str, word: &'static str, key: &'static str, width: f64) -> Column {
    Column {
        over,
        word,
        key,
        width,
    }
}

/// Where the category stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Groups {
    /// In a column.
    Column,
    /// In a row above its people, with a sub-total below.
    Rows,
    /// In the sheet: one a category.
    Sheets,
}

/// A layout of a roll.
pub struct Layout {
    /// Its columns.
    pub columns: &'static [Column],
    /// Where the category stands.
    pub groups: Groups,
    /// State heads above the title.
    pub heads: bool,
    /// A row of column numbers below the header.
    pub numbers: bool,
    /// People a page, with the header repeated and the sum carried over; 0: no pages.
    pub page: usize,
    /// A semicolon CSV instead of a workbook.
    pub csv: bool,
    /// How texts are stored.
    pub encoding: Encoding,
    /// Names in capitals.
    pub capitals: bool,
    /// Money in thousands, and the title says so.
    pub thousands: bool,
    /// Id numbers stored as numbers, so that their zeros are gone.
    pub bare_ids: bool,
}

const PLAIN: Layout = Layout {
    columns: &[],
    groups: Groups::Column,
    heads: true,
    numbers: false,
    page: 0,
    csv: false,
    encoding: Encoding::Unicode,
    capitals: false,
    thousands: false,
    bare_ids: false,
};

/// All of them; a commune takes one by its place and the seed.
pub const LAYOUTS: [Layout; 8] = [
    Layout {
        columns: &[
            column("number", 6.0),
            column("name", 24.0),
            column("born", 12.0),
            column("sex", 8.0),
            column("id_number", 15.0),
            column("village", 14.0),
            column("category", 30.0),
            column("kind", 18.0),
            column("level", 14.0),
            column("children", 8.0),
            column("coefficient", 8.0),
            column("amount", 12.0),
            column("from", 12.0),
            column("decision", 26.0),
            column("cared_for", 22.0),
            column("note", 22.0),
        ],
        numbers: true,
        ..PLAIN
    },
    Layout {
        columns: &[
            column("number", 6.0),
            column("name", 24.0),
            under("Năm sinh", "Nam", "born_male", 12.0),
            under("Năm sinh", "Nữ", "born_female", 12.0),
            column("id_number", 15.0),
            column("village", 14.0),
            column("category", 30.0),
            under("Khuyết tật", "Dạng tật", "kind", 18.0),
            under("Khuyết tật", "Mức độ", "level", 14.0),
            column("children", 8.0),
            under("Trợ cấp", "Hệ số", "coefficient", 8.0),
            under("Trợ cấp", "Mức hưởng", "amount", 12.0),
            column("from", 12.0),
            column("cared_for", 22.0),
            column("note", 22.0),
        ],
        ..PLAIN
    },
    Layout {
        columns: &[
            column("number", 6.0),
            column("name", 26.0),
            column("born", 12.0),
            column("sex", 8.0),
            column("id_number", 15.0),
            column("village", 14.0),
            column("kind", 18.0),
            column("level", 14.0),
            column("children", 8.0),
            column("coefficient", 8.0),
            column("amount", 12.0),
            column("from", 12.0),
            column("cared_for", 22.0),
            column("note", 22.0),
        ],
        groups: Groups::Rows,
        ..PLAIN
    },
    Layout {
        columns: &[
            column("number", 6.0),
            column("name", 24.0),
            column("born", 12.0),
            column("sex", 8.0),
            column("id_number", 15.0),
            column("village", 14.0),
            column("kind", 18.0),
            column("level", 14.0),
            column("children", 8.0),
            column("coefficient", 8.0),
            column("amount", 12.0),
            column("from", 12.0),
            column("cared_for", 22.0),
            column("note", 22.0),
        ],
        groups: Groups::Sheets,
        heads: false,
        ..PLAIN
    },
    Layout {
        columns: &[
            under("", "stt", "number", 6.0),
            under("", "ho_ten", "name", 24.0),
            under("", "ngay_sinh", "born", 12.0),
            under("", "gioi_tinh", "sex", 8.0),
            under("", "so_cccd", "id_number", 15.0),
            under("", "dia_chi", "village", 14.0),
            under("", "doi_tuong", "category", 30.0),
            under("", "dang_tat", "kind", 18.0),
            under("", "muc_do", "level", 14.0),
            under("", "so_con", "children", 8.0),
            under("", "he_so", "coefficient", 8.0),
            under("", "muc_huong", "amount", 12.0),
            under("", "huong_tu_thang", "from", 12.0),
            under("", "nguoi_duoc_cham_soc", "cared_for", 22.0),
            under("", "ghi_chu", "note", 22.0),
        ],
        csv: true,
        heads: false,
        ..PLAIN
    },
    Layout {
        columns: &[
            column("number", 6.0),
            column("name", 24.0),
            column("born", 12.0),
            column("sex", 8.0),
            column("id_number", 15.0),
            column("village", 14.0),
            column("category", 30.0),
            column("kind", 18.0),
            column("level", 14.0),
            column("children", 8.0),
            column("coefficient", 8.0),
            column("amount", 12.0),
            column("from", 12.0),
            column("cared_for", 22.0),
            column("note", 22.0),
        ],
        page: 30,
        encoding: Encoding::Tcvn3,
        ..PLAIN
    },
    Layout {
        columns: &[
            column("number", 6.0),
            column("name", 26.0),
            under("Ngày sinh", "Ngày", "day", 6.0),
            under("Ngày sinh", "Tháng", "month_of_birth", 6.0),
            under("Ngày sinh", "Năm", "year", 8.0),
            column("sex", 8.0),
            column("id_number", 15.0),
            column("village", 14.0),
            column("category", 30.0),
            column("kind", 18.0),
            column("level", 14.0),
            column("children", 8.0),
            column("coefficient", 8.0),
            column("amount", 12.0),
            column("from", 12.0),
            column("cared_for", 22.0),
            column("note", 22.0),
        ],
        encoding: Encoding::Decomposed,
        capitals: true,
        bare_ids: true,
        ..PLAIN
    },
    Layout {
        columns: &[
            column("number", 6.0),
            under("", "Họ đệm", "first_names", 18.0),
            under("", "Tên", "given_name", 10.0),
            column("born", 12.0),
            column("sex", 8.0),
            column("id_number", 15.0),
            column("village", 14.0),
            column("category", 30.0),
            column("kind", 18.0),
            column("level", 14.0),
            column("children", 8.0),
            column("coefficient", 8.0),
            column("amount", 12.0),
            column("from", 12.0),
            column("cared_for", 22.0),
            column("note", 22.0),
        ],
        numbers: true,
        thousands: true,
        ..PLAIN
    },
];

impl Layout {
    /// The place of a column.
    pub fn place(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.key == key)
    }
}
