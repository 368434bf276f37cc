//! The formats of a marked copy: in, `styles.xml`; out, the same with the mark's fill, each marked
//! cell's own format once more with that fill, and the formats of the sheet of faults.

use std::collections::BTreeMap;

use super::edit::{Edits, Kind, Odd, Tag, tags, with};
use super::parts::HEAD;

/// The one colour of wrong cells.
pub const FILL: u32 = 0xFF_B3_A7;

/// A workbook that has no formats of its own.
const NONE: &str = concat!(
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">",
    "<fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>",
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>",
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>",
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>",
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>",
    "<cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>",
    "</styleSheet>"
);

/// Formats with what is to be added to them.
pub struct Styles {
    text: String,
    prefix: String,
    /// The cell formats as they stand, then those added.
    formats: Vec<String>,
    old: usize,
    fonts: Section,
    fills: Section,
    borders: Section,
    mark: u32,
    marked: BTreeMap<u32, u32>,
}

/// A list of the part: how many it has, and what is added.
#[derive(Default)]
struct Section {
    had: u32,
    added: Vec<String>,
}

impl Section {
    fn add(&mut self, xml: String) -> u32 {
        self.added.push(xml);
        self.had + self.added.len() as u32 - 1
    }
}

impl Styles {
    /// Reads the part; without one the workbook gets plain formats.
    pub fn read(text: Option<String>) -> Result<Self, Odd> {
        let text = text.unwrap_or_else(|| format!("{HEAD}{NONE}"));
        let mut styles = Self {
            prefix: String::new(),
            formats: Vec::new(),
            old: 0,
            fonts: Section::default(),
            fills: Section::default(),
            borders: Section::default(),
            mark: 0,
            marked: BTreeMap::new(),
            text: String::new(),
        };
        let tags = tags(&text)?;
        tags.first()
            .ok_or(Odd)?
            .prefix()
            .clone_into(&mut styles.prefix);
        for (name, section) in [
            ("fonts", &mut styles.fonts),
            ("fills", &mut styles.fills),
            ("borders", &mut styles.borders),
        ] {
            section.had = children(&tags, name)?.len() as u32;
        }
        for at in children(&tags, "cellXfs")? {
            styles.formats.push(text.get(at).ok_or(Odd)?.to_owned());
        }
        styles.old = styles.formats.len();
        if styles.old == 0 {
            return Err(Odd);
        }
        styles.text = text;
        styles.mark = styles.fill(FILL);
        Ok(styles)
    }

    /// The format of a marked cell: its own, with the mark's fill.
    pub fn marked(&mut self, own: u32) -> Result<u32, Odd> {
        if let Some(known) = self.marked.get(&own) {
            return Ok(*known);
        }
        let format = self.formats.get(own as usize).or(self.formats.first());
        let format = format.ok_or(Odd)?.clone();
        let end = tags(&format)?.first().ok_or(Odd)?.at.end;
        let (tag, rest) = (format.get(..end), format.get(end..));
        let filled = with(tag.unwrap_or(""), "fillId", &self.mark.to_string());
        let filled = with(&filled, "applyFill", "1");
        let new = self.add(filled + rest.unwrap_or(""));
        self.marked.insert(own, new);
        Ok(new)
    }

    /// A format of the sheet of faults: font, fill, border and alignment as XML without a prefix.
    pub fn format(&mut self, look: &Look) -> u32 {
        let p = self.prefix.clone();
        let bold = if look.bold {
            format!("<{p}b/>")
        } else {
            String::new()
        };
        let line = if look.link {
            format!("<{p}u/>")
        } else {
            String::new()
        };
        let font = self.fonts.add(format!(
            "<{p}font>{bold}{line}<{p}sz val=\"{}\"/><{p}color rgb=\"FF{:06X}\"/><{p}name val=\"Times New Roman\"/><{p}family val=\"1\"/></{p}font>",
            look.points, look.ink
        ));
        let fill = look.fill.map_or(0, |colour| self.fill(colour));
        let border = if look.lined {
            let sides = ["left", "right", "top", "bottom"].map(|side| {
                format!("<{p}{side} style=\"thin\"><{p}color rgb=\"FF9AA5B1\"/></{p}{side}>")
            });
            self.borders.add(format!(
                "<{p}border>{}<{p}diagonal/></{p}border>",
                sides.concat()
            ))
        } else {
            0
        };
        let across = if look.centred {
            " horizontal=\"center\""
        } else {
            ""
        };
        let wrap = if look.wrapped { " wrapText=\"1\"" } else { "" };
        self.add(format!(
            "<{p}xf numFmtId=\"49\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><{p}alignment{across} vertical=\"center\"{wrap}/></{p}xf>"
        ))
    }

    fn fill(&mut self, colour: u32) -> u32 {
        let p = &self.prefix;
        let xml = format!(
            "<{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"FF{colour:06X}\"/><{p}bgColor indexed=\"64\"/></{p}patternFill></{p}fill>"
        );
        self.fills.add(xml)
    }

    fn add(&mut self, format: String) -> u32 {
        self.formats.push(format);
        self.formats.len() as u32 - 1
    }

    /// The part with everything added.
    pub fn finish(self) -> Result<String, Odd> {
        let formats = self.formats.get(self.old..).unwrap_or(&[]);
        let lists = [
            ("fonts", self.fonts.had, &self.fonts.added[..]),
            ("fills", self.fills.had, &self.fills.added[..]),
            ("borders", self.borders.had, &self.borders.added[..]),
            ("cellXfs", self.old as u32, formats),
        ];
        let tags = tags(&self.text)?;
        let mut edits = Edits::default();
        for (name, had, added) in lists {
            let open = tags.iter().find(|t| t.begins(name)).ok_or(Odd)?;
            let end = tags.iter().find(|t| t.ends(name)).ok_or(Odd)?;
            let count = (had as usize + added.len()).to_string();
            edits.replace(open.at.clone(), with(open.text, "count", &count));
            edits.insert(end.at.start, added.concat());
        }
        edits.apply(&self.text)
    }
}

/// How cells of the sheet of faults look.
#[derive(Clone, Copy, Default)]
pub struct Look {
    /// Height of letters.
    pub points: u32,
    /// Colour of letters.
    pub ink: u32,
    /// Bold letters.
    pub bold: bool,
    /// Underlined, as links are.
    pub link: bool,
    /// Colour behind.
    pub fill: Option<u32>,
    /// Thin lines around.
    pub lined: bool,
    /// In the middle.
    pub centred: bool,
    /// On as many lines as need be.
    pub wrapped: bool,
}

/// Where the elements directly in the first element of a name stand.
fn children(tags: &[Tag<'_>], name: &str) -> Result<Vec<std::ops::Range<usize>>, Odd> {
    let start = tags.iter().position(|t| t.begins(name)).ok_or(Odd)?;
    let list = tags
        .get(start)
        .filter(|t| t.kind == Kind::Open)
        .ok_or(Odd)?;
    let mut all: Vec<std::ops::Range<usize>> = Vec::new();
    for tag in tags.get(start + 1..).unwrap_or(&[]) {
        if tag.depth == list.depth {
            return Ok(all);
        }
        if tag.depth != list.depth + 1 {
            continue;
        }
        match (tag.kind, all.last_mut()) {
            (Kind::Close, Some(open)) => open.end = tag.at.end,
            (Kind::Close, None) => return Err(Odd),
            _ => all.push(tag.at.clone()),
        }
    }
    Err(Odd)
}
