//! Closed vocabularies: words that the law or a register uses, a handful each.

/// Nam or nữ.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sex {
    /// Nữ.
    Female,
    /// Nam.
    Male,
}

impl Sex {
    /// As `ket-qua.json` writes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
        }
    }
}

/// Mức độ khuyết tật (Luật 51/2010 Điều 3 khoản 2), lightest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// Nhẹ.
    Mild,
    /// Nặng.
    Severe,
    /// Đặc biệt nặng.
    Extreme,
}

impl Level {
    /// All levels, lightest first.
    pub const ALL: [Self; 3] = [Self::Mild, Self::Severe, Self::Extreme];

    /// As law files and `due --level` write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mild => "mild",
            Self::Severe => "severe",
            Self::Extreme => "extreme",
        }
    }

    /// The level of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }
}

/// Dạng tật (Luật 51/2010 Điều 3 khoản 1), one bit each, since a person may have several. Zero
/// means that nothing was written or nothing was understood.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Kinds(pub u8);

impl Kinds {
    /// The codes, in the order of the bits.
    pub const CODES: [&'static str; 6] = [
        "movement",
        "hearing",
        "sight",
        "mental",
        "intellect",
        "other",
    ];

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::CODES
            .iter()
            .position(|c| *c == code)
            .map(|i| Self(1 << i))
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether nothing is known.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Why somebody is away. The first four end the right to benefit, the last two only ask to look.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AwayKind {
    /// Chuyển đi, cắt chuyển.
    Moved,
    /// Chấp hành án phạt tù.
    Prison,
    /// Vào cơ sở trợ giúp xã hội.
    Institution,
    /// Mất tích.
    Missing,
    /// Vắng mặt, đi làm ăn xa: the right goes on, the office has to look.
    Plain,
    /// A reason that was not understood.
    Unclear,
}

impl AwayKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Moved,
        Self::Prison,
        Self::Institution,
        Self::Missing,
        Self::Plain,
        Self::Unclear,
    ];

    /// As word and rule files write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::Prison => "prison",
            Self::Institution => "institution",
            Self::Missing => "missing",
            Self::Plain => "plain",
            Self::Unclear => "unclear",
        }
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Whether such a stay ends the right to benefit until the return (`contract.md`, 5).
    pub fn ends_right(self) -> bool {
        matches!(
            self,
            Self::Moved | Self::Prison | Self::Institution | Self::Missing
        )
    }
}
