//! The facts that rules may name (to come).

use crate::judge::lang::{Entity, FactDef, Type, Vocabulary};

const FACTS: &[FactDef] = &[FactDef {
    name: "payment.month",
    ty: Type::Month,
    unit: "",
    doc: ("tháng của khoản chi", "month that the payment is for"),
    of: &[Entity::Payment],
    optional: false,
}];

/// All that rules may name.
pub fn vocabulary() -> Vocabulary {
    Vocabulary {
        facts: FACTS,
        lists: &[],
        words: Vec::new(),
    }
}
