//! Words of lists about households and pupils: `[household]` of `rules/words/values.toml`.

use super::{Lists, Phrases, take};
use crate::model::HouseholdKinds;
use crate::model::text::fold;

/// The lists of words for kinds of household; what one holds is no longer there for those behind it.
const KINDS: [(&str, u8); 7] = [
    ("left", HouseholdKinds::LEFT),
    ("near_poor", HouseholdKinds::NEAR_POOR),
    ("poor", HouseholdKinds::POOR),
    ("policy", HouseholdKinds::POLICY),
    ("orphan", HouseholdKinds::ORPHAN),
    ("disabled", HouseholdKinds::DISABLED),
    ("other", HouseholdKinds::OTHER),
];

/// The lists of words for kinds of school, those with others' words in them first.
const SCHOOLS: [&str; 4] = ["nursery", "secondary", "high", "primary"];

/// Words of such lists.
#[derive(Clone, Debug, Default)]
pub struct HomeWords {
    kinds: Vec<(HouseholdKinds, Phrases)>,
    /// What a list of pupils calls support for the cost of study.
    pub study: Phrases,
    /// What it calls fees.
    pub fees: Phrases,
    /// What begins the name of a school.
    pub school: Phrases,
    /// Kinds of school.
    levels: Vec<Phrases>,
    /// What a name of a school has beside its own.
    not_school: Phrases,
    /// In a note: on the list since.
    pub entered: Phrases,
    /// In a note: no longer on it from.
    pub ended: Phrases,
    /// In a note: on it to the end of.
    pub through: Phrases,
    /// The row of the head itself.
    pub head: Phrases,
    /// In the header of a use of electricity: of a month.
    pub by_month: Phrases,
    /// The same, of a quarter.
    pub by_quarter: Phrases,
    /// What stands before the number of a quarter.
    pub quarter: Phrases,
    /// The first six months of a year, and the last.
    pub halves: [Phrases; 2],
}

impl HomeWords {
    /// Takes its lists out of a section.
    pub(super) fn new(lists: &mut Lists) -> Self {
        let mut of = |name| take(lists, name);
        Self {
            kinds: KINDS
                .map(|(name, kind)| (HouseholdKinds(kind), of(name)))
                .to_vec(),
            study: of("study"),
            fees: of("fees"),
            school: of("school"),
            levels: SCHOOLS.map(&mut of).to_vec(),
            not_school: of("not_school"),
            entered: of("entered"),
            ended: of("ended"),
            through: of("through"),
            head: of("head"),
            by_month: of("by_month"),
            by_quarter: of("by_quarter"),
            quarter: of("quarter"),
            halves: ["half_first", "half_second"].map(&mut of),
        }
    }

    /// The kinds of household, or grounds of a pupil, that a text names.
    pub fn kinds(&self, text: &str) -> HouseholdKinds {
        let mut rest = fold(text);
        let mut kinds = HouseholdKinds::default();
        for (kind, phrases) in &self.kinds {
            if phrases.within(&rest) {
                kinds.0 |= kind.0;
                if phrases.is(&rest) {
                    break;
                }
                rest = phrases.without(&rest);
            }
        }
        kinds
    }

    /// What tells a school apart, however its name is written: `Trường Tiểu học Kỳ Bá` and `TH Kỳ Bá` are one.
    pub fn school_key(&self, name: &str) -> String {
        let mut rest = fold(name);
        let mut key = String::new();
        for (level, phrases) in ('a'..).zip(&self.levels) {
            if phrases.within(&rest) {
                key.push(level);
                rest = phrases.without(&rest);
            }
        }
        rest = self.not_school.without(&rest);
        key.push('|');
        key.push_str(&rest.split_whitespace().collect::<Vec<_>>().join(" "));
        key
    }

    /// Whether a text begins with the word of a kind.
    pub fn begins_with_kind(&self, text: &str) -> bool {
        let folded = fold(text);
        self.kinds
            .iter()
            .any(|(_, phrases)| phrases.begins(&folded).is_some())
    }
}
