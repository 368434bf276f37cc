//! The workbook of a marked copy: in, its parts; out, which part each sheet is, and the workbook with a
//! sheet more in front and the tool's own mark.

use super::edit::{Edits, Kind, Odd, Tag, append, escaped, tags, with};
use super::parts::{HEAD, Parts, TYPES, folder_of, relations_of, root_prefix};
use crate::read::{Relation, relations};
use crate::report::sheet::OWN_MARK;

/// The namespace of workbooks that are changed in place; strict ones have another.
pub const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/// The namespace of ids of relations, and the beginning of their kinds.
pub const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const STYLES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
const CUSTOM: &str = "application/vnd.openxmlformats-officedocument.custom-properties+xml";
/// What a workbook is called that Excel opens under another ending than `.xlsx`.
const OTHER_BOOKS: [&str; 3] = [
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "application/vnd.ms-excel.template.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
];

/// A workbook's own part and what it names.
pub struct Book {
    part: String,
    text: String,
    relations: Vec<Relation>,
    /// Names of the sheets with their parts, in order.
    pub sheets: Vec<(String, String)>,
}

impl Book {
    /// Finds the workbook and its sheets.
    pub fn read(parts: &mut Parts<'_>) -> Result<Self, Odd> {
        let root = relations(&parts.text("_rels/.rels")?, "");
        let main = root.iter().find(|r| r.kind.ends_with("/officeDocument"));
        let part = main.ok_or(Odd)?.target.clone();
        let text = parts.text(&part)?;
        if !text.contains(MAIN) {
            return Err(Odd);
        }
        let all = relations(&parts.text(&relations_of(&part))?, folder_of(&part));
        let mut sheets = Vec::new();
        for tag in tags(&text)?.iter().filter(|t| t.begins("sheet")) {
            let id = relation_id(tag).ok_or(Odd)?;
            let target = all.iter().find(|r| r.id == id).ok_or(Odd)?;
            sheets.push((tag.words("name").ok_or(Odd)?, target.target.clone()));
        }
        Ok(Self {
            part,
            text,
            relations: all,
            sheets,
        })
    }

    /// The part that a sheet's name stands for.
    pub fn sheet(&self, name: &str) -> Option<&str> {
        let found = self.sheets.iter().find(|(known, _)| known == name);
        found.map(|(_, part)| part.as_str())
    }

    /// The part of the formats, if there is one.
    pub fn styles(&self, parts: &Parts<'_>) -> Option<String> {
        let found = self.relations.iter().find(|r| r.kind.ends_with("/styles"));
        found.map(|r| r.target.clone()).filter(|t| parts.has(t))
    }

    /// Puts the formats, where there were none as a new part.
    pub fn put_styles(&self, parts: &mut Parts<'_>, text: String) -> Result<(), Odd> {
        if let Some(part) = self.styles(parts) {
            parts.put(&part, text);
            return Ok(());
        }
        let usual = format!("{}/styles.xml", folder_of(&self.part));
        let part = if parts.has(&usual) {
            parts.free(usual.trim_end_matches(".xml"), ".xml")
        } else {
            usual
        };
        parts.put(&part, text);
        parts.declare(&part, STYLES)?;
        parts.relate(&self.part, &format!("{OFFICE}/styles"), &part)?;
        Ok(())
    }

    /// Puts a sheet before all others, which the workbook then opens at.
    pub fn put_first(self, parts: &mut Parts<'_>, name: &str, sheet: String) -> Result<(), Odd> {
        let part = parts.free(
            &format!("{}/worksheets/rasoat", folder_of(&self.part)),
            ".xml",
        );
        parts.put(&part, sheet);
        parts.declare(&part, SHEET)?;
        let id = parts.relate(&self.part, &format!("{OFFICE}/worksheet"), &part)?;
        let tags = tags(&self.text)?;
        let mut edits = Edits::default();
        let mut number = 1;
        for tag in &tags {
            let mut set = |pairs: &[(&str, String)]| {
                let changed = pairs
                    .iter()
                    .fold(tag.text.to_owned(), |text, (name, value)| {
                        with(&text, name, value)
                    });
                edits.replace(tag.at.clone(), changed);
            };
            match tag.local() {
                "sheet" => number = number.max(tag.number("sheetId").unwrap_or(0) + 1),
                "workbookView" if tag.kind != Kind::Close => {
                    set(&[
                        ("activeTab", "0".to_owned()),
                        ("firstSheet", "0".to_owned()),
                    ]);
                }
                // Names of a sheet's own count the sheets before it.
                "definedName" if tag.kind != Kind::Close => {
                    if let Some(sheet) = tag.number("localSheetId") {
                        set(&[("localSheetId", (sheet + 1).to_string())]);
                    }
                }
                _ => {}
            }
        }
        let list = tags.iter().find(|t| t.begins("sheets")).ok_or(Odd)?;
        if list.kind != Kind::Open {
            return Err(Odd);
        }
        let line = format!(
            "<{}sheet name=\"{}\" sheetId=\"{number}\" xmlns:rasoat=\"{OFFICE}\" rasoat:id=\"{id}\"/>",
            list.prefix(),
            escaped(name)
        );
        edits.insert(list.at.end, line);
        let text = edits.apply(&self.text)?;
        parts.put(&self.part, text);
        self.make_plain(parts)?;
        // What was signed is no longer what stands there.
        parts.part_with("", "/digital-signature/origin")
    }

    /// Macros have no place in a copy that is to be read: Excel opens none under `.xlsx`.
    fn make_plain(&self, parts: &mut Parts<'_>) -> Result<(), Odd> {
        let mut types = parts.text(TYPES)?;
        if !OTHER_BOOKS.iter().any(|other| types.contains(other)) {
            return Ok(());
        }
        for other in OTHER_BOOKS {
            types = types.replace(other, WORKBOOK);
        }
        parts.put(TYPES, types);
        parts.part_with(&self.part, "/vbaProject")
    }
}

/// The id of the relation that a tag names: `r:id`, and not an `id` of its own.
pub fn relation_id<'a>(tag: &Tag<'a>) -> Option<&'a str> {
    tag.attribute("id")
}

/// Writes the tool's own mark among the properties of the document.
pub fn own(parts: &mut Parts<'_>, mark: &str) -> Result<(), Odd> {
    const PART: &str = "docProps/custom.xml";
    let property = |prefix: &str, pid: u32| {
        format!(
            "<{prefix}property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"{pid}\" name=\"{OWN_MARK}\"><vt:lpwstr xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">{mark}</vt:lpwstr></{prefix}property>"
        )
    };
    if parts.has(PART) {
        let text = parts.text(PART)?;
        let highest = tags(&text)?.iter().filter_map(|t| t.number("pid")).max();
        let line = property(&root_prefix(&text)?, highest.unwrap_or(1).saturating_add(1));
        parts.put(PART, append(&text, None, &line)?);
        return Ok(());
    }
    parts.put(PART, format!(
        "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\">{}</Properties>",
        property("", 2)
    ));
    parts.declare(PART, CUSTOM)?;
    // The package as a whole is related, not a part: its relations stand in `_rels/.rels`.
    parts.relate("", &format!("{OFFICE}/custom-properties"), PART)?;
    Ok(())
}
