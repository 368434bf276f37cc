//! Who is who, for a person to look at.
//!
//! In: the people of a run, the decisions given, and the findings. Out: [`Links`]: pairs of rows left
//! open, side by side; the likely links that findings rest on, weighed field by field; and the
//! decisions, so that a workbook given to the next run still holds them.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::link::decisions::{Fate, Given};
use crate::link::{Decisions, Explainer, Record, UnsureLink, records};
use crate::model::{
    CellRef, Confidence, Corpus, Finding, IdentityId, LikelyLine, Links, NamedRow, PairLine, Place,
    Role, RowLine, SourceId, Strength,
};
use crate::settle::World;
use crate::texts::{Lang, linking, pairs as texts};

/// Most pairs to settle, and most likely links, that are listed: nobody looks at more.
const MOST: usize = 5_000;
/// Most people that one row may be who are listed, and the least chance of them.
const CANDIDATES: usize = 3;
const LEAST: f64 = 0.005;

/// Everything that is told of links.
pub fn links(world: &World, decisions: &Decisions, findings: &[Finding], lang: Lang) -> Links {
    let (mut open, open_besides) = open(world);
    let (likely, likely_besides) = likely(world, findings);
    if open.is_empty() && likely.is_empty() && decisions.given.is_empty() {
        return Links::default();
    }
    open.truncate(MOST);
    let explainer = Explainer::new(world.corpus, &decisions.links());
    let rows = Rows::new(world.corpus, lang, &open, &likely, decisions);
    let teller = Teller {
        lang,
        explainer,
        rows,
    };
    Links {
        open: open.iter().filter_map(|pair| teller.open(pair)).collect(),
        open_besides,
        likely: likely.iter().filter_map(|l| teller.likely(l)).collect(),
        likely_besides,
        decided: once_each(decisions.given.iter().map(|g| teller.decided(g))),
    }
}

/// Two identities that may be one person.
struct Open {
    identity: IdentityId,
    other: IdentityId,
    chance: f64,
}

/// The pairs left open, likeliest first, those of one row together; and how many are too many.
fn open(world: &World) -> (Vec<Open>, usize) {
    let mut seen: FxHashSet<(IdentityId, IdentityId)> = FxHashSet::default();
    let mut all = Vec::new();
    let mut count = 0;
    for unsure in &world.linked.unsure {
        for (other, _, chance) in unsure.candidates.iter().take(CANDIDATES) {
            let (a, b) = (unsure.identity, *other);
            if *chance < LEAST || !seen.insert((a.min(b), a.max(b))) {
                continue;
            }
            count += 1;
            if all.len() < MOST {
                all.push(Open {
                    identity: a,
                    other: b,
                    chance: *chance,
                });
            }
        }
    }
    let besides = count - all.len();
    (all, besides)
}

/// A link that is only likely, and what rests on it.
struct Likely {
    identity: IdentityId,
    /// The row on which a finding rests.
    at: Option<Place>,
    /// The identity it was linked to; else one from which it likely differs, with the chance.
    to: (IdentityId, Option<f64>),
    findings: Vec<usize>,
}

/// The likely links that findings rest on; and how many are too many.
fn likely(world: &World, findings: &[Finding]) -> (Vec<Likely>, usize) {
    let open = |finding: &&Finding| finding.confidence != Confidence::Certain;
    let mut wanted: FxHashMap<Place, Option<IdentityId>> = FxHashMap::default();
    let sources = by_place(world.corpus);
    let place = |cell: &CellRef| {
        let sheet = cell.sheet.as_deref();
        let source = sources.get(&(cell.path.as_str(), sheet))?;
        Some(Place {
            source: *source,
            row: cell.row,
        })
    };
    for finding in findings.iter().filter(open) {
        wanted.extend(finding.evidence.iter().filter_map(place).map(|p| (p, None)));
    }
    if wanted.is_empty() {
        return (Vec::new(), 0);
    }
    for record in records(world.corpus) {
        if let Some(identity) = wanted.get_mut(&record.place()) {
            *identity = (*identity).max(Some(record.identity()));
        }
    }
    let unsure: FxHashMap<IdentityId, &UnsureLink> = world
        .linked
        .unsure
        .iter()
        .map(|u| (u.identity, u))
        .collect();
    let mut at: FxHashMap<IdentityId, usize> = FxHashMap::default();
    let mut all: Vec<Likely> = Vec::new();
    for (index, finding) in findings.iter().enumerate().filter(|(_, f)| open(f)) {
        for found in finding.evidence.iter().filter_map(place) {
            let Some(Some(identity)) = wanted.get(&found).copied() else {
                continue;
            };
            for (step, (identity, to)) in steps(world, &unsure, identity).enumerate() {
                let known = *at.entry(identity).or_insert(all.len());
                if known == all.len() {
                    all.push(Likely {
                        identity,
                        at: (step == 0).then_some(found),
                        to,
                        findings: Vec::new(),
                    });
                }
                if let Some(one) = all.get_mut(known)
                    && one.findings.last() != Some(&index)
                {
                    one.findings.push(index);
                }
            }
        }
    }
    let besides = all.len().saturating_sub(MOST);
    all.truncate(MOST);
    (all, besides)
}

/// An identity, and the one it was linked to (or likely differs from, with the chance).
type Step = (IdentityId, (IdentityId, Option<f64>));

/// The likely links from an identity to the row that stands for its person.
fn steps<'a>(
    world: &'a World,
    unsure: &'a FxHashMap<IdentityId, &UnsureLink>,
    identity: IdentityId,
) -> impl Iterator<Item = Step> + 'a {
    let mut next = Some(identity);
    std::iter::from_fn(move || {
        let identity = next.take()?;
        if world.linked.strength(identity) != Strength::Likely {
            return None;
        }
        let through = *world.linked.through.get(identity.0 as usize)?;
        if through != identity {
            next = Some(through);
            return Some((identity, (through, None)));
        }
        let (other, _, chance) = unsure.get(&identity)?.candidates.first()?;
        Some((identity, (*other, Some(*chance))))
    })
}

fn by_place(corpus: &Corpus) -> FxHashMap<(&str, Option<&str>), SourceId> {
    let sources = corpus.sources.iter().zip(0..);
    sources
        .map(|(s, at)| ((s.path.as_str(), s.sheet.as_deref()), SourceId(at)))
        .collect()
}

/// The records of the rows that are told.
struct Rows<'a> {
    corpus: &'a Corpus,
    lang: Lang,
    /// The first row of each identity, of the first kind of list, and how many say the same.
    first: FxHashMap<IdentityId, Option<(Record<'a>, usize)>>,
    at: FxHashMap<Place, Option<Record<'a>>>,
}

impl<'a> Rows<'a> {
    fn new(
        corpus: &'a Corpus,
        lang: Lang,
        open: &[Open],
        likely: &[Likely],
        decisions: &Decisions,
    ) -> Self {
        let open = open.iter().flat_map(|pair| [pair.identity, pair.other]);
        let linked = likely.iter().flat_map(|link| [link.identity, link.to.0]);
        let named = decisions.given.iter().flat_map(|given| given.rows);
        let mut new = Self {
            corpus,
            lang,
            first: open.chain(linked).map(|id| (id, None)).collect(),
            at: (likely.iter().map(|link| link.at).chain(named))
                .flatten()
                .map(|place| (place, None))
                .collect(),
        };
        let mut last: FxHashMap<IdentityId, Place> = FxHashMap::default();
        for record in records(corpus) {
            let (place, identity) = (record.place(), record.identity());
            if let Some(known) = new.at.get_mut(&place) {
                *known = known.or(Some(record));
            }
            if let Some(known) = new.first.get_mut(&identity) {
                // A row may have several records.
                let is_new = last.insert(identity, place) != Some(place);
                match known {
                    None => *known = Some((record, 0)),
                    Some((_, alike)) => *alike += usize::from(is_new),
                }
            }
        }
        new
    }

    /// The row that stands for an identity.
    fn of(&self, identity: IdentityId) -> Option<RowLine> {
        let (record, alike) = (*self.first.get(&identity)?)?;
        self.line(record, alike)
    }

    fn at(&self, place: Place) -> Option<RowLine> {
        self.line((*self.at.get(&place)?)?, 0)
    }

    fn line(&self, record: Record<'_>, alike: usize) -> Option<RowLine> {
        let (corpus, place) = (self.corpus, record.place());
        let source = corpus.source(place.source)?;
        let identity = corpus.identity(record.identity())?;
        let text = |sym| corpus.texts.get(sym).to_owned();
        Some(RowLine {
            at: CellRef {
                path: source.path.clone(),
                sheet: source.sheet.clone(),
                row: place.row,
                column: None,
                role: source.role,
            },
            alike,
            name: text(identity.name),
            born: identity.born,
            id_number: identity.id_number,
            commune: text(identity.commune),
            village: text(identity.village),
            says: texts::says(self.lang, record, corpus),
        })
    }
}

/// Makes lines of pairs.
struct Teller<'a> {
    lang: Lang,
    explainer: Explainer,
    rows: Rows<'a>,
}

impl Teller<'_> {
    fn open(&self, pair: &Open) -> Option<PairLine> {
        let why = self.explainer.compare(pair.identity, pair.other)?;
        let [agrees, differs] = texts::for_and_against(self.lang, &why);
        Some(PairLine {
            rows: [self.rows.of(pair.identity)?, self.rows.of(pair.other)?],
            chance: texts::chance(self.lang, pair.chance),
            agrees,
            differs,
            answer: String::new(),
            by: String::new(),
            on: None,
        })
    }

    fn likely(&self, link: &Likely) -> Option<LikelyLine> {
        let (to, apart) = link.to;
        let why = self.explainer.compare(link.identity, to)?;
        let fields = linking::fields(self.lang, &why).into_iter();
        let fields = fields.map(|(words, weight)| format!("{weight}  {words}"));
        let own = link.at.and_then(|place| self.rows.at(place));
        Some(LikelyLine {
            rows: [
                own.or_else(|| self.rows.of(link.identity))?,
                self.rows.of(to)?,
            ],
            fields: fields.collect::<Vec<_>>().join("\n"),
            sum: linking::sum(self.lang, &why),
            verdict: apart.map_or_else(
                || texts::likely(self.lang).to_owned(),
                |chance| texts::likely_apart(self.lang, chance),
            ),
            findings: link.findings.clone(),
        })
    }

    fn decided(&self, given: &Given) -> PairLine {
        let [first, second] = [0, 1].map(|side| {
            let found = given.rows.get(side).copied().flatten();
            found
                .and_then(|place| self.rows.at(place))
                .or_else(|| given.pair.rows.get(side).map(as_named))
        });
        let told = [first, second].map(|row| row.unwrap_or_else(|| as_named(&NamedRow::default())));
        let identity = |row: &Option<Place>| {
            let record = (*self.rows.at.get(&(*row)?)?)?;
            Some(record.identity())
        };
        let [a, b] = given.rows.each_ref().map(identity);
        let why = a.zip(b).and_then(|(a, b)| self.explainer.compare(a, b));
        let why = why.map(|why| texts::for_and_against(self.lang, &why));
        let [agrees, differs] = why.unwrap_or_default();
        let [same, different] = texts::answers(self.lang);
        let answer = match given.pair.same {
            Some(true) => same,
            Some(false) => different,
            None => &given.pair.answer,
        };
        let followed = !matches!(given.fate, Fate::Ignored(_));
        PairLine {
            rows: told,
            chance: texts::fate(self.lang, followed).to_owned(),
            agrees,
            differs,
            answer: answer.to_owned(),
            by: given.pair.by.clone(),
            on: given.pair.on,
        }
    }
}

/// A workbook that carries decisions and the file that they came from say the same thing twice.
fn once_each(lines: impl Iterator<Item = PairLine>) -> Vec<PairLine> {
    let mut kept: Vec<PairLine> = Vec::new();
    let mut seen = FxHashSet::default();
    for line in lines {
        let [a, b] = &line.rows;
        let row = |row: &RowLine| (row.at.path.clone(), row.at.sheet.clone(), row.at.row);
        let said = (line.answer.clone(), line.by.clone(), line.on);
        if seen.insert((row(a), row(b), said)) {
            kept.push(line);
        }
    }
    kept
}

/// A row that was not found, as it was named.
fn as_named(row: &NamedRow) -> RowLine {
    RowLine {
        at: CellRef {
            path: row.path.clone(),
            sheet: (!row.sheet.is_empty()).then(|| row.sheet.clone()),
            row: row.row.unwrap_or(0),
            column: None,
            role: Role::Links,
        },
        alike: 0,
        name: row.name.clone(),
        born: None,
        id_number: None,
        commune: String::new(),
        village: String::new(),
        says: String::new(),
    }
}
