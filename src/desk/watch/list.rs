//! One reading of a feed or sitemap: the articles it names are taken up.

use std::collections::BTreeSet;

use super::event::{Event, Trouble, What};
use super::plan::ListPlan;
use super::round::{End, Round, key};
use super::state::{ArticleState, ListState};
use crate::capture::http::{FetchError, FetchProblem, Reply, Validators, after};
use crate::capture::{Listed, Sitemap, read_feed, read_sitemap};

/// How many sitemaps of a sitemap of sitemaps are read, the newest first.
const MOST_SITEMAPS: usize = 20;

impl Round<'_> {
    /// Reads a feed or sitemap once.
    pub(super) fn look_at_list(&mut self, key: &str) -> Result<(), End> {
        let Some(mut list) = self.state.lists.get(key).cloned() else { return Ok(()) };
        let Some(plan) = self.list_plan(list.from.as_deref().unwrap_or(key)).cloned() else { return Ok(()) };
        let read = self.read_list(key, &mut list, &plan);
        let now = self.clock.now();
        let (what, wait) = match read {
            Ok(what) => {
                (list.failures, list.refused) = (0, None);
                (what, plan.every)
            }
            Err(Trouble::Fetch(FetchError { problem: FetchProblem::Stopped, .. })) => return Err(End::Stopped),
            Err(problem) => {
                list.failures += 1;
                list.refused = problem.refused();
                let wait = match &problem {
                    Trouble::Fetch(FetchError { problem: FetchProblem::Later { until }, .. }) => {
                        (*until - now).to_std().unwrap_or_default()
                    }
                    _ => self.plan.pace().after_failures(plan.every, list.failures),
                };
                (What::Failed { problem }, wait)
            }
        };
        list.next = after(now, wait);
        let event = Event { what, url: list.url.clone(), time: now, back_from: None, next: Some(list.next) };
        self.state.lists.insert(key.to_owned(), list);
        self.tell(&event)
    }

    fn list_plan(&self, address: &str) -> Option<&ListPlan> {
        self.plan.feed.iter().chain(&self.plan.sitemap).find(|list| key(&list.url) == address)
    }

    fn read_list(&mut self, key: &str, list: &mut ListState, plan: &ListPlan) -> Result<What, Trouble> {
        let fetched = self.fetcher.get(&list.url, &list.validators, self.clock)?;
        let failed = |status| FetchError { url: fetched.url.clone(), problem: FetchProblem::Status { status } };
        let page = match fetched.reply {
            Reply::Page(page) => page,
            Reply::NotModified => return Ok(What::List { listed: 0, new: 0, not_modified: true }),
            Reply::Gone { status } | Reply::Barred { status } => return Err(failed(status).into()),
        };
        let Sitemap { mut pages, sitemaps } = if list.is_sitemap {
            read_sitemap(&page.bytes, &fetched.url)?
        } else {
            Sitemap { pages: read_feed(&page.bytes, &fetched.url)?, sitemaps: Vec::new() }
        };
        pages.retain(|page| plan.only.is_empty() || plan.only.iter().any(|part| page.url.contains(part.as_str())));
        // Articles belong to the list that the plan names: the sitemaps it names in turn come and go.
        let from = list.from.as_deref().unwrap_or(key);
        let (listed, pages_new) = (pages.len() + sitemaps.len(), self.take_up_pages(from, pages, plan.most));
        let sitemaps_new = if list.from.is_none() { self.take_up_sitemaps(key, sitemaps) } else { 0 };
        // Of a list that named more than may be taken up at once, the rest is taken up at the next reading.
        list.validators = if pages_new < plan.most { page.validators } else { Validators::default() };
        Ok(What::List { listed, new: pages_new + sitemaps_new, not_modified: false })
    }

    /// Takes up the newest articles that are not known yet, and looks sooner at those known that are said to have
    /// changed; returns how many are new.
    fn take_up_pages(&mut self, from: &str, pages: Vec<Listed>, most: usize) -> usize {
        let now = self.clock.now();
        let mut new = Vec::new();
        for page in pages {
            match self.state.articles.get_mut(&key(&page.url)) {
                Some(known) => {
                    let changed =
                        page.latest().filter(|latest| known.seen.is_some_and(|seen| *latest > seen && *latest <= now));
                    if let Some(latest) = changed {
                        known.since = known.since.max(latest);
                        known.next = Some(known.next.map_or(now, |next| next.min(now)));
                    }
                }
                None => new.push(page),
            }
        }
        new.retain(|page| page.latest().is_none_or(|latest| after(latest, self.plan.follow) > now));
        // Those without a date stay in the order of the list, after those that have one.
        new.sort_by_key(|page| std::cmp::Reverse(page.latest()));
        new.truncate(most);
        for page in &new {
            let since = page.latest().map_or(now, |latest| latest.min(now));
            self.state.articles.insert(key(&page.url), ArticleState::new(&page.url, Some(from), since, now));
        }
        new.len()
    }

    /// Takes up the newest sitemaps, and lets go those that are no longer among them; returns how many are new.
    fn take_up_sitemaps(&mut self, from: &str, mut sitemaps: Vec<Listed>) -> usize {
        let now = self.clock.now();
        sitemaps.sort_by_key(|sitemap| std::cmp::Reverse(sitemap.latest()));
        sitemaps.truncate(MOST_SITEMAPS);
        let named: BTreeSet<String> = sitemaps.iter().map(|sitemap| key(&sitemap.url)).collect();
        self.state.lists.retain(|key, list| list.from.as_deref() != Some(from) || named.contains(key));
        let mut new = 0;
        for sitemap in sitemaps {
            self.state.lists.entry(key(&sitemap.url)).or_insert_with(|| {
                new += 1;
                ListState::new(&sitemap.url, true, Some(from), now)
            });
        }
        new
    }
}
