//! Why two rows are taken for one person, in the words of somebody who compares two papers.

use super::Lang;
use crate::link::{Agreement, Field, Why};

/// One line: what agrees, then what does not. Fields that one side does not tell are left out.
pub fn why(lang: Lang, why: &Why) -> String {
    let mut fields: Vec<_> = why.fields.iter().collect();
    fields.sort_by_key(|w| w.agreement == Agreement::Differs);
    let told: Vec<String> = fields
        .iter()
        .filter_map(|w| agreement(lang, w.field, w.agreement))
        .collect();
    told.join("; ")
}

/// The same with what each field weighs and the sum, heaviest first: above zero speaks for one person.
pub fn weighed(lang: Lang, why: &Why) -> String {
    let told = fields(lang, why).into_iter();
    let told: Vec<String> = told
        .map(|(words, weight)| format!("{words} ({weight})"))
        .collect();
    let (told, sum) = (told.join("; "), sum(lang, why));
    lang.pick(format!("{told}; cộng {sum}"), format!("{told}; sum {sum}"))
}

/// The weights together.
pub fn sum(lang: Lang, why: &Why) -> String {
    weight(lang, why.fields.iter().map(|w| w.weight).sum())
}

/// How each field agrees and what that weighs, heaviest first.
pub fn fields(lang: Lang, why: &Why) -> Vec<(String, String)> {
    let mut fields: Vec<_> = why.fields.iter().collect();
    fields.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    fields
        .iter()
        .filter_map(|w| {
            let words = agreement(lang, w.field, w.agreement)?;
            Some((words, weight(lang, w.weight)))
        })
        .collect()
}

fn weight(lang: Lang, weight: f64) -> String {
    // No negative zero.
    let weight = (weight * 10.0).round() / 10.0 + 0.0;
    let written = format!("{weight:+.1}");
    lang.pick(written.replace('.', ","), written)
}

/// How one field agrees; `None` where one side does not tell it.
pub fn agreement(lang: Lang, of: Field, agreement: Agreement) -> Option<String> {
    let field = field(lang, of);
    let name = of == Field::Name;
    let text = match agreement {
        Agreement::Missing => return None,
        Agreement::Same if of == Field::Ending => lang.pick(
            "tiền dừng vào tháng mất".to_owned(),
            "payments end with the month of death".to_owned(),
        ),
        Agreement::Nearly if of == Field::Ending => lang.pick(
            "tiền dừng ít lâu sau tháng mất".to_owned(),
            "payments end soon after the month of death".to_owned(),
        ),
        Agreement::Same => lang.pick(format!("cùng {field}"), format!("same {field}")),
        Agreement::Differs if of == Field::Grant => lang.pick(
            "khác diện và mức trợ cấp".to_owned(),
            "other category and monthly amount".to_owned(),
        ),
        Agreement::OtherAmount => lang.pick(
            "khác mức trợ cấp".to_owned(),
            "other monthly amount".to_owned(),
        ),
        Agreement::Differs => lang.pick(format!("khác {field}"), format!("other {field}")),
        Agreement::Within => lang.pick(
            format!("{field} khớp (một bên chỉ ghi năm hoặc tháng)"),
            format!("{field} agrees (one side tells only the year or month)"),
        ),
        Agreement::TonesLost => lang.pick(
            "cùng tên (một bên viết không dấu)".to_owned(),
            "same name (one side without tones)".to_owned(),
        ),
        Agreement::OtherTones => lang.pick(
            "tên chỉ khác dấu".to_owned(),
            "names differ in tones only".to_owned(),
        ),
        Agreement::MiddleDropped => lang.pick(
            "cùng họ và tên, một bên thiếu tên đệm".to_owned(),
            "same family and given name, middle name missing on one side".to_owned(),
        ),
        Agreement::OneOff if name => lang.pick(
            "tên lệch một chữ cái".to_owned(),
            "names one letter apart".to_owned(),
        ),
        Agreement::OneOff => lang.pick(
            format!("{field} lệch một chữ số"),
            format!("{field} one digit off"),
        ),
        Agreement::Nearly => lang.pick(
            "tên gần giống (thiếu tên đệm, lệch một chữ cái)".to_owned(),
            "nearly the same name (middle name missing, one letter off)".to_owned(),
        ),
        Agreement::Resembles => lang.pick(
            "tên gần giống (lệch hai, ba chữ cái)".to_owned(),
            "similar names (two or three letters off)".to_owned(),
        ),
        Agreement::Merged => lang.pick(
            format!("{field} đã sáp nhập làm một"),
            format!("{field} has become one with the other"),
        ),
        Agreement::Swapped => lang.pick(
            "ngày sinh đảo ngày và tháng".to_owned(),
            "day and month of birth swapped".to_owned(),
        ),
        Agreement::YearApart => lang.pick(
            "năm sinh lệch một năm".to_owned(),
            "births a year apart".to_owned(),
        ),
    };
    Some(text)
}

/// What a field is called.
pub fn field(lang: Lang, field: Field) -> &'static str {
    match field {
        Field::Name => lang.pick("họ tên", "name"),
        Field::Born => lang.pick("ngày sinh", "birth"),
        Field::Sex => lang.pick("giới tính", "sex"),
        Field::IdNumber => lang.pick("số CMND/CCCD", "id number"),
        Field::Commune => lang.pick("xã, phường", "commune"),
        Field::Village => lang.pick("thôn, tổ", "village"),
        Field::Book => lang.pick("số sổ", "book number"),
        Field::Account => lang.pick("số tài khoản", "account"),
        Field::Card => lang.pick("số thẻ BHYT", "health card"),
        Field::Guardian => lang.pick("người giám hộ, nhận thay", "guardian or receiver"),
        Field::Grant => lang.pick("mức trợ cấp", "monthly amount"),
        Field::Ending => lang.pick("tháng dừng chi", "last month paid"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Weighed;
    use crate::model::IdentityId;

    #[test]
    fn what_agrees_comes_first_and_what_is_missing_is_left_out() {
        let of = |field, agreement| Weighed {
            field,
            agreement,
            weight: 0.0,
        };
        let told = why(
            Lang::Vi,
            &Why {
                through: IdentityId(0),
                fields: [
                    of(Field::Name, Agreement::TonesLost),
                    of(Field::Born, Agreement::Same),
                    of(Field::Sex, Agreement::Missing),
                    of(Field::IdNumber, Agreement::OneOff),
                    of(Field::Commune, Agreement::Differs),
                    of(Field::Village, Agreement::Missing),
                    of(Field::Book, Agreement::Same),
                    of(Field::Account, Agreement::Missing),
                    of(Field::Card, Agreement::Missing),
                    of(Field::Guardian, Agreement::Missing),
                    of(Field::Grant, Agreement::OtherAmount),
                    of(Field::Ending, Agreement::Missing),
                ],
            },
        );
        assert_eq!(
            told,
            "cùng tên (một bên viết không dấu); cùng ngày sinh; số CMND/CCCD lệch một chữ số; \
             cùng số sổ; khác mức trợ cấp; khác xã, phường"
        );
    }
}
