//! Who is who, for a person to look at.
//!
//! In: the people of a run, the decisions given, and the findings. Out: [`Links`]: pairs of rows left
//! open, side by side; the likely links that findings rest on, weighed field by field; and the
//! decisions, so that a workbook given to the next run still holds them.

mod rows;
mod wanted;

use rustc_hash::FxHashSet;

use crate::link::decisions::{Fate, Given};
use crate::link::{Decisions, Explained};
use crate::model::{Finding, LikelyLine, Links, NamedRow, PairLine, Place, RowLine};
use crate::settle::World;
use crate::texts::{Lang, linking, pairs as texts};
use rows::{Rows, as_named};
use wanted::{Likely, Open};

/// Everything that is told of links.
pub fn links(
    world: &World,
    (decisions, explained): (&Decisions, &Explained),
    findings: &[Finding],
    lang: Lang,
) -> Links {
    let (open, open_besides) = wanted::open(world);
    let (likely, likely_besides) = wanted::likely(world, findings);
    if open.is_empty() && likely.is_empty() && decisions.given.is_empty() {
        return Links::default();
    }
    let rows = Rows::new(world.corpus, lang, &open, &likely, decisions);
    let teller = Teller {
        lang,
        explained,
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

/// Makes lines of pairs.
struct Teller<'a> {
    lang: Lang,
    explained: &'a Explained,
    rows: Rows<'a>,
}

impl Teller<'_> {
    fn open(&self, pair: &Open) -> Option<PairLine> {
        let why = self.explained.compare(pair.identity, pair.other)?;
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
        let why = self.explained.compare(link.identity, to)?;
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
        let row = |place: Option<Place>, named: &NamedRow| {
            let found = place.and_then(|place| self.rows.at(place));
            found.unwrap_or_else(|| as_named(named))
        };
        let ([first, second], [one, other]) = (given.rows, &given.pair.rows);
        let [a, b] = given.rows.map(|row| self.rows.identity(row?));
        let why = a.zip(b).and_then(|(a, b)| self.explained.compare(a, b));
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
            rows: [row(first, one), row(second, other)],
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
