//! Rows read ahead: while some are worked on, another thread reads those after them.
//!
//! In: the rows of a sheet. Out: batches of them in order, each given away once. To unpack and take apart
//! a workbook's XML costs as much as to understand what it says, so that two cores halve the time.

use super::{FaultKind, Merge, RawRow, Rows};

/// Rows of a batch.
const ROWS: usize = 2048;
/// A batch that weighs so much is full, in bytes.
const WEIGHT: u64 = 4 << 20;

/// Rows that follow one another.
#[derive(Default)]
pub struct Batch {
    /// Kept from batch to batch, for the memory they hold; `filled` of them count.
    rows: Vec<RawRow>,
    filled: usize,
    weight: u64,
    /// Merged areas that came to light with these rows.
    pub merges: Vec<Merge>,
}

impl Batch {
    /// The rows.
    pub fn rows(&mut self) -> impl Iterator<Item = &mut RawRow> {
        self.rows.iter_mut().take(self.filled)
    }

    fn read(&mut self, rows: &mut dyn Rows) -> Result<(), FaultKind> {
        if self.weight > WEIGHT {
            // Rows that once were huge hold on to their room.
            self.rows = Vec::new();
        }
        (self.filled, self.weight) = (0, 0);
        let known = rows.merges().len();
        while self.filled < ROWS && self.weight <= WEIGHT {
            if self.rows.len() == self.filled {
                self.rows.push(RawRow::default());
            }
            let Some(row) = self.rows.get_mut(self.filled) else {
                break;
            };
            if !rows.next(row)? {
                break;
            }
            row.is_whole()?;
            self.weight += row.weight();
            self.filled += 1;
        }
        self.merges.clear();
        let new = rows.merges().get(known..).unwrap_or(&[]);
        self.merges.extend_from_slice(new);
        Ok(())
    }
}

/// Gives away all rows that are left. What `take` did before a fault is for nothing.
pub fn ahead(
    rows: &mut dyn Rows,
    mut take: impl FnMut(&mut Batch) + Send,
) -> Result<(), FaultKind> {
    let (mut ready, mut next) = (Batch::default(), Batch::default());
    ready.read(rows)?;
    while ready.filled > 0 {
        let (read, ()) = rayon::join(|| next.read(rows), || take(&mut ready));
        read?;
        std::mem::swap(&mut ready, &mut next);
    }
    Ok(())
}
