//! One row of a list as understood: typed values, and what was repaired or doubted on the way.

use super::role::codes;
use super::{
    AwayKind, CardKind, Categories, Checked, HouseholdKinds, IdNumber, IdState, Key, Kinds, Level,
    Money, Month, Pair, PartialDate, Scheme, Seat, Sex,
};

/// A typed row. Reused from row to row while a list streams, so reading allocates little.
/// Texts are NFC with single spaces; an empty text or `None` means that the cell holds no value.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The row number that Excel shows.
    pub number: u32,
    /// Họ và tên as written (title, brackets and odd spaces removed).
    pub name: String,
    /// Birth, as far as the cell tells.
    pub born: Option<PartialDate>,
    /// Sex from its column, or from the column in which the birth stands.
    pub sex: Option<Sex>,
    /// The id number after repair.
    pub id_number: Option<IdNumber>,
    /// What became of the id cell.
    pub id_state: IdState,
    /// Commune of the row: its column, else the list's; without `Phường`/`Xã`.
    pub commune: String,
    /// Village or address.
    pub village: String,
    /// The category cell's own words (or those of the group row, sheet or title that rule it).
    pub category: String,
    /// What those words, the level and the coefficient can mean.
    pub categories: Categories,
    /// What kind of money the row is about (a care row, a funeral row).
    pub scheme: Option<Scheme>,
    /// Hệ số, in hundredths (150 is 1,5).
    pub coefficient: Option<u16>,
    /// The list's one sum, đồng.
    pub amount: Option<Money>,
    /// First month or day of benefit.
    pub from: Option<PartialDate>,
    /// First month without benefit: its column, or a note such as `cắt T10/2020`.
    pub until: Option<Month>,
    /// From this month on the benefit may have ended: a note tells a wish, or an event of no certain month.
    pub leaving: Option<Month>,
    /// Decision number and date, as written.
    pub decision: String,
    /// Book number.
    pub book: String,
    /// Level of disability.
    pub level: Option<Level>,
    /// Kinds of disability.
    pub kinds: Kinds,
    /// Certificate number.
    pub certificate: String,
    /// Day of issue of the certificate.
    pub issued: Option<PartialDate>,
    /// Number of children.
    pub children: Option<u8>,
    /// The month that the money is for: column, else the list's.
    pub month: Option<Month>,
    /// How many months it is for, `month` being the first; 1 unless a quarter or `T1+T2`.
    pub months: u8,
    /// The period is written as none that there is; month and months are the likeliest.
    pub month_open: bool,
    /// How many months a column of them counts, in lists of electricity support and of pupils.
    pub counted: Option<u8>,
    /// How many months the term has in which those counted lie somewhere; 0 where the months are told.
    pub within: u8,
    /// School fees that a pupil is exempt from, đồng.
    pub fees: Option<Money>,
    /// Months that the header of a use of electricity says it is of.
    pub kwh_months: Option<u8>,
    /// The month's own benefit, đồng.
    pub regular: Option<Money>,
    /// Care support beside it, đồng.
    pub care: Option<Money>,
    /// Funeral support, đồng.
    pub funeral: Option<Money>,
    /// One-off support, đồng.
    pub one_off: Option<Money>,
    /// Truy lĩnh, đồng.
    pub arrears: Option<Money>,
    /// The months that the arrears repay, where they are named.
    pub arrears_for: Vec<Month>,
    /// How many months the arrears repay.
    pub arrears_months: Option<u8>,
    /// Brought over unpaid, đồng.
    pub carried: Option<Money>,
    /// How many months were brought over.
    pub carried_months: Option<u8>,
    /// Held back, đồng (positive).
    pub deduction: Option<Money>,
    /// What the row says was to be handed over in all, đồng.
    pub total: Option<Money>,
    /// Whether it was handed over; `None` where nothing is said.
    pub paid: Option<bool>,
    /// What was handed over, where the column that says so holds a sum, đồng.
    pub handed_over: Option<Money>,
    /// What was not, where the column that says so holds a sum, đồng.
    pub left_over: Option<Money>,
    /// What was given back to the budget, where a column says so, đồng.
    pub given_back: Option<Money>,
    /// Whether all of it was given back, as the title of its list says.
    pub returned: bool,
    /// Day on which it was handed over.
    pub received_on: Option<PartialDate>,
    /// Who received it.
    pub receiver: String,
    /// Account number.
    pub account: String,
    /// Receipt or transaction number.
    pub receipt: String,
    /// Day of death.
    pub died: Option<PartialDate>,
    /// Day of registration.
    pub registered: Option<PartialDate>,
    /// First day away.
    pub away_from: Option<PartialDate>,
    /// Day of return.
    pub away_to: Option<PartialDate>,
    /// Reason as written.
    pub reason: String,
    /// What the reason means.
    pub away: Option<AwayKind>,
    /// For whom the health card of the row is.
    pub card_kind: Option<CardKind>,
    /// Kind or sum of the pension, as written.
    pub pension: String,
    /// The person cared for, on a care row.
    pub cared_for: String,
    /// Status as written.
    pub status: String,
    /// Note as written.
    pub note: String,
    /// What a person said of two rows, in a list of such decisions.
    pub pair: Option<Box<Pair>>,
    /// What a person typed beside a finding, in our own workbook.
    pub checked: Option<Box<Checked>>,
    /// Kinds of household or grounds of a pupil.
    pub household_kinds: HouseholdKinds,
    /// Whether the row is of a household's head or of a member.
    pub seat: Seat,
    /// What tells a pupil's school apart, however its name is written.
    pub school: String,
    /// Keys of later roles, as written.
    pub others: Vec<(Key, String)>,
    /// The row was hidden in its sheet.
    pub hidden: bool,
    /// The row was struck through.
    pub struck: bool,
    /// What was repaired and what is doubted.
    pub notes: Vec<Note>,
}

impl Row {
    /// What a column of a later role says; empty for none.
    pub fn other(&self, key: Key) -> &str {
        let found = self.others.iter().find(|(other, _)| *other == key);
        found.map_or("", |(_, text)| text)
    }

    /// Empties the row for the next one, keeping its memory.
    pub fn clear(&mut self) {
        let mut kept = Self {
            months: 1,
            ..Self::default()
        };
        macro_rules! keep {
            ($($field:ident)*) => {$(
                std::mem::swap(&mut kept.$field, &mut self.$field);
                kept.$field.clear();
            )*};
        }
        keep!(name commune village category decision book certificate receiver account receipt
              reason pension cared_for status note arrears_for others notes);
        *self = kept;
    }
}

/// Something that was done to a value, or that is doubtful about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// The column concerned.
    pub key: Key,
    /// What it is.
    pub kind: NoteKind,
    /// The cell as it stood.
    pub was: String,
}

codes! {
    /// What can be said of a cell. A repair gives a value to use; a doubt leaves it open.
    NoteKind {
        /// Repair: leading zeros that Excel had dropped were put back.
        ZeroRestored = "zero-restored",
        /// Repair: TCVN3, VNI or twice-encoded text was turned into Unicode.
        LegacyEncoding = "legacy-encoding",
        /// Repair: money given in thousands was multiplied.
        Thousands = "thousands",
        /// Repair: a coefficient had lost its comma (15 for 1,5).
        CommaLost = "comma-lost",
        /// Repair: a number carried float drift or a trailing `.0`.
        Rounded = "rounded",
        /// Repair: a two-digit year was given its century.
        CenturyAdded = "century-added",
        /// Repair: Excel had put a birth into the future, as it does with `5/6/28`.
        WrongCentury = "wrong-century",
        /// Repair: a year had been stored as a date (1905-04-28 is 1945).
        YearFromSerial = "year-from-serial",
        /// Repair: only the year is meant (`00/00/1940`, `01/01/1900` fillers are empty).
        FillerDate = "filler-date",
        /// Doubt: day and month may be swapped.
        MaybeSwapped = "maybe-swapped",
        /// Doubt: the cell is not a date.
        NotADate = "not-a-date",
        /// Doubt: the cell is not an amount.
        NotAnAmount = "not-an-amount",
        /// Doubt: the id number has letters.
        IdLetters = "id-letters",
        /// Doubt: the id number has neither nine nor twelve digits.
        IdLength = "id-length",
        /// Doubt: the id number's first digits are no province.
        IdProvince = "id-province",
        /// Doubt: the id number was turned into 3.4E+10 and its digits are gone.
        IdLost = "id-lost",
        /// Doubt: the id number is a filler.
        IdFiller = "id-filler",
        /// Doubt: a formula without a stored value.
        NoFormulaValue = "no-formula-value",
        /// Doubt: an error value such as #REF!.
        ErrorValue = "error-value",
        /// Doubt: the category is not understood.
        UnknownCategory = "unknown-category",
        /// Doubt: the answer says neither same nor different.
        NotAnAnswer = "not-an-answer",
        /// Doubt: two people in one cell.
        TwoPeople = "two-people",
        /// Doubt: the row is hidden or struck through.
        HiddenRow = "hidden-row",
        /// Doubt: letters were lost where some program changed the encoding (`Nguy?n`).
        LettersLost = "letters-lost",
        /// Doubt: the row's cells had slid by a column and were read a column back.
        Shifted = "shifted",
    }
}

impl NoteKind {
    /// Whether a value was mended (else it is in doubt).
    pub fn is_repair(self) -> bool {
        matches!(
            self,
            Self::ZeroRestored
                | Self::LegacyEncoding
                | Self::Thousands
                | Self::CommaLost
                | Self::Rounded
                | Self::CenturyAdded
                | Self::WrongCentury
                | Self::YearFromSerial
                | Self::FillerDate
        )
    }
}
