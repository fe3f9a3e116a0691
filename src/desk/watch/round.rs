//! Who is looked at next, until all is done or somebody says stop.

use std::io;
use std::net::IpAddr;
use std::time::Duration;

use super::super::hooks::Hook;
use super::event::{Event, What};
use super::plan::Plan;
use super::state::{ArticleState, ListState, Shelf, State};
use super::{Until, WatchError, Watched};
use crate::article::{Address, Moment};
use crate::capture::http::{Clock, Fetcher, Stopped, Validators, after};
use crate::store::Archive;

/// How long what is remembered may be older than what was done.
const KEEP_EVERY: Duration = Duration::from_secs(30);

/// How long a watch that ends when all is done waits for the next look.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// What is looked at: an article or a list, by its canonical address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    List(String),
    Article(String),
}

/// A watch as it runs.
pub(super) struct Round<'a> {
    pub(super) plan: &'a Plan,
    pub(super) archive: &'a mut Archive,
    pub(super) clock: &'a dyn Clock,
    pub(super) fetcher: Fetcher,
    pub(super) state: State,
    pub(super) recorded_by: &'a str,
    pub(super) watched: Watched,
    shelf: Shelf,
    kept: Moment,
    tell: &'a mut (dyn FnMut(&Event) -> io::Result<()> + 'a),
}

/// Why a look ends the watch.
pub(super) enum End {
    /// Somebody said stop.
    Stopped,
    /// It cannot go on.
    Failed(WatchError),
}

impl From<Stopped> for End {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

impl<'a> Round<'a> {
    /// Begins with what is remembered, as far as the plan still names it, and what the plan names anew.
    pub(super) fn begin(
        plan: &'a Plan,
        archive: &'a mut Archive,
        clock: &'a dyn Clock,
        shelf: Shelf,
        recorded_by: &'a str,
        tell: &'a mut (dyn FnMut(&Event) -> io::Result<()> + 'a),
    ) -> Self {
        let now = clock.now();
        let mut state = shelf.read();
        take_up(plan, &mut state, now);
        let_in(plan, &mut state, now);
        let mut fetcher = Fetcher::new(plan.manners());
        fetcher.remember(std::mem::take(&mut state.hosts));
        let watched = Watched::default();
        Self { plan, archive, clock, fetcher, state, recorded_by, watched, shelf, kept: now, tell }
    }

    /// Looks at what is due, and then waits for the next that is, until it is time to end.
    pub(super) fn run(&mut self, until: Until) -> Result<(), WatchError> {
        loop {
            match self.step(until) {
                Ok(true) => {}
                Ok(false) | Err(End::Stopped) => return Ok(()),
                Err(End::Failed(error)) => return Err(error),
            }
        }
    }

    /// Looks at one thing, or waits; false when the watch is over.
    fn step(&mut self, until: Until) -> Result<bool, End> {
        let now = self.clock.now();
        let Some((when, due)) = self.next(until, now) else { return Ok(false) };
        if when > now {
            self.keep_sometimes(now)?;
            self.clock.wait((when - now).to_std().unwrap_or_default())?;
        }
        self.watched.looks += 1;
        match due {
            Due::Article(key) => self.look_at_article(&key)?,
            Due::List(key) => self.look_at_list(&key)?,
        }
        self.keep_sometimes(self.clock.now())?;
        Ok(true)
    }

    /// Finds what to look at next, and when: whichever has been due longest of those whose host is free.
    ///
    /// A watch that ends when all is done still waits for changes that are to be confirmed, and for hosts to be free; not
    /// for a host that asked to be left alone for long.
    fn next(&self, until: Until, now: Moment) -> Option<(Moment, Due)> {
        let lists = self.state.lists.iter().map(|(key, list)| (list.next, &list.url, false, Due::List(key.clone())));
        let articles = self.state.articles.iter().filter_map(|(key, article)| {
            Some((article.next?, &article.url, article.pending.is_some(), Due::Article(key.clone())))
        });
        let wanted = |due: Moment, pending: bool| until == Until::Stopped || due <= now || pending;
        let soon = after(now, LONGEST_WAIT.max(self.plan.delay).max(self.plan.confirm));
        lists
            .chain(articles)
            .filter(|(due, _, pending, _)| wanted(*due, *pending))
            .map(|(due, url, _, what)| (due.max(self.fetcher.free_from(url).unwrap_or(due)), due, what))
            .filter(|(when, ..)| until == Until::Stopped || *when <= soon)
            .min()
            .map(|(when, _, what)| (when, what))
    }

    /// Tells of an event, and runs the hook for it.
    pub(super) fn tell(&mut self, event: &Event) -> Result<(), End> {
        self.watched.failures += usize::from(event.is_failure());
        (self.tell)(event).map_err(|error| End::Failed(WatchError::Tell(error)))?;
        for (name, hook) in self.hooks(event) {
            let manners = self.plan.manners();
            let ran = hook.run(&event.to_json(), self.plan.hooks.limit, &manners, self.archive.dir());
            let Err(problem) = ran else { continue };
            let what = What::HookFailed { hook: name, problem: problem.to_string() };
            let (url, time) = (event.url.clone(), self.clock.now());
            self.tell(&Event { what, url, time, back_from: None, next: event.next })?;
        }
        Ok(())
    }

    /// Returns the hooks for an event, by name; a version with which an article is back has two.
    fn hooks(&self, event: &Event) -> Vec<(&'static str, &'a Hook)> {
        let hooks = &self.plan.hooks;
        let gone = matches!(event.what, What::Gone { still: false, .. }) || event.back_from.is_some();
        let all = [
            ("on_version", matches!(event.what, What::Version(_)), &hooks.on_version),
            ("on_finding", matches!(event.what, What::Finding { .. }), &hooks.on_finding),
            ("on_gone", gone, &hooks.on_gone),
        ];
        all.into_iter()
            .filter(|(_, is_for, _)| *is_for)
            .filter_map(|(name, _, hook)| Some((name, hook.as_ref()?)))
            .collect()
    }

    fn keep_sometimes(&mut self, now: Moment) -> Result<(), End> {
        if now >= after(self.kept, KEEP_EVERY) {
            self.kept = now;
            self.keep().map_err(|error| End::Failed(WatchError::State(error)))?;
        }
        Ok(())
    }

    /// Writes down what is remembered.
    pub(super) fn keep(&mut self) -> io::Result<()> {
        self.state.hosts.clone_from(self.fetcher.hosts());
        self.shelf.write(&mut self.state)
    }

    /// Returns what the watch came to.
    pub(super) fn watched(&self) -> Watched {
        let lists = self.state.lists.values().map(|list| list.next);
        let next = self.state.articles.values().filter_map(|article| article.next).chain(lists).min();
        Watched { next, ..self.watched }
    }
}

/// Forgets what the plan no longer names, and adds what it names anew, to be looked at now.
fn take_up(plan: &Plan, state: &mut State, now: Moment) {
    let lists = || {
        let feeds = plan.feed.iter().map(|list| (key(&list.url), &list.url, false));
        feeds.chain(plan.sitemap.iter().map(|list| (key(&list.url), &list.url, true)))
    };
    let known = |from: &str| lists().any(|(key, ..)| key == from);
    state.lists.retain(|key, list| known(list.from.as_deref().unwrap_or(key)));
    let kept: Vec<String> = state.lists.keys().cloned().collect();
    let named = |address: &str| plan.article.iter().any(|article| key(&article.url) == address);
    state.articles.retain(|key, article| match &article.from {
        Some(from) => named(key) || kept.contains(from),
        None => named(key),
    });
    for (key, url, is_sitemap) in lists() {
        state.lists.entry(key).or_insert_with(|| ListState::new(url, is_sitemap, None, now)).from = None;
    }
    for article in &plan.article {
        let kept = state.articles.entry(key(&article.url));
        let kept = kept.or_insert_with(|| ArticleState::new(&article.url, None, now, now));
        kept.from = None;
        kept.next = kept.next.or(Some(now));
    }
}

/// Has looked at now what was refused for an address that may be asked by now: who allows it does not want to wait.
fn let_in(plan: &Plan, state: &mut State, now: Moment) {
    let allowed =
        |refused: &mut Option<IpAddr>| refused.take_if(|address| plan.allow_private.allows(*address)).is_some();
    for article in state.articles.values_mut() {
        if allowed(&mut article.refused) {
            (article.next, article.failures) = (Some(now), 0);
        }
    }
    for list in state.lists.values_mut() {
        if allowed(&mut list.refused) {
            (list.next, list.failures) = (now, 0);
        }
    }
}

/// Returns what an address is remembered by.
pub(super) fn key(url: &str) -> String {
    Address::spelled(url)
}

impl ArticleState {
    /// An article to be looked at from `next` on.
    pub(super) fn new(url: &str, from: Option<&str>, since: Moment, next: Moment) -> Self {
        Self {
            url: url.to_owned(),
            from: from.map(str::to_owned),
            next: Some(next),
            since,
            seen: None,
            validators: Validators::default(),
            kept: None,
            pending: None,
            absent: None,
            failures: 0,
            refused: None,
        }
    }
}

impl ListState {
    /// A feed or sitemap to be read from `next` on.
    pub(super) fn new(url: &str, is_sitemap: bool, from: Option<&str>, next: Moment) -> Self {
        let from = from.map(str::to_owned);
        Self {
            url: url.to_owned(),
            is_sitemap,
            from,
            next,
            validators: Validators::default(),
            failures: 0,
            refused: None,
        }
    }
}
