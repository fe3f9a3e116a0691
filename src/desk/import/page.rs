//! Saved pages of known address and time.

use super::Read;
use super::problem::Problem;
use crate::capture;
use crate::desk::extractor::Extractor;
use crate::desk::fetch::Web;

/// Reads a page as it was fetched at a time; without an address that is known, the page's own is believed.
pub(super) fn read_page(bytes: &[u8], web: &Web) -> Result<Read, Problem> {
    let reading = capture::read_declared(bytes, None, web.charset.as_deref()).map_err(Problem::Capture)?;
    let extractor = Extractor::of(&reading, web.charset.as_deref()).to_string();
    let evidence = Some(reading.format.extension());
    let mut draft = reading.draft;
    let stated = draft.urls.clone();
    web.complete(&mut draft);
    if web.urls.is_empty() {
        draft.urls = stated;
    }
    Ok(Read { draft, article: None, extractor, evidence })
}
