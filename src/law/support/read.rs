//! `[[support]]` and `[[ground]]` of the law files. In: rows as written. Out: checked entries.

use super::super::LawFaultKind as Kind;
use super::super::entry::{Gives, Ground, GroundEntry, Support};
use super::super::reader::Reader;
use super::super::rows::{GroundRow, SupportRow};

impl Reader<'_> {
    pub fn support(&mut self, row: &SupportRow) {
        let words = [("open", true), ("months", false)];
        let whole_is_right = self.word("part", row.part.as_deref(), &words, "open, months");
        if self.entries.supports.iter().any(|s| s.code == row.code) {
            return self.fault(Kind::Twice(row.code.clone()));
        }
        for (key, value) in [("begins", row.begins), ("months", row.months)] {
            if !(1..=12).contains(&value) {
                let value = value.to_string();
                self.fault(Kind::NotANumber { key, value });
            }
        }
        let grounds = row.grounds.iter().map(|ground| Ground {
            code: ground.code.clone(),
            vi: ground.vi.clone(),
            en: ground.en.clone(),
            names: ground.names.clone(),
        });
        self.entries.supports.push(Support {
            code: row.code.clone(),
            vi: row.vi.clone(),
            en: row.en.clone(),
            names: row.names.clone(),
            begins: row.begins,
            months: row.months,
            whole_is_right: whole_is_right.unwrap_or(false),
            grounds: grounds.collect(),
        });
    }

    pub fn ground(&mut self, row: &GroundRow) -> Option<GroundEntry> {
        let words = [
            ("yes", Gives::Yes),
            ("no", Gives::No),
            ("open", Gives::Open),
        ];
        let gives = self.word("gives", row.gives.as_deref(), &words, "yes, no, open");
        let dated = self.dated(row.written());
        let code = row.support.as_deref().unwrap_or("");
        let supports = &self.entries.supports;
        let support = supports.iter().position(|s| s.code == code);
        let wanted = row.code.as_deref().unwrap_or("");
        let ground = support
            .and_then(|index| supports.get(index))
            .and_then(|s| s.grounds.iter().position(|g| g.code == wanted));
        if support.is_none() || ground.is_none() {
            let unknown = if support.is_none() { code } else { wanted };
            self.fault(Kind::UnknownGround(unknown.to_owned()));
        }
        Some(GroundEntry {
            dated: dated?,
            support: support?,
            ground: ground?,
            gives: gives?,
            kwh_most: row.kwh_most,
        })
    }
}
