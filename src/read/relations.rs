//! How the parts of an xlsx or xlsb hang together: which is the workbook, and what its names for other
//! parts stand for. Both formats keep it as XML.

use quick_xml::events::Event;

use super::package::Package;
use super::xml::{self, attribute};

/// A relation of a part to another.
#[derive(Clone, Debug)]
pub struct Relation {
    /// By which name the part calls it.
    pub id: String,
    /// What the other is.
    pub kind: String,
    /// The other's name within the package.
    pub target: String,
}

/// The workbook's part, named by the package, else where Excel puts it; and its relations.
pub fn of_workbook(package: &mut Package, usual: &str) -> (String, Vec<Relation>) {
    let part = package
        .text("_rels/.rels")
        .ok()
        .and_then(|text| {
            let all = relations(&text, "");
            all.into_iter()
                .find(|r| r.kind.ends_with("/officeDocument"))
                .map(|r| r.target)
        })
        .filter(|part| package.has(part))
        .unwrap_or_else(|| usual.to_owned());
    let all = of(package, &part);
    (part, all)
}

/// The relations of a part.
pub fn of(package: &mut Package, part: &str) -> Vec<Relation> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let text = package.text(&format!("{folder}/_rels/{name}.rels"));
    text.map(|text| relations(&text, folder))
        .unwrap_or_default()
}

/// The part that is related in this way, if the package holds it.
pub fn target(package: &Package, relations: &[Relation], kind: &str) -> Option<String> {
    let mut parts = relations.iter().filter(|r| r.kind.ends_with(kind));
    parts
        .next()
        .map(|r| r.target.clone())
        .filter(|p| package.has(p))
}

/// The relations of a part that lies in `folder`.
pub fn relations(text: &str, folder: &str) -> Vec<Relation> {
    let mut all = Vec::new();
    let mut reader = xml::reader(text.as_bytes());
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(e)) if e.local_name().as_ref() == "Relationship" => {
                let get = |name| attribute(&e, name).unwrap_or_default();
                all.push(Relation {
                    id: get("Id"),
                    kind: get("Type"),
                    target: resolve(folder, &get("Target")),
                });
            }
            Ok(Event::Eof) | Err(_) => return all,
            Ok(_) => {}
        }
    }
}

/// A target as a part name: absolute ones start at the root, `..` goes up and never out.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut parts: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        parts.extend(folder.split('/').filter(|p| !p.is_empty()));
    }
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_stay_within_the_package() {
        assert_eq!(
            resolve("xl", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(resolve("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("xl", "../../../etc/passwd"), "etc/passwd");
    }
}
