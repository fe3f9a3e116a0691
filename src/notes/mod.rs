//! What an article says about itself.

mod claim;
mod context;
mod find;
mod note;
mod stamp;

pub use claim::{Action, Claim, Content, Target};
pub use context::Context;
pub use find::{find, is_note_line, read};
pub use note::{Note, NoteKind};
pub use stamp::{Precision, Stamp};
