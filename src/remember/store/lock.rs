//! One writer at a time, and who it is.
//!
//! A file beside the store is locked while a run lasts. The system lifts the lock when its holder ends,
//! however it ends: what a killed run leaves behind is a file without a lock, and holds nobody up.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How often a held lock is tried again.
const EVERY: Duration = Duration::from_millis(100);

/// The store is ours until this is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Why a store cannot be had.
#[derive(Debug)]
pub enum LockFault {
    /// Another run holds it: who, and since when, in its own words.
    Held(String),
    /// The file beside it cannot be made.
    Io(PathBuf, io::Error),
}

impl Lock {
    /// Waits until nobody else holds the store, `wait` at most. `holder` is what others are told.
    pub fn take(store: &Path, wait: Duration, holder: &str) -> Result<Self, LockFault> {
        let path = beside(store);
        let io = |error| LockFault::Io(path.clone(), error);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(&path).map_err(io)?;
        let until = Instant::now() + wait;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if Instant::now() < until => {
                    std::thread::sleep(EVERY);
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(LockFault::Held(told_in(&mut file)));
                }
                // A share that knows no locks: the database's own have to do.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                    break;
                }
                Err(TryLockError::Error(error)) => return Err(io(error)),
            }
        }
        file.set_len(0).map_err(io)?;
        file.write_all(holder.as_bytes()).map_err(io)?;
        Ok(Self { _file: file })
    }

    /// Who holds a store now, in its own words.
    pub fn holder(store: &Path) -> Option<String> {
        let mut file = File::open(beside(store)).ok()?;
        let held = matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock));
        held.then(|| told_in(&mut file))
    }
}

fn told_in(file: &mut File) -> String {
    let mut told = String::new();
    let _ = file.seek(SeekFrom::Start(0));
    let _ = file.read_to_string(&mut told);
    told
}

/// Hidden, so that it is nobody's list.
fn beside(store: &Path) -> PathBuf {
    let name = store.file_name().unwrap_or_default().to_string_lossy();
    store.with_file_name(format!(".{name}.khoa"))
}
