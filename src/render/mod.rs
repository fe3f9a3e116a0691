//! Values turned into pages.

mod role;
mod look;
mod visible;
mod page;
mod wrap;
mod paint;
mod svg;
mod moment;
mod seen;
mod withdrawn;
mod words;
mod table;
mod technical;
mod mark;
mod log;
mod names;
mod ruling;
mod list;
mod latest;
mod import;
mod reextract;
mod show;
mod blame;
mod notes;
mod found_notes;
mod findings;
mod sync;
mod triage;
mod diff;
mod explain;
mod markdown;
mod html;
pub mod json;

pub use blame::{Grain, blame};
pub use diff::{Compared, Noise, brief, inline, side_by_side, stat, unified};
pub use explain::explain;
pub use findings::{Checked, Layout, Sum, findings, findings_end, findings_listed};
pub use found_notes::{FoundNotes, found_notes};
pub use html::diff_html;
pub use import::{Imported, imported};
pub use latest::{LatestRow, latest};
pub use list::{ListColumns, Listed, list};
pub use log::{LogEntry, Touched, log, log_entries, summary};
pub use mark::Mark;
pub use markdown::{
    FINDINGS_HEAD, Order, Proven, ProvenCapture, changelog_markdown, diff_critic, diff_markdown, findings_markdown,
    findings_markdown_end, findings_markdown_listed, proof_markdown,
};
pub use moment::{in_prose, in_table};
pub use names::Names;
pub use notes::{followed_notes, notes};
pub use page::{Line, Page, Run};
pub use paint::Paint;
pub use reextract::{Rereadings, reextracted};
pub use role::Role;
pub use ruling::Astray;
pub use show::show;
pub use svg::svg;
pub use sync::{Files, SyncReport, signatures_lost, sync_report};
pub use technical::{TechnicalRow, technical};
pub use triage::{triage, triaged};
pub use visible::visible;
pub use withdrawn::{WithdrawnJson, withdrawn, withdrawn_json};
pub use words::count;
