//! Folded lists, in path order, into one corpus.
//!
//! In: each source with its parts, in path order (the chunks of a file in their order). Out: a
//! [`Folded`]: the corpus, the copies left out, the rows without a month. Texts, communes and
//! identities are numbered as they first come, so threads change nothing.

use rustc_hash::FxHashMap;

use super::copies::{self, CopyOf};
use super::identities::Identities;
use super::list::{ListPart, NO_MONTH};
use super::{coverage, namesakes};
use crate::model::text::commune_key;
use crate::model::{
    Corpus, Identity, IdentityId, Month, Pair, PartyExtra, Payment, PaymentFlags, Place,
    RollRecord, Source, SourceId, Sym,
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

    /// Adds a source with its parts in row order.
    pub fn add(&mut self, source: Source, parts: impl IntoIterator<Item = ListPart>) -> SourceId {
        let corpus = &mut self.out.corpus;
        let id = SourceId(corpus.sources.len() as u32);
        let month = source.month;
        corpus.sources.push(source);
        let first = corpus.payments.len();
        let (mut signed, mut rows) = (0, 0);
        for part in parts {
            signed += part.signed;
            rows += part.rows;
            let pairs = part.pairs.into_iter();
            let here = |at: Place| Place { source: id, ..at };
            self.out.pairs.extend(pairs.map(|(at, p)| (here(at), p)));
            self.absorb(id, month, part.corpus);
        }
        // An empty signature says something only where most rows are signed (`contract.md`, 7).
        if signed * 2 <= rows {
            for payment in self.out.corpus.payments.iter_mut().skip(first) {
                payment.flags.0 &= !PaymentFlags::UNKNOWN;
            }
        }
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

    fn absorb(&mut self, source: SourceId, month: Option<Month>, part: Corpus) {
        let corpus = &mut self.out.corpus;
        let texts = Texts {
            of: corpus.texts.absorb(&part.texts),
        };
        let communes = &mut self.communes;
        let mut commune = |sym: Sym, corpus: &Corpus| communes.one(texts.get(sym), corpus);
        let identities: Vec<IdentityId> = part
            .identities
            .into_iter()
            .map(|one| {
                let one = Identity {
                    name: texts.get(one.name),
                    commune: commune(one.commune, corpus),
                    village: texts.get(one.village),
                    book: texts.get(one.book),
                    ..one
                };
                self.identities.number(one, &mut corpus.identities)
            })
            .collect();
        let identity = |local: IdentityId| {
            let found = identities.get(local.0 as usize).copied();
            found.unwrap_or(IdentityId(u32::MAX))
        };
        let place = |place: Place| Place { source, ..place };

        let extras_before = corpus.extras.len() as u32;
        reserve(&mut corpus.payments, part.payments.len());
        for payment in part.payments {
            let own = Some(payment.month).filter(|m| *m != NO_MONTH);
            let Some(month) = own.or(month) else {
                self.out.undated.push(place(payment.place));
                continue;
            };
            let commune = commune(payment.commune, corpus);
            corpus.payments.push(Payment {
                place: place(payment.place),
                identity: identity(payment.identity),
                month,
                commune,
                receiver: texts.get(payment.receiver),
                extra: match payment.extra {
                    0 => 0,
                    n => n + extras_before,
                },
                ..payment
            });
        }
        reserve(&mut corpus.extras, part.extras.len());
        corpus
            .extras
            .extend(part.extras.into_iter().map(|extra| PartyExtra {
                receipt: texts.get(extra.receipt),
                account: texts.get(extra.account),
                cared_for: texts.get(extra.cared_for),
                note: texts.get(extra.note),
                ..extra
            }));
        for record in part.roll {
            let commune = commune(record.commune, corpus);
            corpus.roll.push(RollRecord {
                place: place(record.place),
                identity: identity(record.identity),
                commune,
                month: record.month.or(month),
                category: texts.get(record.category),
                decision: texts.get(record.decision),
                cared_for: texts.get(record.cared_for),
                note: texts.get(record.note),
                ..record
            });
        }
        for mut record in part.deaths {
            record.place = place(record.place);
            record.identity = identity(record.identity);
            corpus.deaths.push(record);
        }
        for mut record in part.absences {
            record.place = place(record.place);
            record.identity = identity(record.identity);
            record.commune = commune(record.commune, corpus);
            record.reason = texts.get(record.reason);
            corpus.absences.push(record);
        }
        for mut record in part.certificates {
            record.place = place(record.place);
            record.identity = identity(record.identity);
            record.number = texts.get(record.number);
            corpus.certificates.push(record);
        }
        for mut record in part.pensions {
            record.place = place(record.place);
            record.identity = identity(record.identity);
            record.kind = texts.get(record.kind);
            corpus.pensions.push(record);
        }
        let notes = part.notes.into_iter();
        corpus.notes.extend(notes.map(|(at, n)| (place(at), n)));
    }
}

/// Room for more without doubling: millions of payments are kept once, not twice.
fn reserve<T>(all: &mut Vec<T>, more: usize) {
    if all.capacity() - all.len() < more {
        all.reserve_exact(more.max(all.len() / 8));
    }
}

/// Where a part's texts stand in the corpus.
struct Texts {
    of: Vec<Sym>,
}

impl Texts {
    fn get(&self, local: Sym) -> Sym {
        self.of.get(local.0 as usize).copied().unwrap_or_default()
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
