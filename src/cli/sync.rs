//! `sync`: two archives brought together.

use std::cell::RefCell;

use anyhow::Result;
use variorum::render::{self, Files, SyncReport};
use variorum::store::{Captures, Exchanged, Headway, SyncTerms, Synced};

use super::args::SyncArgs;
use super::outcome::{self, Outcome};
use super::progress::Progress;
use super::settings::Settings;
use super::{archive, screen};

/// Exchanges versions with a remote and says what came of it.
pub(super) fn run(args: &SyncArgs, settings: &Settings) -> Result<Outcome> {
    let mut archive = archive::open(settings)?;
    archive.on_wait(outcome::waiting);
    let captures = match (args.captures, args.no_captures) {
        (true, _) => Captures::Take,
        (_, true) => Captures::LeaveOut,
        _ => Captures::AsBefore,
    };
    let terms = terms(settings, captures, args.any_clock);
    let synced = with_progress(settings, |tell| Ok(archive.sync(args.remote.as_deref(), &terms, tell)?))?;
    show(settings, &report(synced), args.json)
}

/// Collects on which terms archives are brought together.
pub(super) fn terms(settings: &Settings, captures: Captures, any_clock: bool) -> SyncTerms {
    SyncTerms { captures, any_clock, now: settings.now, recorded_by: settings.recorded_by.clone() }
}

/// Shows how far git is while something goes over the network.
pub(super) fn with_progress<T>(settings: &Settings, run: impl FnOnce(&dyn Fn(&Headway)) -> Result<T>) -> Result<T> {
    let progress = RefCell::new((Progress::new(settings, "asked", 0), ""));
    run(&|headway: &Headway| {
        let (progress, doing) = &mut *progress.borrow_mut();
        if *doing != headway.doing {
            progress.turn_to(headway.doing, headway.total);
            *doing = headway.doing;
        }
        progress.reach_of(headway.done, headway.total);
    })
}

/// Shows what came of it.
pub(super) fn show(settings: &Settings, report: &SyncReport, json: bool) -> Result<Outcome> {
    if json {
        screen::json(report)?;
    } else {
        screen::lines(settings, &render::sync_report(report))?;
    }
    Ok(Outcome::Done)
}

/// Puts what came of it as it is shown.
pub(super) fn report(synced: Synced) -> SyncReport {
    let files = |files: Exchanged| Files { fetched: files.fetched, sent: files.sent };
    SyncReport {
        remote: synced.remote,
        url: synced.url,
        versions: Files { fetched: synced.fetched, sent: synced.sent },
        dropped: synced.dropped,
        renumbered: synced.renumbered.into_iter().map(|one| (one.article, one.from, one.to)).collect(),
        erased: synced.erased,
        unsigned: synced.unsigned,
        signed_anew: synced.signed_anew,
        captures: files(synced.captures),
        rulings: files(synced.rulings),
        others: files(synced.others),
    }
}
