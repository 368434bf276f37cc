//! The `rules` folder: embedded in the binary, with a department's own folder laid over it.
//!
//! In: an optional folder. Out: the texts of all rule, law, word and place files by path, and their
//! digest. A path that the own folder has replaces the built-in one; a new path is added.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

#[derive(rust_embed::RustEmbed)]
#[folder = "rules"]
struct BuiltIn;

/// A file of the rules folder.
#[derive(Clone, Debug)]
pub struct RuleFile {
    /// Path within the folder, with `/`: `checks/deaths/paid-after-death.toml`.
    pub path: String,
    /// Where a fault in it is to be mended, as shown to a user.
    pub shown: String,
    /// Its text.
    pub text: String,
}

/// All files of the rules folder by path.
#[derive(Clone, Debug, Default)]
pub struct RuleFiles {
    files: BTreeMap<String, RuleFile>,
}

/// The own rules folder cannot be used: every file of it that is at fault.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct RulesFolderError(pub Vec<FolderFault>);

/// A file or folder that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {kind}", path.display())]
pub struct FolderFault {
    /// The file or folder.
    pub path: PathBuf,
    /// Why.
    #[source]
    pub kind: FolderFaultKind,
}

/// Why a file or folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderFaultKind {
    /// It is not there.
    #[error("there is no such folder")]
    Missing,
    /// A file where a folder was needed.
    #[error("not a folder")]
    NotAFolder,
    /// It cannot be read.
    #[error("{0}")]
    Unreadable(std::io::Error),
    /// Not UTF-8.
    #[error("not saved as UTF-8")]
    NotUtf8,
    /// A rule or law in a file that does not end in `.toml`.
    #[error("a rule file has to end in .toml")]
    Ending,
}

impl RuleFiles {
    /// The built-in folder with `own` laid over it.
    pub fn load(own: Option<&Path>) -> Result<Self, RulesFolderError> {
        let mut files = Self::default();
        for path in BuiltIn::iter() {
            if let Some(file) = BuiltIn::get(&path) {
                let text = String::from_utf8_lossy(&file.data).into_owned();
                files.insert(path.to_string(), format!("rules/{path}"), text);
            }
        }
        let mut faults = Vec::new();
        if let Some(own) = own {
            files.lay_over(own, own, &mut faults);
        }
        if faults.is_empty() {
            Ok(files)
        } else {
            Err(RulesFolderError(faults))
        }
    }

    /// The TOML files under a folder such as `law/`, in path order.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a RuleFile> {
        self.files
            .range(folder.to_owned()..)
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(|(_, file)| file)
            .filter(|file| {
                Path::new(&file.path)
                    .extension()
                    .is_some_and(|e| e == "toml")
            })
    }

    /// One file by its path.
    pub fn get(&self, path: &str) -> Option<&RuleFile> {
        self.files.get(path)
    }

    /// Digest of everything in force: `sha256:…`.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for (path, file) in &self.files {
            hash.update(path.as_bytes());
            hash.update([0]);
            hash.update(file.text.as_bytes());
            hash.update([0]);
        }
        format!("sha256:{}", hex(&hash.finalize()))
    }

    fn insert(&mut self, path: String, shown: String, text: String) {
        let file = RuleFile {
            path: path.clone(),
            shown,
            text,
        };
        self.files.insert(path, file);
    }

    fn lay_over(&mut self, root: &Path, folder: &Path, faults: &mut Vec<FolderFault>) {
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut paths: Vec<PathBuf> = match entries {
            Ok(entries) => entries.iter().map(fs::DirEntry::path).collect(),
            Err(error) => return faults.push(fault(folder, FolderFaultKind::of(error))),
        };
        paths.sort();
        for path in paths {
            if path.is_dir() {
                self.lay_over(root, &path, faults);
                continue;
            }
            let named = path
                .extension()
                .is_some_and(|e| e.eq_ignore_ascii_case("toml"));
            match fs::read(&path).map(|bytes| text(&bytes)) {
                Err(error) if named => faults.push(fault(&path, FolderFaultKind::of(error))),
                Ok(None) if named => faults.push(fault(&path, FolderFaultKind::NotUtf8)),
                Ok(Some(text)) if named => {
                    let path_within = path.with_extension("toml");
                    let parts: Vec<String> = path_within
                        .strip_prefix(root)
                        .unwrap_or(&path_within)
                        .iter()
                        .map(|part| part.to_string_lossy().into_owned())
                        .collect();
                    self.insert(parts.join("/"), path.display().to_string(), text);
                }
                Ok(Some(text)) if is_misnamed(&path, &text) => {
                    faults.push(fault(&path, FolderFaultKind::Ending));
                }
                _ => {}
            }
        }
    }
}

impl FolderFaultKind {
    fn of(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::Missing,
            std::io::ErrorKind::NotADirectory => Self::NotAFolder,
            _ => Self::Unreadable(error),
        }
    }
}

fn fault(path: &Path, kind: FolderFaultKind) -> FolderFault {
    let path = path.to_owned();
    FolderFault { path, kind }
}

/// UTF-8, or what a byte order mark says (Notepad's "Unicode"); `None` for anything else.
fn text(bytes: &[u8]) -> Option<String> {
    let (encoding, mark) = encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let (text, broken) = encoding.decode_without_bom_handling(bytes.get(mark..)?);
    (!broken).then(|| text.into_owned())
}

/// Endings that Notepad and habit give a text; a copy kept aside (`.bak`, `.old`) has another.
const TEXT_ENDINGS: [&str; 5] = ["txt", "yaml", "yml", "tml", "ini"];

/// Whether a file is meant as a rule or a law, but would not be read as one.
fn is_misnamed(path: &Path, text: &str) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let like_text = ending.is_none_or(|e| TEXT_ENDINGS.contains(&e.as_str()));
    let starts = [
        "about",
        "when",
        "[[base]]",
        "[[rate]]",
        "[[figure]]",
        "[[example]]",
    ];
    let says = |line: &str| {
        let line = line.trim();
        let key = line.split('=').next().unwrap_or("").trim();
        starts
            .iter()
            .any(|start| line == *start || line.contains('=') && key == *start)
    };
    like_text && text.lines().any(says)
}

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
