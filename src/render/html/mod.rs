//! Pages for a browser: one file each, without script, readable by eye and by ear.

mod escape;
mod shades;
mod stretch;
mod diff;

pub use diff::diff_html;
