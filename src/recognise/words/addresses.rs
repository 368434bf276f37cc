//! Words of addresses: `rules/words/addresses.toml`.

use super::{Lists, WordsFault, nothing_left, parse};
use crate::model::AddressWords;
use crate::rules::RuleFiles;

const FILE: &str = "words/addresses.toml";

/// Reads them; without the file addresses are compared as they are written.
///
/// # Errors
/// The file is no TOML of lists of words, or has a list that means nothing.
pub fn address_words(files: &RuleFiles) -> Result<AddressWords, WordsFault> {
    let Some(file) = files.get(FILE) else {
        return Ok(AddressWords::default());
    };
    let mut lists = parse::<Lists>(file)?;
    let mut of = |name: &str| lists.remove(name).unwrap_or_default();
    let words = AddressWords::new(&of("ranks"), &of("streets"), &of("houses"), &of("lanes"));
    nothing_left(file, lists.keys().next())?;
    Ok(words)
}
