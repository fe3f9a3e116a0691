//! `mark`: an editor's ruling on a change or a note.

use anyhow::{Result, bail};
use variorum::capture::clean_line;
use variorum::history::{Changelog, Decision, Ruling, Subject, Trace};
use variorum::render;
use variorum::store::Archive;

use super::args::{DecisionName, MarkArgs};
use super::author::{self, Author};
use super::outcome::Outcome;
use super::settings::Settings;
use super::{archive, screen};

/// Lists what can be ruled on at a version, or keeps a ruling.
pub(super) fn run(args: &MarkArgs, settings: &Settings) -> Result<Outcome> {
    let mut archive = archive::open(settings)?;
    let (name, asked) = archive::part(&args.article);
    let article = archive.resolve(name)?;
    let versions = archive::versions(&archive, &article)?;
    let version = archive::version(&archive, &versions, asked.unwrap_or("-1"))?;
    if version.technical {
        bail!("version {} of {article} is a technical one, in which nothing of the article changed", version.number);
    }
    let number = version.number;
    let changelog = archive::tell(&archive, article)?;
    let Some(index) = changelog.entries.iter().position(|entry| entry.version.number == number) else {
        bail!("version {number} of {} is not among those that are told", changelog.article);
    };
    let marking = Marking { args, settings, changelog, index };
    let Some(subject) = &args.subject else { return marking.list() };
    match (args.decision, args.clear) {
        (Some(decision), _) => marking.rule(&mut archive, marking.subject(subject)?, decision),
        (None, true) if subject.starts_with('x') => marking.clear_astray(&mut archive, subject),
        (None, true) => marking.clear(&mut archive, marking.subject(subject)?),
        (None, false) => marking.show(&marking.changelog, "", marking.subject(subject)?),
    }
}

/// A version that is ruled on.
struct Marking<'a> {
    args: &'a MarkArgs,
    settings: &'a Settings,
    changelog: Changelog,
    index: usize,
}

impl Marking<'_> {
    /// Names the version for a person.
    fn name(&self) -> String {
        format!("{}@{}", self.changelog.article, self.changelog.entries[self.index].version.number)
    }

    fn list(&self) -> Result<Outcome> {
        if self.args.decision.is_some() || self.args.clear {
            bail!("say on what, by its name: `variorum mark {}` lists the changes and notes", self.args.article);
        }
        if self.args.json {
            screen::json(&render::json::triage(&self.changelog, self.index))?;
        } else {
            screen::page(self.settings, &render::triage(&self.changelog, self.index))?;
        }
        Ok(Outcome::Done)
    }

    /// Finds what is meant.
    fn subject(&self, text: &str) -> Result<Subject> {
        let lists = format!("`variorum mark {}` lists what there is", self.args.article);
        let Some(subject) = Subject::parse(text) else {
            bail!("{text:?} names no change and no note: give a name such as c1, n1 or g1; {lists}");
        };
        if subject.texts(&self.changelog.entries[self.index]).is_none() {
            bail!("{} has no {subject}; {lists}", self.name());
        }
        Ok(subject)
    }

    /// Keeps a ruling, unless it is in force already.
    fn rule(&self, archive: &mut Archive, subject: Subject, decision: DecisionName) -> Result<Outcome> {
        let why = clean_line(self.args.why.as_deref().unwrap_or_default());
        if why.is_empty() {
            bail!("--why is missing: say in a line why, so that others can follow; it is kept with the ruling");
        }
        let decision = match decision {
            DecisionName::Ignore => Decision::Ignore,
            DecisionName::Announced => Decision::Announced,
            DecisionName::Flag => Decision::Flag,
        };
        let Some(trace) = Trace::of(&self.changelog, self.index, subject) else {
            bail!("{} has no {subject}", self.name())
        };
        let author = author::who(self.args.by.as_deref(), archive.dir(), self.settings)?;
        let known = self.changelog.ruling(self.index, subject);
        if known.is_some_and(|known| (known.decision, &known.why, &known.by) == (decision, &why, &author.name)) {
            return self.show(&self.changelog, "unchanged", subject);
        }
        self.keep(archive, trace, decision, why, author)?;
        self.show(&self.told(archive)?, "marked", subject)
    }

    /// Takes a ruling back.
    fn clear(&self, archive: &mut Archive, subject: Subject) -> Result<Outcome> {
        let Some(known) = self.changelog.ruling(self.index, subject) else {
            return self.show(&self.changelog, "unchanged", subject);
        };
        let author = author::who(self.args.by.as_deref(), archive.dir(), self.settings)?;
        self.keep(archive, known.trace.clone(), Decision::Cleared, self.why(), author)?;
        self.show(&self.told(archive)?, "cleared", subject)
    }

    /// Takes back a ruling that fits nothing any more, by its name in the list of those.
    fn clear_astray(&self, archive: &mut Archive, name: &str) -> Result<Outcome> {
        let index = name[1..].parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let Some((lost, _)) = index.and_then(|index| self.changelog.astray().get(index)) else {
            bail!("no ruling goes by {name:?}; `variorum mark {}` lists those that fit nothing", self.args.article);
        };
        let author = author::who(self.args.by.as_deref(), archive.dir(), self.settings)?;
        self.keep(archive, lost.trace.clone(), Decision::Cleared, self.why(), author)?;
        screen::write(&format!("cleared  {}@{}  {name}\n", self.changelog.article, lost.trace.version))?;
        Ok(Outcome::Done)
    }

    fn why(&self) -> String {
        clean_line(self.args.why.as_deref().unwrap_or_default())
    }

    fn keep(&self, archive: &mut Archive, trace: Trace, decision: Decision, why: String, author: Author) -> Result<()> {
        let ruling = Ruling { trace, decision, why, by: author.name, on: self.settings.now };
        Ok(archive.rule(&self.changelog.article, &ruling, &author.mail)?)
    }

    /// Tells the changelog with the rulings as they are now.
    fn told(&self, archive: &Archive) -> Result<Changelog> {
        Ok(self.changelog.clone().with_rulings(archive.rulings(&self.changelog.article)?))
    }

    /// Shows one change or note, and what was done with it.
    fn show(&self, changelog: &Changelog, done: &str, subject: Subject) -> Result<Outcome> {
        if self.args.json {
            screen::json(&render::json::triaged(changelog, self.index, subject))?;
        } else {
            if !done.is_empty() {
                screen::write(&format!("{done}  {}\n", self.name()))?;
            }
            screen::page(self.settings, &render::triaged(changelog, self.index, subject))?;
        }
        Ok(Outcome::Done)
    }
}
