//! In which encodings the texts of a list came.

use crate::read::{Legacy, RawRow, Value};

/// Which encodings a list's texts came in.
#[derive(Clone, Copy, Default, Debug)]
pub struct Encodings {
    tcvn3: bool,
    vni: bool,
    twice: bool,
    unicode: bool,
}

impl Encodings {
    /// `unicode`, `tcvn3`, `vni`, `utf8-twice` or `mixed`.
    pub fn code(self) -> &'static str {
        match (self.tcvn3, self.vni, self.twice, self.unicode) {
            (false, false, false, _) => "unicode",
            (true, false, false, false) => Legacy::Tcvn3.code(),
            (false, true, false, false) => Legacy::Vni.code(),
            (false, false, true, false) => Legacy::Twice.code(),
            _ => "mixed",
        }
    }

    /// Whether one of them is old.
    pub fn has_old(self) -> bool {
        self.tcvn3 || self.vni || self.twice
    }

    /// Both.
    pub fn and(&mut self, other: Self) {
        self.tcvn3 |= other.tcvn3;
        self.vni |= other.vni;
        self.twice |= other.twice;
        self.unicode |= other.unicode;
    }

    /// Takes in those of a row.
    pub fn see(&mut self, row: &RawRow) {
        for (_, legacy, _) in &row.legacy {
            match legacy {
                Legacy::Tcvn3 | Legacy::Tcvn3Capitals => self.tcvn3 = true,
                Legacy::Vni => self.vni = true,
                Legacy::Twice => self.twice = true,
            }
        }
        if !self.unicode && self.has_old() {
            self.unicode = row.cells().any(|(column, value)| {
                matches!(value, Value::Text(t) if !t.is_ascii())
                    && row.legacy.iter().all(|(c, _, _)| *c != column)
            });
        }
    }
}
