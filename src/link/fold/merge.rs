//! Folded lists, in path order, into one corpus.
//!
//! In: each source with its parts, in path order (the chunks of a file in their order). Out: a
//! [`Folded`]: the corpus, the copies left out, the rows without a month. Texts, communes and
//! identities are numbered as they first come, so threads change nothing.

use rustc_hash::FxHashMap;

use super::absorb::{Fit, absorb};
use super::copies::{self, CopyOf};
use super::identities::Identities;
use super::list::{ListPart, NO_MONTH};
use super::{coverage, namesakes};
use crate::model::text::commune_key;
use crate::model::{
    Checked, Corpus, Month, Pair, Payment, PaymentFlags, Place, Source, SourceId, Sym,
};

/// All lists of a run, and what was left out of them.
#[derive(Clone, Default)]
pub struct Folded {
    /// The lists.
    pub corpus: Corpus,
    /// Lists, or a commune's part of one, that another one holds already (`contract.md`, 1).
    pub copies: Vec<CopyOf>,
    /// Ledger rows left out because neither row nor list tells a month.
    pub undated: Vec<Place>,
    /// Rows that a person compared, each with the place of the decision.
    pub pairs: Vec<(Place, Pair)>,
    /// Findings that a person looked into.
    pub checked: Vec<Checked>,
}

/// Takes lists in path order.
#[derive(Default)]
pub struct Merger {
    out: Folded,
    identities: Identities,
    communes: Communes,
}

impl Merger {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a source with its rows.
    pub fn add(&mut self, source: Source, mut list: ListPart) -> SourceId {
        let id = SourceId(self.out.corpus.sources.len() as u32);
        let fit = FromSource {
            source: id,
            month: source.month,
            communes: &mut self.communes,
            undated: &mut self.out.undated,
        };
        self.out.corpus.sources.push(source);
        let pairs = std::mem::take(&mut list.pairs).into_iter();
        self.out.checked.append(&mut list.checked);
        let here = |at: Place| Place { source: id, ..at };
        self.out.pairs.extend(pairs.map(|(at, p)| (here(at), p)));
        if !list.signatures.are_usual() {
            for payment in &mut list.corpus.payments {
                payment.flags.0 &= !PaymentFlags::UNKNOWN;
            }
        }
        absorb(&mut self.out.corpus, &mut self.identities, list.corpus, fit);
        id
    }

    /// The corpus, without copies, with coverage.
    pub fn finish(self) -> Folded {
        let mut folded = self.out;
        folded.copies = copies::leave_out(&mut folded.corpus);
        namesakes::keep_apart(&mut folded.corpus);
        let communes = self.communes;
        coverage::note(&mut folded.corpus, communes);
        folded
    }
}

/// The rows of one source, on their way into the corpus.
struct FromSource<'a> {
    source: SourceId,
    /// The month that the source tells for rows that tell none.
    month: Option<Month>,
    communes: &'a mut Communes,
    undated: &'a mut Vec<Place>,
}

impl Fit for FromSource<'_> {
    fn place(&self, place: Place) -> Place {
        let source = self.source;
        Place { source, ..place }
    }

    fn commune(&mut self, written: Sym, all: &Corpus) -> Sym {
        self.communes.one(written, all)
    }

    fn month(&mut self, payment: &Payment) -> Option<Month> {
        let own = Some(payment.month).filter(|m| *m != NO_MONTH);
        let month = own.or(self.month);
        if month.is_none() {
            self.undated.push(self.place(payment.place));
        }
        month
    }

    fn roll_month(&self) -> Option<Month> {
        self.month
    }
}

/// The one spelling of each commune: the first met.
#[derive(Default)]
pub(super) struct Communes {
    by_key: FxHashMap<String, Sym>,
    known: FxHashMap<Sym, Sym>,
}

impl Communes {
    /// The spelling that stands for this one.
    pub fn one(&mut self, written: Sym, corpus: &Corpus) -> Sym {
        if written.is_empty() {
            return written;
        }
        *self.known.entry(written).or_insert_with(|| {
            let key = commune_key(corpus.texts.get(written));
            *self.by_key.entry(key).or_insert(written)
        })
    }
}
