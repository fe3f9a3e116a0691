//! Values turned into pages.

mod role;
mod look;
mod visible;
mod page;
mod wrap;
mod paint;
mod svg;
mod moment;
mod words;
mod table;
mod mark;
mod log;
mod names;
mod list;
mod show;
mod notes;
mod findings;
mod diff;
mod markdown;
pub mod json;

pub use diff::{Compared, Noise, inline, stat};
pub use findings::{Checked, Layout, findings};
pub use list::{Listed, list};
pub use log::{LogEntry, log, log_entries, summary};
pub use mark::Mark;
pub use markdown::{Order, changelog_markdown, diff_markdown};
pub use moment::{in_prose, in_table};
pub use names::Names;
pub use notes::notes;
pub use page::{Line, Page, Run};
pub use paint::Paint;
pub use role::Role;
pub use show::show;
pub use svg::svg;
pub use visible::visible;
pub use words::count;
