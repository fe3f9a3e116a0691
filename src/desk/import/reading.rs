//! Versions read from their source part by part, ahead of those who keep them.

use std::sync::Mutex;
use std::sync::mpsc::channel;

use super::problem::{ImportError, Problem};
use super::{Listed, Read, Source};
use crate::cores;
use crate::text::language;

/// Where a version stands in its source.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    pub(super) place: usize,
    /// What it is called for a person.
    pub(super) name: String,
    /// Whether its bytes cost a request.
    pub(super) requested: bool,
}

/// A version of a source, with the bytes that it was read from; or why it could not be.
pub(super) struct Piece {
    pub(super) listed: Listed,
    pub(super) origin: Origin,
    pub(super) read: Result<(Read, Vec<u8>), Problem>,
}

/// Reads versions in parts, in their order, and hands each part to `keep`; the language is said of those that state none,
/// or guessed.
///
/// The next part is read by helpers while one is kept, unless its bytes cost requests: what was fetched is to be on the disk
/// before the next is asked for.
pub(super) fn in_parts(
    source: &mut dyn Source,
    listed: &[Listed],
    said: Option<&str>,
    mut keep: impl FnMut(Vec<Piece>) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let (at_hand, mut parts) = (source.is_at_hand(), listed.chunks(source.at_once()));
    let next = Mutex::new(move || parts.next().map(|part| read_part(source, part, said)));
    let read = || next.lock().ok().and_then(|mut next| next());
    cores::with_help(|helpers| {
        let (helpers, mut part) = (helpers.filter(|_| at_hand), read());
        while let Some(pieces) = part {
            let (send, ahead) = channel();
            if let Some(helpers) = helpers {
                helpers.give(move || drop(send.send(read())));
            }
            keep(pieces)?;
            // A helper that panics sends nothing, and the panic is passed on.
            part = if helpers.is_some() { ahead.recv().ok().flatten() } else { read() };
        }
        Ok(())
    })
}

/// Fetches the bytes of versions, one after the other, and reads them on all cores.
fn read_part(source: &mut dyn Source, part: &[Listed], said: Option<&str>) -> Vec<Piece> {
    let fetched: Vec<_> = part.iter().map(|listed| (*listed, source.fetch(listed.place))).collect();
    let source = &*source;
    cores::map(fetched, |(listed, bytes)| {
        let place = listed.place;
        let requested = source.asks_for(place).is_some();
        let read = bytes.and_then(|bytes| {
            let mut read = source.read(place, &bytes)?;
            let told = || said.or_else(|| language(read.draft.body.text())).map(str::to_owned);
            read.draft.language = read.draft.language.take().or_else(told);
            Ok((read, bytes))
        });
        Piece { listed, origin: Origin { place, name: source.name(place), requested }, read }
    })
}
