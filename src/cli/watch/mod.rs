//! `watch`: articles, feeds and sitemaps are looked at again and again.

mod line;

use std::io::{self, Write};

use anyhow::{Context, Result, anyhow, bail};
use variorum::capture::http::Private;
use variorum::desk::watch::{Event, Plan, Until, Watched, watch};
use variorum::render::{count, in_table};
use variorum::store::Archive;

use super::args::WatchArgs;
use super::clock::WallClock;
use super::outcome::{self, Outcome};
use super::settings::Settings;
use super::{init, input, screen};

/// Watches what a file names, once or until told to stop.
pub(super) fn run(args: &WatchArgs, settings: &Settings) -> Result<Outcome> {
    let plan = plan(args, settings)?;
    let clock = WallClock::until_told(settings.now).context("signals cannot be heard")?;
    // The archive is made at once: what is remembered between two looks lies in it.
    let mut archive = Archive::create(&init::place(settings))?;
    outcome::warn(&archive.warnings());
    let until = if args.once { Until::Done } else { Until::Stopped };
    let mut tell = |event: &Event| {
        let line = if args.json { format!("{}\n", event.to_json()) } else { line::of(event) };
        let mut output = io::stdout().lock();
        output.write_all(line.as_bytes()).and_then(|()| output.flush())
    };
    let watched = watch(&plan, &mut archive, &clock, until, &settings.recorded_by, &mut tell)?;
    end(args, &watched)
}

/// Says at the end of a single round what a person or cron should know.
fn end(args: &WatchArgs, watched: &Watched) -> Result<Outcome> {
    if !args.once {
        return Ok(Outcome::Done);
    }
    if watched.failures > 0 {
        let looks = count(watched.looks, "look", "looks");
        bail!("{looks} taken, and {} could not be done; see above", count(watched.failures, "thing", "things"));
    }
    if watched.looks == 0 && !args.json {
        let next = watched.next.map(|next| format!(" before {}", in_table(next))).unwrap_or_default();
        screen::write(&format!("nothing is due{next}\n"))?;
    }
    Ok(Outcome::Done)
}

fn plan(args: &WatchArgs, settings: &Settings) -> Result<Plan> {
    let input = input::read(&args.plan, settings)?;
    let text = String::from_utf8(input.bytes)
        .map_err(|_| anyhow!("{}: what to watch is told in a TOML file, and this is no UTF-8 text", input.name))?;
    let mut plan = Plan::parse(text.trim_start_matches('\u{feff}')).with_context(|| input.name.clone())?;
    if args.allow_private {
        plan.allow_private = Private::All;
    }
    Ok(plan)
}
