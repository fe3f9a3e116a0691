//! Where captures, the archive and the history meet.

mod dating;
mod describe;
mod extractor;
mod naming;
mod fetch;
mod intake;
mod preview;
mod prove;
mod reextract;
mod hooks;
pub mod watch;
pub mod import;

pub use dating::{Dated, TimeSource};
pub use describe::describe;
pub use fetch::{Absence, Absent, Found, Visit, Web, behind_paywall, fetch};
pub use hooks::{Hook, HookProblem};
pub use intake::{Input, Intake, IntakeError, Problem, Told, read_all, read_fetched};
pub use preview::{Preview, preview};
pub use prove::{proof_files, proof_page};
pub use reextract::{DeepReport, Differing, ReextractTerms, Reextracted, Reread, inspect_deep, reextract};
