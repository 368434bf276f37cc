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

/// The own rules folder cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", path.display())]
pub struct RulesFolderError {
    /// The file or folder.
    pub path: PathBuf,
    /// Why.
    #[source]
    pub source: std::io::Error,
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
        if let Some(own) = own {
            files.lay_over(own, own)?;
        }
        Ok(files)
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

    fn lay_over(&mut self, root: &Path, folder: &Path) -> Result<(), RulesFolderError> {
        let fault = |path: &Path| {
            let path = path.to_owned();
            move |source| RulesFolderError { path, source }
        };
        let mut entries = fs::read_dir(folder)
            .map_err(fault(folder))?
            .collect::<Result<Vec<_>, _>>()
            .map_err(fault(folder))?;
        entries.sort_by_key(fs::DirEntry::path);
        for entry in entries {
            let path = entry.path();
            if path.is_dir() {
                self.lay_over(root, &path)?;
            } else if path.extension().is_some_and(|e| e == "toml") {
                let text = fs::read_to_string(&path).map_err(fault(&path))?;
                let parts: Vec<String> = path
                    .strip_prefix(root)
                    .unwrap_or(&path)
                    .iter()
                    .map(|part| part.to_string_lossy().into_owned())
                    .collect();
                self.insert(parts.join("/"), path.display().to_string(), text);
            }
        }
        Ok(())
    }
}

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
