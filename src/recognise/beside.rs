//! What the other sheets of a workbook tell of one that says little itself.
//!
//! In: a glance at every sheet. Out: [`Beside`]: the one commune and the one month that they tell. The
//! sheet of people not paid often stands behind the list proper with nothing but a title.

use super::context::Context;
use super::plan::Plan;
use super::values::MonthSpan;
use crate::model::{Key, Role};

/// What a first look at a sheet tells.
pub struct Glance {
    /// Title, month and commune.
    pub context: Context,
    /// Whether a column tells each row's commune.
    pub communes: bool,
}

/// What all sheets of a workbook that tell anything agree on.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    commune: String,
    month: Option<MonthSpan>,
}

impl Beside {
    /// Keeps what the sheets agree on.
    pub fn take(&mut self, sheets: &[Glance]) {
        let mut communes: Vec<&str> = sheets.iter().map(|g| g.context.commune.as_str()).collect();
        communes.retain(|c| !c.is_empty());
        communes.sort_unstable();
        communes.dedup();
        if let ([one], false) = (communes.as_slice(), sheets.iter().any(|g| g.communes)) {
            (*one).clone_into(&mut self.commune);
        }
        let mut months: Vec<MonthSpan> = sheets.iter().filter_map(|g| g.context.month).collect();
        months.dedup();
        if let [one] = months.as_slice() {
            self.month = Some(*one);
        }
    }

    /// Gives a list what it does not tell itself. Registers that name no commune may be of all.
    pub fn complete(&self, context: &mut Context, plan: &Plan) {
        let pays = matches!(plan.role, Role::Ledger | Role::Approved);
        let changes = matches!(plan.role, Role::Decisions | Role::Additions);
        if (pays || changes || plan.role == Role::Roll)
            && context.commune.is_empty()
            && !plan.has(Key::Commune)
        {
            context.commune.clone_from(&self.commune);
        }
        if pays && context.month.is_none() && !plan.has(Key::Month) && !plan.wide {
            context.month = self.month;
        }
    }
}
