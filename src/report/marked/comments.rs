//! The notes of a marked sheet: in, what each cell is to be told; out, the sheet's comments and their
//! shapes. What a clerk had noted before stays, ours goes behind it.

use super::book::{OFFICE, relation_id};
use super::cells::Cell;
use super::edit::{Edits, Kind, Odd, append, escaped, tags, walk};
use super::parts::{HEAD, Parts, folder_of, relations_of, root_prefix};
use crate::read::{cell_reference, column_letters, relations};

const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const SHAPES: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
const AUTHOR: &str = "rasoat";

/// What a cell is told: a title and what follows.
pub struct Told {
    /// The cell.
    pub cell: Cell,
    /// In bold.
    pub title: String,
    /// Below it.
    pub text: String,
}

/// What stands behind the shapes in a sheet, in the order that the format wants.
const BEHIND: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
];

/// Puts the notes; answers the sheet's XML with its shapes named.
pub fn put(
    parts: &mut Parts<'_>,
    sheet: &str,
    text: String,
    notes: &[Told],
) -> Result<String, Odd> {
    let name = relations_of(sheet);
    let known = if parts.has(&name) {
        relations(&parts.text(&name)?, folder_of(sheet))
    } else {
        Vec::new()
    };
    let target = |kind: &str| {
        let found = known.iter().find(|r| r.kind.ends_with(kind));
        found.map(|r| r.target.clone())
    };
    let folder = folder_of(folder_of(sheet));
    let fresh = if let Some(part) = target("/comments") {
        let (text, fresh) = beside(&parts.text(&part)?, notes)?;
        parts.put(&part, text);
        fresh
    } else {
        let part = parts.free(&format!("{folder}/comments"), ".xml");
        let list: String = notes.iter().map(|n| comment(n, "", 0)).collect();
        parts.put(&part, format!(
            "{HEAD}<comments xmlns=\"{}\"><authors><author>{AUTHOR}</author></authors><commentList>{list}</commentList></comments>",
            super::book::MAIN
        ));
        parts.declare(&part, COMMENTS)?;
        parts.relate(sheet, &format!("{OFFICE}/comments"), &part)?;
        notes.iter().collect()
    };
    let mut all = Vec::new();
    for tag in walk(&text) {
        let tag = tag?;
        if tag.depth <= 1 || tag.begins("legacyDrawing") {
            all.push(tag);
        }
    }
    let own = all.iter().find(|t| t.begins("legacyDrawing"));
    if let Some(own) = own {
        let id = relation_id(own).ok_or(Odd)?;
        let shapes = known.iter().find(|r| r.id == id).ok_or(Odd)?;
        let drawn = drawn_beside(&parts.any_text(&shapes.target)?, &fresh)?;
        parts.put(&shapes.target, drawn);
        return Ok(text);
    }
    let part = parts.free(&format!("{folder}/drawings/vmlDrawing"), ".vml");
    parts.put(&part, drawn(&fresh));
    parts.declare(&part, SHAPES)?;
    let id = parts.relate(sheet, &format!("{OFFICE}/vmlDrawing"), &part)?;
    let rows = all
        .iter()
        .position(|t| t.local() == "sheetData")
        .ok_or(Odd)?;
    let after = all.get(rows..).unwrap_or(&[]);
    let behind = |t: &&super::edit::Tag<'_>| {
        t.depth == 1 && t.kind != Kind::Close && BEHIND.contains(&t.local())
    };
    let end = all.iter().rev().find(|t| t.depth == 0).ok_or(Odd)?;
    let at = after.iter().find(behind).unwrap_or(end).at.start;
    let mut edits = Edits::default();
    edits.insert(
        at,
        format!(
            "<{}legacyDrawing xmlns:rasoat=\"{OFFICE}\" rasoat:id=\"{id}\"/>",
            end.prefix()
        ),
    );
    edits.apply(&text)
}

/// A comment as XML.
fn comment(note: &Told, prefix: &str, author: usize) -> String {
    let p = prefix;
    let (row, column) = note.cell;
    format!(
        "<{p}comment ref=\"{}{row}\" authorId=\"{author}\"><{p}text>{}</{p}text></{p}comment>",
        column_letters(column),
        runs(note, p)
    )
}

fn runs(note: &Told, p: &str) -> String {
    let run = |bold: &str, text: &str| {
        format!(
            "<{p}r><{p}rPr>{bold}<{p}sz val=\"9\"/><{p}color indexed=\"81\"/><{p}rFont val=\"Tahoma\"/><{p}family val=\"2\"/></{p}rPr><{p}t xml:space=\"preserve\">{}</{p}t></{p}r>",
            escaped(text)
        )
    };
    let title = run(&format!("<{p}b/>"), &format!("{}\n", note.title));
    title + &run("", &note.text)
}

/// The notes beside those that a clerk had made; those of cells that had none come back.
fn beside<'n>(text: &str, notes: &'n [Told]) -> Result<(String, Vec<&'n Told>), Odd> {
    let p = root_prefix(text)?;
    let all = tags(text)?;
    let authors = all.iter().filter(|t| t.begins("author")).count();
    let (mut edits, mut fresh, mut list) = (Edits::default(), Vec::new(), String::new());
    for note in notes {
        let here = all.iter().position(|t| {
            let at = t.attribute("ref").and_then(cell_reference);
            t.begins("comment") && at == Some((note.cell.1, note.cell.0))
        });
        let Some(here) = here else {
            list += &comment(note, &p, authors);
            fresh.push(note);
            continue;
        };
        let within = all.get(here + 1..).unwrap_or(&[]);
        let end = within.iter().position(|t| t.ends("text")).ok_or(Odd)?;
        let within = within.get(..=end).unwrap_or(&[]);
        let text_depth = within.last().ok_or(Odd)?.depth;
        for t in within
            .iter()
            .filter(|t| t.local() == "t" && t.depth == text_depth + 1)
        {
            match t.kind {
                Kind::Open => edits.insert(t.at.start, format!("<{p}r>")),
                Kind::Close => edits.insert(t.at.end, format!("</{p}r>")),
                Kind::Empty => edits.replace(t.at.clone(), String::new()),
            }
        }
        let spoken = |t: &&super::edit::Tag<'_>| {
            t.depth == text_depth + 1 && matches!(t.local(), "rPh" | "phoneticPr")
        };
        let at = within
            .iter()
            .find(spoken)
            .or(within.last())
            .ok_or(Odd)?
            .at
            .start;
        let gap = Told {
            cell: note.cell,
            title: format!("\n{}", note.title),
            text: note.text.clone(),
        };
        edits.insert(at, runs(&gap, &p));
    }
    let text = edits.apply(text)?;
    let text = append(&text, Some("commentList"), &list)?;
    let text = append(
        &text,
        Some("authors"),
        &format!("<{p}author>{AUTHOR}</{p}author>"),
    )?;
    Ok((text, fresh))
}

const SPACES: &str = "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"";

const SHAPE_TYPE: &str = concat!(
    "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">",
    "<v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"
);

fn drawn(notes: &[&Told]) -> String {
    format!(
        "<xml {SPACES}><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout>{SHAPE_TYPE}{}</xml>",
        shapes(notes, 1025)
    )
}

/// Shapes beside those that are there. What Excel writes here is not always XML, so it is not parsed.
fn drawn_beside(text: &str, notes: &[&Told]) -> Result<String, Odd> {
    let ids = text.split("_x0000_s").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit());
        rest.get(..end.unwrap_or(rest.len()))?.parse::<u32>().ok()
    });
    let next = ids.max().map_or(1025, |highest| highest.saturating_add(1));
    let kind = if text.contains("id=\"_x0000_t202\"") {
        ""
    } else {
        SHAPE_TYPE
    };
    let end = text.rfind("</xml>").ok_or(Odd)?;
    let (before, after) = (text.get(..end), text.get(end..));
    let new = shapes(notes, next);
    // Programs name these spaces as they like: ours are named on the shapes, where need be.
    let named = ["xmlns:v=", "xmlns:o=", "xmlns:x="];
    let new = if named.iter().all(|name| text.contains(name)) {
        [kind, &new].concat()
    } else {
        [kind, &new]
            .concat()
            .replace("<v:shape ", &format!("<v:shape {SPACES} "))
            .replace("<v:shapetype ", &format!("<v:shapetype {SPACES} "))
    };
    Ok([before.unwrap_or(""), &new, after.unwrap_or("")].concat())
}

/// Letters that fit on a line of a note.
const ACROSS: usize = 44;
/// Height of a line of a note, points.
const LINE: u32 = 12;

/// The height at which all of a note is seen, points; it is 240 wide.
pub fn height(title: &str, text: &str) -> u32 {
    let lines = title.lines().chain(text.lines());
    let lines: usize = lines.map(|l| l.chars().count().div_ceil(ACROSS)).sum();
    (lines as u32 + 2) * LINE
}

fn shapes(notes: &[&Told], first: u32) -> String {
    let shape = |(id, note): (u32, &&Told)| {
        let (row, column) = (note.cell.0.saturating_sub(1), note.cell.1);
        let height = height(&note.title, &note.text);
        format!(
            "<v:shape id=\"_x0000_s{id}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:80pt;margin-top:2pt;width:240pt;height:{height}pt;z-index:{id};visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}, 15, {}, 2, {}, 31, {}, 9</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>",
            column + 1,
            row.saturating_sub(1),
            column + 4,
            row + height.div_ceil(15),
        )
    };
    (first..).zip(notes).map(shape).collect()
}

#[cfg(test)]
mod tests {
    use super::height;

    #[test]
    fn a_note_is_as_tall_as_what_it_says() {
        assert_eq!(height("Ngày không hợp lệ", "Đề nghị sửa theo giấy tờ."), 48);
        assert_eq!(height("a", &"b".repeat(89)), 72);
    }
}
