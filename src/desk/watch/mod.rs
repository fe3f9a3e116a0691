//! Articles, feeds and sitemaps are looked at again and again, and what changed is recorded.
//!
//! [`watch`] follows a [`Plan`]: it looks at what is due, records new versions once a second look has confirmed them,
//! tells of every look by an [`Event`], and waits for the next by the clock it is given. What fails is told of, and holds
//! up nothing else.

mod pace;
mod plan;
mod event;
mod state;
mod round;
mod article;
mod list;

pub use event::{Event, NewVersion, Trouble, What};
pub use plan::{ArticlePlan, Hooks, ListPlan, Plan, PlanError};

use std::io;

use thiserror::Error;

use self::round::Round;
use self::state::Shelf;
use crate::article::Moment;
use crate::capture::http::Clock;
use crate::store::Archive;

/// When a watch ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// When all that was due has been looked at.
    Done,
    /// When it is told to stop.
    Stopped,
}

/// What a watch came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// How many looks were taken.
    pub looks: usize,
    /// How many versions were recorded.
    pub versions: usize,
    /// How many things could not be done.
    pub failures: usize,
    /// When the next look is due.
    pub next: Option<Moment>,
}

/// Why a watch cannot go on.
#[derive(Debug, Error)]
pub enum WatchError {
    /// Another watch of this archive runs.
    #[error("another watch of this archive runs")]
    Held,
    /// What is remembered between looks cannot be kept.
    #[error("the state of the watch cannot be kept")]
    State(#[source] io::Error),
    /// What happens cannot be told.
    #[error("what happens cannot be told")]
    Tell(#[source] io::Error),
}

/// Where what happens is told.
pub type Tell<'a> = dyn FnMut(&Event) -> io::Result<()> + 'a;

/// Watches what a plan names, and records in `archive` what changed.
///
/// # Errors
///
/// When another watch of the archive runs, or nothing can be remembered or told; what an article or a site does is told
/// as an event and is no error.
pub fn watch(
    plan: &Plan,
    archive: &mut Archive,
    clock: &dyn Clock,
    until: Until,
    recorded_by: &str,
    tell: &mut Tell<'_>,
) -> Result<Watched, WatchError> {
    let shelf = Shelf::take(archive.dir()).map_err(WatchError::State)?.ok_or(WatchError::Held)?;
    let mut round = Round::begin(plan, archive, clock, shelf, recorded_by, tell);
    let ended = round.run(until);
    let kept = round.keep().map_err(WatchError::State);
    // What cannot be written together now is safe where it waits.
    drop(round.archive.fold_sightings());
    ended.and(kept)?;
    Ok(round.watched())
}
