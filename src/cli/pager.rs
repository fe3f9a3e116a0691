//! The pager, as git has it.

use std::io::{self, Write};
use std::process::{Child, Command, Stdio};

/// What git sets for `less` and `lv` unless the reader set it: quit when all fits, keep colours, leave the screen be.
const DEFAULTS: &str = r#": "${LESS=FRX}" "${LV=-c}"; export LESS LV; "#;

/// The exit code by which a shell says that there is no such command, or that it cannot be run.
const NO_COMMAND: [i32; 2] = [126, 127];

/// Shows a text through the pager, which is a shell command; tells whether there was such a pager.
pub(super) fn show(pager: &str, text: &str) -> io::Result<bool> {
    let Ok(mut child) = start(pager) else { return Ok(false) };
    let mut input = child.stdin.take().expect("standard input is piped");
    let written = input.write_all(text.as_bytes());
    drop(input);
    let status = child.wait()?;
    if status.code().is_some_and(|code| NO_COMMAND.contains(&code)) {
        return Ok(false);
    }
    match written {
        // The reader saw enough and quit.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(true),
    }
}

fn start(pager: &str) -> io::Result<Child> {
    Command::new("sh").arg("-c").arg(format!("{DEFAULTS}{pager}")).stdin(Stdio::piped()).stderr(Stdio::null()).spawn()
}

#[cfg(test)]
mod tests {
    use super::*;

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
