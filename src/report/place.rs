//! Files put in place together: written under other names first, renamed only when all are whole.
//!
//! In: a folder and what to write. Out: all files new, or all as they were before.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::LeaveFault;

/// A file could not be written or put in place.
#[derive(Debug, thiserror::Error)]
pub enum WriteFault {
    /// The folder cannot be made or written to.
    #[error("{}: {source}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A file cannot be written or replaced, such as a workbook that is open in Excel.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A workbook could not be made.
    #[error("{}: {source}", path.display())]
    Workbook {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: Box<rust_xlsxwriter::XlsxError>,
    },
}

/// A set of files on its way into a folder. Dropped before [`Batch::commit`], it leaves no trace.
pub struct Batch {
    folder: PathBuf,
    names: Vec<String>,
}

impl Batch {
    /// A batch into `folder`, which is made if it is not there.
    pub fn new(folder: &Path, names: &[&str]) -> Result<Self, WriteFault> {
        fs::create_dir_all(folder).map_err(|source| WriteFault::Folder {
            path: folder.to_owned(),
            source,
        })?;
        sweep(folder, names);
        Ok(Self {
            folder: folder.to_owned(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
        })
    }

    /// Where a file of the batch will stand.
    pub fn target(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Writes one file under its temporary name; safe to call for several files at once.
    pub fn write(
        &self,
        name: &str,
        fill: impl FnOnce(&mut BufWriter<File>) -> Result<(), Fill>,
    ) -> Result<(), WriteFault> {
        let fault = |source| WriteFault::File {
            path: self.target(name),
            source,
        };
        let made = File::create(self.temporary(name, "new")).map_err(fault)?;
        let mut writer = BufWriter::with_capacity(1 << 16, made);
        match fill(&mut writer) {
            Ok(()) => {}
            Err(Fill::Io(source)) => return Err(fault(source)),
            Err(Fill::Workbook(source)) => {
                return Err(WriteFault::Workbook {
                    path: self.target(name),
                    source: Box::new(source),
                });
            }
        }
        writer.flush().map_err(fault)?;
        writer.get_ref().sync_all().map_err(fault)
    }

    /// Renames all files into place. If one cannot be replaced, those already replaced are put back.
    pub fn commit(self) -> Result<(), WriteFault> {
        let nothing = || Ok::<(), std::convert::Infallible>(());
        self.commit_then(nothing).map_err(|fault| match fault {
            LeaveFault::Write(fault) => fault,
            LeaveFault::Last(never) => match never {},
        })
    }

    /// Renames all files into place, then does what is to be done `last`. If one cannot be replaced or
    /// that fails, those already replaced are put back.
    pub fn commit_then<E>(self, last: impl FnOnce() -> Result<(), E>) -> Result<(), LeaveFault<E>> {
        for (i, name) in self.names.iter().enumerate() {
            if let Err(source) = self.replace(name) {
                self.restore_first(i);
                return Err(LeaveFault::Write(WriteFault::File {
                    path: self.target(name),
                    source,
                }));
            }
        }
        last().map_err(|fault| {
            self.restore_first(self.names.len());
            LeaveFault::Last(fault)
        })
    }

    fn restore_first(&self, count: usize) {
        for done in self.names.iter().take(count) {
            self.restore(done);
        }
    }

    /// Keeps the old file under another name, then renames the new one over it in one step.
    fn replace(&self, name: &str) -> io::Result<()> {
        let (target, kept) = (self.target(name), self.temporary(name, "old"));
        if target.is_file() {
            fs::hard_link(&target, &kept).or_else(|_| fs::copy(&target, &kept).map(drop))?;
        }
        fs::rename(self.temporary(name, "new"), target)
    }

    fn restore(&self, name: &str) {
        let kept = self.temporary(name, "old");
        if kept.is_file() {
            let _ = fs::rename(kept, self.target(name));
        } else {
            let _ = fs::remove_file(self.target(name));
        }
    }

    /// Hidden, and told apart from those of another run at the same time.
    fn temporary(&self, name: &str, state: &str) -> PathBuf {
        self.folder
            .join(format!(".{name}.{}.{state}", std::process::id()))
    }
}

/// Removes the temporary files of runs that were killed, where the system tells which run still lives.
fn sweep(folder: &Path, names: &[&str]) {
    let processes = Path::new("/proc");
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries
        .flatten()
        .filter(|_| processes.join("self").exists())
    {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let process = names.iter().find_map(|own| {
            let rest = name
                .strip_prefix('.')?
                .strip_prefix(own)?
                .strip_prefix('.')?;
            let process = rest.strip_suffix(".new").or(rest.strip_suffix(".old"))?;
            process.parse::<u32>().ok()
        });
        if process.is_some_and(|process| !processes.join(process.to_string()).exists()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        for name in &self.names {
            let _ = fs::remove_file(self.temporary(name, "new"));
            let _ = fs::remove_file(self.temporary(name, "old"));
        }
    }
}

/// Why a file could not be filled.
#[derive(Debug)]
pub enum Fill {
    /// The disk.
    Io(io::Error),
    /// The workbook.
    Workbook(rust_xlsxwriter::XlsxError),
}

impl From<io::Error> for Fill {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<rust_xlsxwriter::XlsxError> for Fill {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        match error {
            rust_xlsxwriter::XlsxError::IoError(error) => Self::Io(error),
            other => Self::Workbook(other),
        }
    }
}
