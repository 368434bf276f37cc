//! Text that repeats (names, communes, villages), kept once and passed around as a number.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

/// A text in an [`Interner`]. `Sym(0)` is the empty text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Sym(pub u32);

impl Sym {
    /// The empty text: nothing was written.
    pub const EMPTY: Self = Self(0);

    /// Whether nothing was written.
    pub fn is_empty(self) -> bool {
        self == Self::EMPTY
    }
}

/// Texts by number, in the order in which they first came. Filled in path order, it is the same
/// for the same input however many threads read the files.
#[derive(Clone)]
pub struct Interner {
    bytes: String,
    ends: Vec<u32>,
    /// Half of the text's hash and its number, so that hardly any other text is looked at.
    slots: Vec<(u32, u32)>,
}

/// The number in a slot that holds none.
const FREE: u32 = u32::MAX;

impl Default for Interner {
    fn default() -> Self {
        Self {
            bytes: String::new(),
            ends: vec![0],
            slots: vec![(0, FREE); 64],
        }
    }
}

impl Interner {
    /// The number of a text; a new one if it was not met before.
    pub fn intern(&mut self, text: &str) -> Sym {
        // Most cells are empty, and comparing empty texts is slow: they point nowhere.
        if text.is_empty() {
            return Sym::EMPTY;
        }
        if (self.ends.len() + 1) * 4 > self.slots.len() * 3 {
            self.grow();
        }
        let hash = hash(text);
        let slot = self.slot(text, hash);
        let new = self.ends.len() as u32;
        if let Some(place) = self.slots.get_mut(slot) {
            if place.1 != FREE {
                return Sym(place.1);
            }
            *place = (hash, new);
        }
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len() as u32);
        Sym(new)
    }

    /// The number of a text that was met before.
    pub fn find(&self, text: &str) -> Option<Sym> {
        if text.is_empty() {
            return Some(Sym::EMPTY);
        }
        let (_, found) = *self.slots.get(self.slot(text, hash(text)))?;
        (found != FREE).then_some(Sym(found))
    }

    /// The text of a number; empty for a number of another interner.
    pub fn get(&self, sym: Sym) -> &str {
        let at = sym.0 as usize;
        let Some(&end) = self.ends.get(at) else {
            return "";
        };
        let start = if at == 0 {
            0
        } else {
            self.ends.get(at - 1).copied().unwrap_or(0)
        };
        self.bytes.get(start as usize..end as usize).unwrap_or("")
    }

    /// How many texts there are, the empty one included.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Never: the empty text is always there.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Takes over all texts of `other`: the answer's entry `i` is the number here of its `Sym(i)`.
    pub fn absorb(&mut self, other: &Self) -> Vec<Sym> {
        (0..other.len() as u32)
            .map(|i| self.intern(other.get(Sym(i))))
            .collect()
    }

    /// Where a text stands, or would.
    fn slot(&self, text: &str, hash: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            match self.slots.get(at) {
                Some(&(other, found))
                    if found != FREE && (other != hash || self.get(Sym(found)) != text) =>
                {
                    at = (at + 1) & mask;
                }
                _ => return at,
            }
        }
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        let old = std::mem::replace(&mut self.slots, vec![(0, FREE); size]);
        for slot in old.into_iter().filter(|s| s.1 != FREE) {
            let mut at = slot.0 as usize & (size - 1);
            while self.slots.get(at).is_some_and(|s| s.1 != FREE) {
                at = (at + 1) & (size - 1);
            }
            if let Some(place) = self.slots.get_mut(at) {
                *place = slot;
            }
        }
    }
}

fn hash(text: &str) -> u32 {
    let hash = FxBuildHasher.hash_one(text);
    (hash ^ (hash >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_is_the_same_number_through_growth() {
        let mut interner = Interner::default();
        let numbers: Vec<Sym> = (0..1000)
            .map(|i| interner.intern(&format!("Nguyễn Văn {i}")))
            .collect();
        for (i, sym) in numbers.iter().enumerate() {
            assert_eq!(interner.get(*sym), format!("Nguyễn Văn {i}"));
            assert_eq!(interner.find(&format!("Nguyễn Văn {i}")), Some(*sym));
        }
        assert_eq!(interner.intern(""), Sym::EMPTY);
        assert_eq!(interner.len(), 1001);
    }
}
