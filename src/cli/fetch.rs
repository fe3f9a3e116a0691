//! Pages that `record` fetches from the web.

use std::path::Path;

use anyhow::Result;
use variorum::capture::http::{Fetcher, Manners, Private, Validators};
use variorum::desk::{Absent, Found, Input, Intake, Web, behind_paywall, preview};
use variorum::store::Archive;

use super::clock::WallClock;
use super::settings::Settings;

/// Returns the web address that an argument is, if it is none of a file.
pub(super) fn address(argument: &Path) -> Option<&str> {
    argument.to_str().filter(|text| text.starts_with("https://") || text.starts_with("http://"))
}

/// Makes a fetcher as the command line asks for.
pub(super) fn fetcher(contact: Option<&str>, allow_private: bool) -> Fetcher {
    let private = if allow_private { Private::All } else { Private::None };
    Fetcher::new(Manners { contact: contact.map(str::to_owned), private, ..Manners::default() })
}

/// Fetches a page to be recorded.
pub(super) fn page(url: &str, fetcher: &mut Fetcher, settings: &Settings) -> Result<(Input, Option<Web>)> {
    let visit = variorum::desk::fetch(fetcher, url, &Validators::default(), &WallClock::new(settings.now))?;
    match visit.found {
        Found::Page { input, web, .. } => Ok((input, Some(web))),
        Found::Absent(absence) => Err(Absent { url: url.to_owned(), absence }.into()),
        // Without a state known, no server says that it is the same.
        Found::Same => anyhow::bail!("{url}: the server answers 304 to a request that asked for the whole page"),
    }
}

/// Checks that no page shows the beginning of its article only.
pub(super) fn check(intakes: &[Intake], archive: &Archive) -> Result<()> {
    if !intakes.iter().any(is_fetched) {
        return Ok(());
    }
    for (intake, preview) in intakes.iter().zip(preview(intakes, archive)?) {
        if is_fetched(intake) && behind_paywall(intake, &preview) {
            let absence = variorum::desk::Absence::Paywall;
            return Err(Absent { url: intake.name.clone(), absence }.into());
        }
    }
    Ok(())
}

fn is_fetched(intake: &Intake) -> bool {
    address(Path::new(&intake.name)).is_some()
}
