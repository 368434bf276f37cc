//! Records grouped by person in two flat vectors, however many there are.

use crate::model::PersonId;

/// For each person the indexes of their records, in the records' own order.
#[derive(Default, Debug)]
pub struct Grouped {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Grouped {
    /// Groups records whose persons come in the order of the records; `None` leaves one out.
    pub fn new(people: usize, persons: impl Iterator<Item = Option<PersonId>> + Clone) -> Self {
        let mut starts = vec![0u32; people + 1];
        for person in persons.clone().flatten() {
            if let Some(count) = starts.get_mut(person.0 as usize + 1) {
                *count += 1;
            }
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut items = vec![0u32; starts.last().copied().unwrap_or(0) as usize];
        for (index, person) in persons.enumerate() {
            let slot = person.and_then(|p| next.get_mut(p.0 as usize));
            if let Some(slot) = slot {
                if let Some(item) = items.get_mut(*slot as usize) {
                    *item = index as u32;
                }
                *slot += 1;
            }
        }
        Self { starts, items }
    }

    /// The records of a person.
    pub fn of(&self, person: PersonId) -> &[u32] {
        let at = person.0 as usize;
        let bounds = self.starts.get(at).zip(self.starts.get(at + 1));
        bounds
            .and_then(|(from, to)| self.items.get(*from as usize..*to as usize))
            .unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_keep_their_order_within_a_person() {
        let persons = [Some(1), Some(0), None, Some(1), Some(3)];
        let grouped = Grouped::new(4, persons.iter().map(|p| p.map(PersonId)));
        assert_eq!(grouped.of(PersonId(0)), [1]);
        assert_eq!(grouped.of(PersonId(1)), [0, 3]);
        assert!(grouped.of(PersonId(2)).is_empty());
        assert_eq!(grouped.of(PersonId(3)), [4]);
        assert!(grouped.of(PersonId(9)).is_empty());
    }
}
