//! Lists in delimited text, block by block.
//!
//! In: an open file. Out: its lists. Blocks are typed side by side; where one is cut never depends on the
//! number of threads, and what is found does not depend on where it is cut.

use rayon::prelude::*;

use super::below::RowsFrom;
use super::beside::Beside;
use super::sheet::{self, Around, Opened, Work, Worker};
use super::sides::Side;
use super::sums::hold_together;
use super::{OfSheet, Reader, Recognised, Sink};
use crate::model::Role;
use crate::read::{self, Block, Content, Delimited, FaultKind, Input, LeftOut};

impl<S: Sink, F: Fn(Role) -> S + Sync> Reader<'_, F> {
    /// Text: the first block tells what the list is, the others are typed side by side.
    pub(super) fn delimited(&self, input: &Input, mut text: Delimited, found: &mut Recognised<S>) {
        let mut read = OfSheet::default();
        let mut done = self.blocks(input, &mut text, None, &mut read);
        while done.is_ok() && !read.sides.is_empty() {
            let side = read.sides.remove(0);
            done = read::open(input).and_then(|opened| match opened.content {
                Content::Delimited(mut text) => {
                    self.blocks(input, &mut text, Some(side), &mut read)
                }
                Content::Book(_) => Ok(()),
            });
        }
        if let Err(kind) = done {
            found.faults.push(kind.at(&input.shown, None));
            return;
        }
        hold_together(&mut read.lists);
        let sha256 = text.sha256();
        for list in &mut read.lists {
            list.source.sha256.clone_from(&sha256);
        }
        found.lists.extend(read.lists);
        let left_out = read.left_out.into_iter().map(|why| LeftOut {
            path: input.shown.clone(),
            sheet: None,
            why,
        });
        found.left_out.extend(left_out);
    }

    fn blocks(
        &self,
        input: &Input,
        text: &mut Delimited,
        mut side: Option<Side>,
        read: &mut OfSheet<S>,
    ) -> Result<(), FaultKind> {
        let (names, beside) = (self.names(input, None), Beside::default());
        let mut block = text.next_block()?.ok_or(FaultKind::Empty)?;
        let mut ready: Vec<Block> = Vec::new();
        let (mut first, mut above) = (0, read.leftmost.clone());
        loop {
            let mut rows = block.rows();
            let mut rows = RowsFrom::row(first, &mut rows);
            let around = Around {
                beside: &beside,
                above: above.as_ref(),
                side: side.as_ref(),
            };
            let opening = sheet::open(&mut rows, &names, &around, self.words, self.categories);
            let Some(mut opened) = read.opened(opening, (side.as_ref(), first > 0))? else {
                break;
            };
            side.clone_from(&opened.side);
            rows.columns = opened.columns();
            let waiting = std::mem::take(&mut opened.waiting);
            let sink = (self.new_sink)(opened.list.plan.role);
            let mut worker = Worker::new(&opened.list, sink, sheet::Ruling::default(), &[]);
            for mut row in waiting {
                worker.take(&mut row);
            }
            worker.run(&mut rows)?;
            let mut below = worker.below();
            let (mut work, mut ruling) = Work::new(worker);
            while below.is_none() {
                // As many blocks at a time as there are threads; which block holds what never changes.
                while ready.len() < rayon::current_num_threads().max(1) {
                    match text.next_block()? {
                        Some(block) => ready.push(block),
                        None => break,
                    }
                }
                if ready.is_empty() {
                    break;
                }
                let done;
                (done, below, ruling) = self.batch(&opened, &ready, ruling, &mut work)?;
                let mut passed = ready.drain(..done);
                if let Some(last) = passed.next_back() {
                    // The title of the next list may stand at the end of the block before.
                    let mut before = passed.next_back().unwrap_or(block);
                    block = match below {
                        Some(row) if row < last.first_row() => {
                            before.add(&last);
                            before
                        }
                        _ => last,
                    };
                }
            }
            let file = (input.shown.as_str(), "csv", String::new());
            work.end_at(below);
            read.lists.push(sheet::finished(&opened, file, None, work));
            match below {
                Some(row) => {
                    read.has_room()?;
                    first = row;
                }
                None => break,
            }
            above = Some(opened.context);
        }
        if !read.lists.is_empty() {
            while text.next_block()?.is_some() {}
        }
        Ok(())
    }

    /// Types blocks side by side as if nothing in one ruled the next; from the first where that is not
    /// so, the rest is typed again in order. Answers how many blocks hold rows of the list, and where in
    /// the last of them the next list begins.
    fn batch(
        &self,
        opened: &Opened<'_>,
        batch: &[Block],
        mut ruling: sheet::Ruling,
        work: &mut Work<S>,
    ) -> Result<(usize, Option<u32>, sheet::Ruling), FaultKind> {
        let typed: Vec<Result<Worker<'_, '_, S>, FaultKind>> = batch
            .par_iter()
            .map(|block| self.block(opened, block, ruling.clone()))
            .collect();
        let assumed = ruling.clone();
        for (i, (block, typed)) in batch.iter().zip(typed).enumerate() {
            let worker = if ruling == assumed {
                typed?
            } else {
                self.block(opened, block, ruling)?
            };
            let below = worker.below();
            ruling = work.add(worker);
            if below.is_some() {
                return Ok((i + 1, below, ruling));
            }
        }
        Ok((batch.len(), None, ruling))
    }

    fn block<'l, 'w>(
        &self,
        opened: &'l Opened<'w>,
        block: &Block,
        ruling: sheet::Ruling,
    ) -> Result<Worker<'l, 'w, S>, FaultKind> {
        let mut worker = Worker::new(
            &opened.list,
            (self.new_sink)(opened.list.plan.role),
            ruling,
            &[],
        );
        let mut rows = block.rows();
        let mut rows = RowsFrom::row(0, &mut rows);
        rows.columns = opened.columns();
        worker.run(&mut rows)?;
        Ok(worker)
    }
}
