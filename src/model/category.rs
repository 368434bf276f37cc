//! Which categories of beneficiary there are. The codes themselves come from `rules/law`.

/// A set of categories, one bit each: what a cell may mean. Empty where nothing was understood.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Categories(pub u64);

impl Categories {
    /// The set of one category.
    pub fn one(index: usize) -> Self {
        Self(1 << index)
    }

    /// Whether nothing is known.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the category at `index` is among them.
    pub fn has(self, index: usize) -> bool {
        self.0 >> index & 1 == 1
    }

    /// The categories in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The categories in either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The indexes, rising.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            (left != 0).then(|| {
                let lowest = left.trailing_zeros() as usize;
                left &= left - 1;
                lowest
            })
        })
    }

    /// The one category, if there is exactly one.
    pub fn single(self) -> Option<usize> {
        self.0
            .is_power_of_two()
            .then(|| self.0.trailing_zeros() as usize)
    }
}

/// The codes of `rules/law`, in the order of their bits in [`Categories`]; at most 64.
#[derive(Clone, Debug, Default)]
pub struct CategoryTable {
    codes: Vec<String>,
}

impl CategoryTable {
    /// A table of these codes; those past the 64th are not representable and are refused by the
    /// law loader.
    pub fn new(codes: Vec<String>) -> Self {
        Self { codes }
    }

    /// The index of a code.
    pub fn index(&self, code: &str) -> Option<usize> {
        self.codes.iter().position(|c| c == code)
    }

    /// The code at an index; empty for an index out of range.
    pub fn code(&self, index: usize) -> &str {
        self.codes.get(index).map_or("", String::as_str)
    }

    /// The codes in order.
    pub fn codes(&self) -> &[String] {
        &self.codes
    }
}
