//! The pager, as git has it.

use std::io::{self, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

/// What git sets for `less` and `lv` unless the reader set it: quit when all fits, keep colours, leave the screen be.
const DEFAULTS: &str = r#": "${LESS=FRX}" "${LV=-c}"; export LESS LV; "#;

/// The exit code by which a shell says that there is no such command, or that it cannot be run.
const NO_COMMAND: [i32; 2] = [126, 127];

/// A pager that is being written to.
pub(super) struct Pager {
    child: Child,
    input: ChildStdin,
}

impl Pager {
    /// Starts a pager, which is a shell command; none where there is no shell.
    pub(super) fn start(pager: &str) -> Option<Self> {
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("{DEFAULTS}{pager}")).stdin(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().ok()?;
        let input = child.stdin.take()?;
        Some(Self { child, input })
    }

    /// Writes more; a reader who saw enough and quit is a broken pipe.
    pub(super) fn write(&mut self, text: &str) -> io::Result<()> {
        self.input.write_all(text.as_bytes())
    }

    /// Waits until the reader has seen it all or quit; tells whether there was such a pager.
    pub(super) fn end(self) -> io::Result<bool> {
        let Self { mut child, input } = self;
        drop(input);
        let code = child.wait()?.code();
        Ok(!code.is_some_and(|code| NO_COMMAND.contains(&code)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows a text; tells whether there was such a pager.
    fn show(pager: &str, text: &str) -> io::Result<bool> {
        let mut pager = Pager::start(pager).unwrap();
        match pager.write(text) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
            _ => pager.end(),
        }
    }

    #[test]
    fn a_pager_that_is_not_there_is_told_from_one_that_was_quit() {
        assert!(!show("no-such-pager-here", "text\n").unwrap());
        assert!(show("true", "text\n").unwrap());
    }

    #[test]
    fn less_quits_when_all_fits_unless_the_reader_set_it_up() {
        assert!(show("test \"$LESS\" = \"${LESS:-FRX}\" && cat >/dev/null", "text\n").unwrap());
    }
}
