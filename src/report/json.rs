//! `ket-qua.json`: in, an outcome; out, the document of `contract.md`, written as it is made, with
//! one source, finding or adjustment a line so that it can be read and compared by eye.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::ser::Formatter;

use crate::model::{
    Adjustment, Balance, CellRef, Finding, Outcome, Resolved, Sex, Source, Status, Subject, Totals,
    Unread,
};

/// The document of an outcome: give it to any serde serializer.
pub fn json(outcome: &Outcome) -> impl Serialize + '_ {
    Document(outcome)
}

/// A finding as the document has it.
pub fn finding(finding: &Finding) -> impl Serialize + '_ {
    FindingLine(finding)
}

/// An adjustment as the document has it.
pub fn adjustment(adjustment: &Adjustment) -> impl Serialize + '_ {
    AdjustmentLine(adjustment)
}

/// Writes the document, with a final newline.
pub fn write_json(outcome: &Outcome, mut to: impl Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut to, Lines { depth: 0 });
    Document(outcome).serialize(&mut serializer)?;
    to.write_all(b"\n")?;
    to.flush()
}

/// A map whose absent values are left out.
struct Fields<M>(M);

impl<M: SerializeMap> Fields<M> {
    fn put<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), M::Error> {
        self.0.serialize_entry(key, value)
    }

    fn maybe<T: Serialize>(&mut self, key: &'static str, value: Option<T>) -> Result<(), M::Error> {
        value.map_or(Ok(()), |value| self.0.serialize_entry(key, &value))
    }
}

/// Serialize by a closure over [`Fields`], so that each type of the contract reads as its keys.
macro_rules! document {
    ($name:ident($type:ty), |$it:ident, $map:ident| $body:block) => {
        struct $name<'a>(&'a $type);

        impl Serialize for $name<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let $it = self.0;
                let mut $map = Fields(serializer.serialize_map(None)?);
                $body
                $map.0.end()
            }
        }
    };
}

struct Each<'a, T, W>(&'a [T], fn(&'a T) -> W);

impl<T, W: Serialize> Serialize for Each<'_, T, W> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for item in self.0 {
            list.serialize_element(&(self.1)(item))?;
        }
        list.end()
    }
}

document!(Document(Outcome), |outcome, map| {
    map.put("tool", &Tool(&()))?;
    map.put("run", &Run(outcome))?;
    map.put("sources", &Each(&outcome.sources, SourceLine))?;
    map.put("findings", &Each(&outcome.findings, FindingLine))?;
    map.put("adjustments", &Each(&outcome.adjustments, AdjustmentLine))?;
    map.put("totals", &TotalsLine(&outcome.totals))?;
    if outcome.unread.months > 0 {
        map.put("unchecked", &UnreadLine(&outcome.unread))?;
    }
    if let Some(reconciliation) = &outcome.reconciliation {
        map.put(
            "reconciliation",
            &Each(&reconciliation.balances, BalanceLine),
        )?;
    }
    if !outcome.resolved.is_empty() {
        map.put("resolved", &Each(&outcome.resolved, ResolvedLine))?;
    }
});

document!(ResolvedLine(Resolved), |gone, map| {
    map.put("id", &gone.id)?;
    map.put("rule", &gone.rule)?;
    map.put("status", &Status::Resolved)?;
    map.put("first_seen", &gone.first_seen)?;
    map.put("name", &gone.name)?;
    map.put("commune", &gone.commune)?;
    map.put("months", &gone.months)?;
    map.put("amount", &gone.amount)?;
    map.put("message", &gone.message)?;
});

document!(BalanceLine(Balance), |balance, map| {
    let sum = &balance.sum;
    map.put("month", &balance.month)?;
    map.put("commune", &balance.commune)?;
    map.put("carried_in", &sum.carried_in)?;
    map.put("approved", &sum.approved)?;
    map.put("paid", &sum.paid)?;
    map.put("returned", &sum.returned)?;
    map.put("carried_out", &sum.carried_out)?;
    map.put("unexplained", &sum.unexplained())?;
    map.put("people", &PeopleLine(balance))?;
});

document!(PeopleLine(Balance), |balance, map| {
    map.put("approved", &balance.people_approved)?;
    map.put("paid", &balance.people_paid)?;
    map.put("carried", &balance.people_carried)?;
});

document!(Tool(()), |_unit, map| {
    map.put("name", env!("CARGO_PKG_NAME"))?;
    map.put("version", env!("CARGO_PKG_VERSION"))?;
});

document!(Run(Outcome), |outcome, map| {
    map.put("command", outcome.command)?;
    map.put("from", &outcome.range.first)?;
    map.put("to", &outcome.range.last)?;
    map.put("rules_digest", &outcome.rules_digest)?;
});

document!(SourceLine(Source), |source, map| {
    map.put("path", &source.path)?;
    map.put("sha256", &source.sha256)?;
    map.maybe("sheet", source.sheet.as_ref())?;
    map.put("role", &source.role)?;
    map.maybe("header_row", source.header_rows.first())?;
    map.put("rows", &source.rows)?;
    map.put("skipped", &source.skipped.len())?;
});

document!(FindingLine(Finding), |finding, map| {
    map.put("id", &finding.id)?;
    map.put("rule", &finding.rule)?;
    map.put("severity", &finding.severity)?;
    map.put("confidence", &finding.confidence)?;
    map.put("action", &finding.action)?;
    map.put("subject", &SubjectPart(&finding.subject))?;
    if !finding.also.is_empty() {
        map.put("also", &Each(&finding.also, SubjectPart))?;
    }
    map.put("months", &finding.months)?;
    map.put("amount", &finding.amount)?;
    map.put("counted", &finding.counted)?;
    if !finding.counted_in.is_empty() {
        let rules: Vec<&str> = finding.counted_in.iter().map(|of| &*of.rule).collect();
        map.put("counted_in", &rules)?;
    }
    map.maybe("amount_range", finding.amount_range)?;
    map.maybe("settled_by", finding.settled_by.as_ref())?;
    map.put("message", &finding.message)?;
    map.put("basis", &finding.basis)?;
    map.put("evidence", &Each(&finding.evidence, CellPart))?;
    if let Some(known) = &finding.remembered {
        map.put("status", &known.status)?;
        map.put("first_seen", &known.first_seen)?;
        map.maybe("outcome", known.outcome.as_ref().map(|of| &of.outcome))?;
    }
});

document!(SubjectPart(Subject), |subject, map| {
    map.put("kind", &subject.kind)?;
    map.put("name", &subject.name)?;
    map.maybe("born", subject.born)?;
    map.maybe("sex", subject.sex.map(Sex::code))?;
    map.maybe("id_number", subject.id_number.map(|id| id.to_string()))?;
    map.put("commune", &subject.commune)?;
    if !subject.household.is_empty() {
        map.put("household", &subject.household)?;
    }
});

document!(CellPart(CellRef), |cell, map| {
    map.put("path", &cell.path)?;
    map.maybe("sheet", cell.sheet.as_ref())?;
    map.put("row", &cell.row)?;
    map.maybe("column", cell.column.as_ref())?;
    map.put("role", &cell.role)?;
});

document!(AdjustmentLine(Adjustment), |line, map| {
    map.put("kind", &line.kind)?;
    map.put("subject", &SubjectPart(&line.subject))?;
    map.put("from", &line.from)?;
    map.put("to", &line.to)?;
    map.put("old_monthly", &line.old_monthly)?;
    map.put("new_monthly", &line.new_monthly)?;
    map.put("amount", &line.amount)?;
    map.put("findings", &line.findings)?;
});

document!(UnreadLine(Unread), |unread, map| {
    map.put("people", &unread.people)?;
    if unread.households > 0 {
        map.put("households", &unread.households)?;
    }
    map.put("months", &unread.months)?;
    map.put("basis", &unread.basis)?;
});

document!(TotalsLine(Totals), |totals, map| {
    map.put("people", &totals.people)?;
    map.put("payments", &totals.payments)?;
    map.put("paid", &totals.paid)?;
    map.put("due", &totals.due)?;
    map.put("due_range", &totals.due_range)?;
    map.put("recover", &totals.recover)?;
    map.put("arrears", &totals.arrears)?;
    map.put("unclaimed", &totals.unclaimed)?;
    map.put("unjudged", &totals.unjudged)?;
    map.put("outside", &totals.outside)?;
});

/// Line breaks down to the items of the outer lists, none within them.
struct Lines {
    depth: usize,
}

impl Lines {
    fn open<W: Write + ?Sized>(&mut self, to: &mut W, bracket: u8) -> io::Result<()> {
        self.depth += 1;
        to.write_all(&[bracket])
    }

    fn close<W: Write + ?Sized>(&mut self, to: &mut W, bracket: u8) -> io::Result<()> {
        self.depth -= 1;
        to.write_all(&[bracket])
    }

    fn item<W: Write + ?Sized>(&self, to: &mut W, first: bool) -> io::Result<()> {
        if !first {
            to.write_all(b",")?;
        }
        match self.depth {
            1 => to.write_all(b"\n  "),
            2 => to.write_all(b"\n    "),
            _ if first => Ok(()),
            _ => to.write_all(b" "),
        }
    }
}

impl Formatter for Lines {
    fn begin_array<W: Write + ?Sized>(&mut self, to: &mut W) -> io::Result<()> {
        self.open(to, b'[')
    }

    fn end_array<W: Write + ?Sized>(&mut self, to: &mut W) -> io::Result<()> {
        self.close(to, b']')
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.item(to, first)
    }

    fn begin_object<W: Write + ?Sized>(&mut self, to: &mut W) -> io::Result<()> {
        self.open(to, b'{')
    }

    fn end_object<W: Write + ?Sized>(&mut self, to: &mut W) -> io::Result<()> {
        if self.depth == 1 {
            to.write_all(b"\n")?;
        }
        self.close(to, b'}')
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.item(to, first)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, to: &mut W) -> io::Result<()> {
        to.write_all(b": ")
    }
}
