//! The files a command reads, and standard input.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use thiserror::Error;
use variorum::capture::LARGEST_INPUT;
use variorum::desk::Input;

use super::settings::Settings;

/// What standard input is called for a person.
pub(super) const STANDARD_INPUT: &str = "standard input";

/// Why a file cannot be read.
#[derive(Debug, Error)]
pub(crate) enum InputError {
    /// There is none.
    #[error("no file {name}")]
    Missing { name: String },
    /// It is a folder.
    #[error("{name} is a folder")]
    Folder { name: String },
    /// It is larger than anything that is read.
    #[error("{name} is larger than {LARGEST_INPUT} bytes")]
    TooLarge { name: String },
    /// The system does not give it out.
    #[error("{name} cannot be read")]
    Unreadable { name: String, source: io::Error },
}

/// Reads a file, or standard input for `-`, but no more of it than is read as an article.
pub(super) fn read(path: &Path, settings: &Settings) -> Result<Input, InputError> {
    if path.as_os_str() == "-" {
        return from_standard_input(settings);
    }
    let name = path.display().to_string();
    let place = settings.cwd.join(path);
    let unreadable = |source| InputError::Unreadable { name: name.clone(), source };
    let about = match fs::metadata(&place) {
        Ok(about) => about,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(InputError::Missing { name }),
        Err(error) => return Err(unreadable(error)),
    };
    if about.is_dir() {
        return Err(InputError::Folder { name });
    }
    if about.is_file() && about.len() > LARGEST_INPUT as u64 {
        return Err(InputError::TooLarge { name });
    }
    let file = File::open(&place).map_err(unreadable)?;
    let bytes = at_most(file).map_err(|source| InputError::Unreadable { name: name.clone(), source })?;
    sized(Input { name, bytes })
}

fn from_standard_input(settings: &Settings) -> Result<Input, InputError> {
    let name = STANDARD_INPUT.to_owned();
    if settings.typed {
        // Nothing is lost when there is no standard error to say it on.
        let _ = writeln!(
            io::stderr(),
            "variorum: reading the article from the terminal; end it with Ctrl-D on a line of its own"
        );
    }
    let bytes = at_most(io::stdin().lock()).map_err(|source| InputError::Unreadable { name: name.clone(), source })?;
    sized(Input { name, bytes })
}

fn at_most(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LARGEST_INPUT as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn sized(input: Input) -> Result<Input, InputError> {
    if input.bytes.len() > LARGEST_INPUT { Err(InputError::TooLarge { name: input.name }) } else { Ok(input) }
}
