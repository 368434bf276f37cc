//! `sample-data/`, embedded: a small realistic month to try everything on.
//!
//! In: a folder. Out: its files, as they lie in the repository.

use std::fs;
use std::path::Path;

use super::GenerateError;

#[derive(rust_embed::RustEmbed)]
#[folder = "sample-data"]
struct Sample;

/// Writes the sample into a folder, which must be empty or not there yet; how many files.
pub fn write(folder: &Path) -> Result<usize, GenerateError> {
    super::empty_folder(folder)?;
    let mut count = 0;
    for name in Sample::iter() {
        let Some(file) = Sample::get(&name) else {
            continue;
        };
        let path = folder.join(&*name);
        let written = path
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&path, &file.data));
        written.map_err(|source| GenerateError::Write { path, source })?;
        count += 1;
    }
    Ok(count)
}
