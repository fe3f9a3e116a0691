//! Pages for readers anywhere: Markdown that reads the same whatever the article contains.

mod escape;
mod marks;
mod heading;
mod excerpt;
mod announced;
mod section;
mod changelog;
mod diff;
mod critic_text;
mod critic;
mod findings;
mod proof;

pub use changelog::{Order, changelog_markdown};
pub use critic::diff_critic;
pub use diff::diff_markdown;
pub use findings::{FINDINGS_HEAD, findings_markdown, findings_markdown_end, findings_markdown_listed};
pub use proof::{Proven, ProvenCapture, proof_markdown};
