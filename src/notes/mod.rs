//! What an article says about itself.

mod claim;
mod context;
mod stamp;
mod note;
mod origin;
mod date;
mod mask;
mod needs;
mod pattern;
mod table;
mod signs;
mod relax;
mod gate;
mod cues;
mod head;
mod summary;
mod raw;
mod collect;
mod deed;
mod grounds;
mod contrast;
mod value;
mod term;
mod spoken;
mod find;
mod reader;
mod ledger;

pub use claim::{Action, Claim, Content, Target};
pub use context::Context;
pub use find::{find, is_bare_note, is_note_line, knows_language};
pub use ledger::{LedgerEntry, LedgerEvent, ledger};
pub use note::{Note, NoteKind};
pub use origin::{ClaimOrigin, NoteOrigin};
pub use reader::{Reader, read};
pub use stamp::{Precision, Stamp};
