//! A bar on the terminal while many files are read. It is drawn on the error stream, only where that
//! is a terminal, and leaves nothing behind.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::texts::{Lang, audit as texts};

/// Files below which nobody has to wait.
const FEW: usize = 12;

/// A bar over so many files; none where the run is quiet or short.
pub fn bar(files: usize, quiet: bool, lang: Lang) -> ProgressBar {
    if quiet || files < FEW {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr());
    let shape = format!("{} {{bar:30}} {{pos}}/{{len}}", texts::reading(lang));
    if let Ok(style) = ProgressStyle::with_template(&shape) {
        bar.set_style(style);
    }
    bar
}
