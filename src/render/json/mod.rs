//! Values as JSON: what `--json` prints.
//!
//! Times are RFC 3339 in the offset they were stated in; paragraphs, captions and links are counted from 1; what is
//! missing is `null` or left out as each struct says; a field is never taken away within a major version.

mod blame;
mod change;
mod changelog;
mod comparison;
mod explain;
mod finding;
mod import;
mod log;
mod note;
mod sarif;
mod triage;
mod version;

pub use super::diff::{MoveJson, RowJson, RunJson};
pub use blame::{BlameJson, EarlierJson, GoneJson, SeenJson, StretchJson, blame};
pub use change::{ChangeJson, PlaceJson, change};
pub use changelog::{ChangelogJson, EntryJson, LinkJson, RuledJson, StandingJson, UnbackedJson, changelog};
pub use comparison::{ComparisonJson, FieldJson, NotesJson, comparison};
pub use explain::{ExplainJson, ExplainedNoteJson, ReasonJson, ThresholdsJson, WeighedJson, explain};
pub use finding::{AstrayJson, BreachJson, CheckedJson, FindingJson, checked, finding};
pub use import::{ImportedJson, SkipJson, imported};
pub use log::{LogJson, log};
pub use note::{
    ClaimJson, ClaimOriginJson, FollowedNoteJson, FoundNoteJson, NoteEventJson, NoteJson, OriginJson, TimeJson,
    followed_notes, found_notes, notes,
};
pub use sarif::{SarifJson, SarifRules, sarif};
pub use triage::{LostJson, RulingJson, SubjectJson, TriageJson, triage, triaged};
pub use version::{BlockJson, ContentJson, VersionJson, version};

use std::fmt::Write;

use super::visible::steers;

/// Escapes what could steer a terminal in a JSON text, whose strings alone can hold it.
///
/// ```
/// assert_eq!(variorum::render::json::escaped("\"a\u{9b}b\""), r#""a\u009bb""#);
/// ```
#[must_use]
pub fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if character == '\n' || !steers(character) {
            text.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\u{unit:04x}");
        }
    }
    text
}
