//! A hash index over a vector that somebody else owns: only the numbers of the entries are kept.
//!
//! In: the hash of a content and a way to compare it with an entry. Out: the entry's number. It
//! exists because a map with its own copies of millions of identities would double their memory.

/// Numbers of entries by the hash of their content.
#[derive(Clone, Default)]
pub(crate) struct Index {
    /// Half of the hash and the number.
    slots: Vec<(u32, u32)>,
    len: usize,
}

/// The number in a slot that holds none.
const FREE: u32 = u32::MAX;

impl Index {
    /// The entry of this content, or `new` (which then is in the index from now on).
    pub fn find_or_insert(&mut self, hash: u64, new: u32, same: impl Fn(u32) -> bool) -> u32 {
        if (self.len + 1) * 4 > self.slots.len() * 3 {
            self.grow();
        }
        let hash = (hash ^ (hash >> 32)) as u32;
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if slot.1 == FREE {
                *slot = (hash, new);
                self.len += 1;
                return new;
            }
            if slot.0 == hash && same(slot.1) {
                return slot.1;
            }
            at = (at + 1) & mask;
        }
        new
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(64);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_is_the_same_entry_through_growth() {
        let mut index = Index::default();
        let mut entries: Vec<u64> = Vec::new();
        for content in (0..1000u64).chain(0..1000) {
            let found = index.find_or_insert(content % 7, entries.len() as u32, |e| {
                entries[e as usize] == content
            });
            if found as usize == entries.len() {
                entries.push(content);
            }
            assert_eq!(entries[found as usize], content);
        }
        assert_eq!(entries.len(), 1000);
    }
}
