//! How a run ends: what went wrong in words, a hint, and the exit code.

use std::io::{self, Write};
use std::process::ExitCode;

/// How a command ends when it could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done; nothing found that counts.
    Done,
    /// Findings, differences or damage.
    Found,
}

impl Outcome {
    /// Returns the exit code.
    pub(crate) fn code(self) -> ExitCode {
        match self {
            Self::Done => ExitCode::SUCCESS,
            Self::Found => ExitCode::from(1),
        }
    }
}

/// Says on standard error what went wrong, and returns the exit code for it; a reader that went away is no error.
pub(crate) fn fail(error: &anyhow::Error) -> ExitCode {
    if error.chain().any(is_broken_pipe) {
        return ExitCode::SUCCESS;
    }
    // Nothing is left to be done when standard error is gone too.
    let _ = writeln!(io::stderr(), "variorum: {error:#}");
    ExitCode::from(2)
}

fn is_broken_pipe(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
