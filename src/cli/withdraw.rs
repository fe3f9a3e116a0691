//! `withdraw`: a version is shown no more, or erased.

use std::io::{self, Write};

use anyhow::{Result, bail};
use variorum::article::{ArticleId, VersionRef, Withdrawal};
use variorum::capture::clean_line;
use variorum::render::signatures_lost;
use variorum::store::{Archive, Order};

use super::args::WithdrawArgs;
use super::outcome::Outcome;
use super::settings::{self, Settings};
use super::{archive, author, screen};

/// Withdraws versions, erases them, or shows them again.
pub(super) fn run(args: &WithdrawArgs, settings: &Settings) -> Result<Outcome> {
    let mut archive = archive::open(settings)?;
    let (name, asked) = archive::part(&args.article);
    let article = archive.resolve(name)?;
    let asked = asked.map(|asked| VersionRef::parse(asked, &settings::local)).transpose()?;
    let order = order(args, archive.dir(), settings)?;
    if args.undo {
        return told("shown again", &article, &archive.lift(&article, asked.as_ref(), &order)?);
    }
    if !args.erase {
        return told("withdrawn", &article, &archive.withdraw(&article, asked.as_ref(), &order)?);
    }
    if !args.yes {
        confirm(&archive, &article, args, settings)?;
    }
    let erasure = archive.erase(&article, asked.as_ref(), &order)?;
    for name in &erasure.refs {
        screen::write(&format!("forgotten  {}\n", variorum::render::visible(name)))?;
    }
    if erasure.unsigned > 0 {
        screen::write(&format!("unsigned   {}\n", signatures_lost(erasure.unsigned, erasure.signed_anew)))?;
    }
    told("erased", &article, &erasure.erased)
}

/// Says what was decided, by whom and why; a reason is asked for where something is taken away.
fn order(args: &WithdrawArgs, archive: &std::path::Path, settings: &Settings) -> Result<Order> {
    let why = clean_line(args.why.as_deref().unwrap_or_default());
    if why.is_empty() && !args.undo {
        bail!(
            "--why is missing: say in a line why, so that others can follow; it is shown in the place of the version"
        );
    }
    let author = author::who(args.by.as_deref(), archive, settings)?;
    Ok(Order { on: settings.now, by: author.name, mail: author.mail, why })
}

/// Has a person type the name of the article before its text is erased.
fn confirm(archive: &Archive, article: &ArticleId, args: &WithdrawArgs, settings: &Settings) -> Result<()> {
    if !settings.typed {
        bail!("erasing cannot be undone: give --yes with --erase if {} is to be erased for good", args.article);
    }
    let question = format!(
        "{} is erased from {} for good; type {} to go on: ",
        args.article,
        archive.dir().display(),
        article.slug()
    );
    let mut error = io::stderr();
    error.write_all(variorum::render::visible(&question).as_bytes()).and_then(|()| error.flush())?;
    let mut typed = String::new();
    io::stdin().read_line(&mut typed)?;
    if typed.trim() != article.slug() {
        bail!("nothing was erased: {} was not typed", article.slug());
    }
    Ok(())
}

/// Says what was done, a line a version.
fn told(done: &str, article: &ArticleId, all: &[Withdrawal]) -> Result<Outcome> {
    let mut numbers: Vec<u32> = all.iter().flat_map(Withdrawal::numbers).collect();
    numbers.sort_unstable();
    let lines: Vec<String> = numbers.iter().map(|number| format!("{done}  {article}@{number}\n")).collect();
    screen::write(&if lines.is_empty() { "unchanged  it was done already\n".to_owned() } else { lines.concat() })?;
    Ok(Outcome::Done)
}
