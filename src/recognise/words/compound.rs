//! Headers of sums carried over, paid late or taken back: clerks put the same few words together in
//! any order, so that no list of whole headers ends.
//!
//! In: a folded header and `rules/words/compound.toml`. Out: what the column holds, if every word of
//! the header is known here.

use super::fields::Field;
use super::phrases::Phrases;
use super::{Lists, WordsFault, nothing_left, parse, take};
use crate::model::Key;
use crate::rules::RuleFile;

/// The words by what they add.
#[derive(Clone, Debug, Default)]
pub struct Compound {
    left: Phrases,
    earlier: Phrases,
    arrears: Phrases,
    deduction: Phrases,
    months: Phrases,
    money: Phrases,
    filler: Phrases,
}

/// What a header was found to speak of.
#[derive(Default)]
struct Said {
    left: bool,
    earlier: bool,
    arrears: bool,
    deduction: bool,
    months: bool,
    money: bool,
}

/// Reads the file.
pub fn read(file: &RuleFile) -> Result<Compound, WordsFault> {
    let mut lists = parse::<Lists>(file)?;
    let words = Compound {
        left: take(&mut lists, "left"),
        earlier: take(&mut lists, "earlier"),
        arrears: take(&mut lists, "arrears"),
        deduction: take(&mut lists, "deduction"),
        months: take(&mut lists, "months"),
        money: take(&mut lists, "money"),
        filler: take(&mut lists, "filler"),
    };
    nothing_left(file, lists.keys().next())?;
    Ok(words)
}

impl Compound {
    /// What the column holds.
    pub fn field(&self, folded: &str) -> Option<Field> {
        let said = self.said(folded)?;
        let carried = said.left && (said.earlier || said.months);
        // "Số tiền được truy lĩnh các tháng": what is counted is told by the sum.
        let months = said.months && !said.money;
        match (carried, said.arrears, said.deduction) {
            (true, false, false) if months => Some(Field::Key(Key::CarriedMonths)),
            (true, false, false) => Some(Field::Key(Key::Carried)),
            (false, true, false) if months => Some(Field::Key(Key::ArrearsMonths)),
            (false, true, false) => Some(Field::Key(Key::Arrears)),
            (false, false, true) if months => Some(Field::Ignored),
            (false, false, true) => Some(Field::Key(Key::Deduction)),
            _ => None,
        }
    }

    /// What the words say together; `None` where one of them is unknown.
    fn said(&self, folded: &str) -> Option<Said> {
        let mut said = Said::default();
        let mut rest = folded;
        while !rest.is_empty() {
            let parts = [
                (&self.left, Some(&mut said.left)),
                (&self.earlier, Some(&mut said.earlier)),
                (&self.arrears, Some(&mut said.arrears)),
                (&self.deduction, Some(&mut said.deduction)),
                (&self.months, Some(&mut said.months)),
                (&self.money, Some(&mut said.money)),
                (&self.filler, None),
            ];
            // The longest: "tháng trước" is no count of months.
            let begun = parts
                .into_iter()
                .filter_map(|(words, flag)| Some((words.begins(rest)?, flag)));
            let (after, flag) = begun.min_by_key(|(after, _)| after.len())?;
            if let Some(flag) = flag {
                *flag = true;
            }
            rest = after;
        }
        Some(said)
    }
}

#[cfg(test)]
mod tests {
    use super::super::built_in;
    use super::*;
    use crate::model::text::fold;

    #[test]
    fn the_words_of_such_a_header_may_stand_in_any_order() {
        let (words, _) = built_in();
        for (header, key) in [
            ("Tồn kỳ trước\nSố tháng", Some(Key::CarriedMonths)),
            ("Kỳ trước chuyển sang (số tháng)", Some(Key::CarriedMonths)),
            ("Số tháng tồn các kỳ trước", Some(Key::CarriedMonths)),
            ("Số tiền tồn kỳ trước", Some(Key::Carried)),
            (
                "Tiền tháng trước chưa nhận (nghìn đồng)",
                Some(Key::Carried),
            ),
            ("Chưa trả tháng trước - số tiền", Some(Key::Carried)),
            ("Số tháng được truy lĩnh", Some(Key::ArrearsMonths)),
            ("Truy lĩnh (tháng)", Some(Key::ArrearsMonths)),
            ("Truy lĩnh - thành tiền", Some(Key::Arrears)),
            ("Tiền truy thu", Some(Key::Deduction)),
            ("Chưa nhận", None),
            ("Số tiền chưa nhận", None),
            ("Tháng trước", None),
            ("Số tháng", None),
            ("Truy lĩnh theo QĐ", None),
        ] {
            let found = words.compound_header(&fold(header));
            assert_eq!(found, key.map(Field::Key), "{header}");
        }
    }
}
