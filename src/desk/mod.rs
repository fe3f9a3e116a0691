//! Where captures, the archive and the history meet.

mod dating;
mod describe;
mod naming;
mod intake;
mod preview;
mod prove;

pub use dating::{Dated, TimeSource};
pub use describe::describe;
pub use intake::{Input, Intake, IntakeError, Problem, Told, read_all};
pub use preview::{Preview, preview};
pub use prove::{proof_files, proof_page};
