//! What holds for all rows of a list.

use super::homes::HomeList;
use super::homes::is_of_homes;
use crate::model::{AwayKind, Categories, CategoryTable, Key, Level, Role};
use crate::read::Legacy;
use crate::recognise::context::Context;
use crate::recognise::plan::Plan;
use crate::recognise::values::MonthSpan;
use crate::recognise::words::{Categorised, Field, Phrases, Words};

/// What became of all money on a list, as its title tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    /// Each row tells, or none.
    #[default]
    Open,
    /// Not collected.
    Unpaid,
    /// Given back to the budget.
    Returned,
}

impl Fate {
    /// Of a list: what its title or sheet says, else its file.
    fn of_list(context: &Context, words: &Words) -> Self {
        let titles = context.title.iter().chain([&context.sheet]);
        match (
            Self::of(titles, words),
            Self::of([&context.file].into_iter(), words),
        ) {
            // A file of several lists may name them all.
            (Self::Open, Self::Returned) => {
                let ledger = words.role(Role::Ledger);
                let of_several = ledger.is_some_and(|role| role.titled(&context.file));
                if of_several {
                    Self::Open
                } else {
                    Self::Returned
                }
            }
            (Self::Open, of_file) => of_file,
            (fate, _) => fate,
        }
    }

    /// What the folded lines of a title say.
    pub fn of<'a>(mut lines: impl Iterator<Item = &'a String> + Clone, words: &Words) -> Self {
        let values = &words.values;
        if lines.clone().any(|line| values.returned_list.within(line)) {
            Self::Returned
        } else if lines.any(|line| values.unpaid_list.within(line)) {
            Self::Unpaid
        } else {
            Self::Open
        }
    }
}

/// What holds for all rows of a list.
#[derive(Clone, Debug)]
pub struct List<'w> {
    /// Words and places.
    pub words: &'w Words,
    /// Columns.
    pub plan: Plan,
    /// Whether it stands beside others in one sheet.
    pub beside: bool,
    /// The months that the list is of.
    pub month: Option<MonthSpan>,
    /// The closest year told around the list.
    pub year: Option<i32>,
    /// Its commune; empty where it is told in a column or not at all.
    pub commune: String,
    /// What sheet or title say of everybody's category.
    pub category: (String, Categorised),
    /// What the title says of everybody's absence.
    pub away: Option<AwayKind>,
    /// What its title says of all its money.
    pub fate: Fate,
    /// A list of a month's changes to a roll: its month is that of every row.
    pub changes: bool,
    /// A list of decreases that are only asked for.
    pub proposed: bool,
    /// The old encoding that its first rows are in.
    pub usual: Option<Legacy>,
    /// The texts of its header, folded, with their columns.
    pub labels: Vec<(u32, String)>,
    /// Columns whose real dates may have day and month swapped.
    pub swapped: Vec<u32>,
    /// Columns of births that hold years.
    pub years: Vec<u32>,
    /// What a list about households or pupils says of all its rows.
    pub home: HomeList,
    /// Sets of categories by level, lightest first: what a level leaves of open words.
    pub levels: [Categories; 3],
}

impl<'w> List<'w> {
    /// Everything that holds for a list.
    pub fn new(plan: Plan, context: &Context, words: &'w Words, table: &CategoryTable) -> Self {
        let of_level = |level: Level| {
            let index = table.index(&format!("disabled_{}", level.code()));
            index.map(Categories::one).unwrap_or_default()
        };
        let sheet = words.categories.means(&context.sheet);
        let category = match titled_category(context, &plan, sheet, words) {
            Some(told) => told,
            None if sheet == Categorised::default() => (String::new(), sheet),
            None => (context.sheet.clone(), sheet),
        };
        // A title of several kinds ("vắng mặt, chuyển đi") tells nothing of any one row.
        let titled = |p: &Phrases| context.title_has(p) || p.within(&context.file);
        let kinds: Vec<AwayKind> = words
            .values
            .away
            .iter()
            .filter(|(_, p)| titled(p))
            .map(|(kind, _)| *kind)
            .collect();
        let away = match kinds.as_slice() {
            [one] if plan.role == Role::Absences => Some(*one),
            _ => None,
        };
        let ended = &words.change.ended;
        let changes = match plan.role {
            Role::Additions => true,
            // Other decisions tell their month themselves, or none.
            Role::Decisions => {
                let names = [&context.sheet, &context.file];
                context.title_has(ended)
                    || names
                        .iter()
                        .any(|n| ended.within(n) || words.change.ended_name.begins(n).is_some())
            }
            _ => false,
        };
        let proposed = &words.change.proposed;
        Self {
            beside: false,
            proposed: plan.role == Role::Decisions
                && (context.title_has(proposed) || proposed.within(&context.file)),
            changes,
            words,
            month: context.month,
            year: context.year,
            commune: context.commune.clone(),
            category,
            away,
            fate: Fate::of_list(context, words),
            usual: None,
            labels: Vec::new(),
            swapped: Vec::new(),
            years: Vec::new(),
            levels: Level::ALL.map(of_level),
            home: HomeList::new(plan.role, context, words),
            plan,
        }
    }

    /// The year of the list, which no birth is after.
    pub fn latest_year(&self) -> Option<i32> {
        self.month.map(|m| m.first.year()).or(self.year)
    }

    /// Whether there is a column in which each row tells what became of its money.
    pub fn has_marks(&self) -> bool {
        let told = |field: Field| match field {
            Field::Key(key) => matches!(key, Key::Paid | Key::Status),
            field => field == Field::Unpaid,
        };
        self.plan
            .slots
            .iter()
            .flatten()
            .any(|slot| told(slot.field))
    }

    /// Whether rows of such a list hand over money for a month.
    pub fn is_of_months(&self) -> bool {
        matches!(
            self.plan.role,
            Role::Ledger | Role::Approved | Role::Electricity | Role::Pupils
        )
    }

    /// Whether such a list holds one commune's people, wherever they may live.
    pub fn is_of_one_commune(&self) -> bool {
        matches!(
            self.plan.role,
            Role::Roll | Role::Ledger | Role::Approved | Role::Decisions | Role::Additions
        )
    }

    /// Whether its rows say who is entitled, since when and until when.
    pub fn is_of_entries(&self) -> bool {
        matches!(
            self.plan.role,
            Role::Roll | Role::Decisions | Role::Additions
        )
    }

    /// Whether the list is about households or pupils.
    pub fn is_of_homes(&self) -> bool {
        is_of_homes(self.plan.role)
    }

    /// Whether lists of this role sort people by the law's categories.
    pub fn has_category(&self) -> bool {
        matches!(
            self.plan.role,
            Role::Roll | Role::Ledger | Role::Approved | Role::Decisions | Role::Additions
        )
    }
}

/// The one category that a title names ("Biểu số 1: Danh sách người cao tuổi từ đủ 80 tuổi"), where
/// the sheet's name leaves it open ("NCT"), or says nothing and no column does. A title of several
/// kinds tells nothing of any one row.
fn titled_category(
    context: &Context,
    plan: &Plan,
    sheet: Categorised,
    words: &Words,
) -> Option<(String, Categorised)> {
    let none = Categorised::default();
    if sheet == none && plan.has(Key::Category) {
        return None;
    }
    let open = |means: Categorised| means.categories.single().is_none();
    if sheet != none && !open(sheet) {
        return None;
    }
    let mut told: Option<(String, Categorised)> = None;
    for line in &context.lines {
        let parts = line.split([',', ';', '+', '/', '(', ')', '–']);
        let parts = parts.flat_map(|part| part.split(" và ").flat_map(|p| p.split(" VÀ ")));
        let mut kinds: Vec<Categorised> = parts
            .map(|part| words.categories.means(part))
            .filter(|means| *means != none)
            .collect();
        kinds.dedup();
        let means = words.categories.means(line);
        let fits = sheet == none
            || (means.scheme == sheet.scheme && !means.categories.and(sheet.categories).is_empty());
        let several = kinds
            .iter()
            .any(|kind| kind.categories.and(means.categories).is_empty());
        if means != none && !open(means) && fits && !several && told.is_none() {
            told = Some((line.clone(), means));
        }
    }
    told
}
