//! `withdraw`: a version is shown no more, or erased.

use std::io::{self, Write};

use anyhow::{Result, bail};
use serde_json::{Value, json};
use variorum::article::{ArticleId, VersionRef, Withdrawal};
use variorum::capture::clean_line;
use variorum::render::signatures_lost;
use variorum::store::{Archive, Erasure, Order};

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
    let mut erasure = Erasure::default();
    let (done, all) = if args.undo {
        ("shown again", archive.lift(&article, asked.as_ref(), &order)?)
    } else if args.erase {
        if !args.yes {
            confirm(&archive, &article, args, settings)?;
        }
        erasure = archive.erase(&article, asked.as_ref(), &order)?;
        ("erased", std::mem::take(&mut erasure.erased))
    } else {
        ("withdrawn", archive.withdraw(&article, asked.as_ref(), &order)?)
    };
    if args.json {
        screen::json(&as_json(done, &article, &all, &erasure))?;
    } else {
        screen::write(&as_text(done, &article, &all, &erasure))?;
    }
    Ok(Outcome::Done)
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

/// Says what was done, a line a version, after what went with it.
fn as_text(done: &str, article: &ArticleId, all: &[Withdrawal], erasure: &Erasure) -> String {
    let mut lines: Vec<String> =
        erasure.refs.iter().map(|name| format!("forgotten  {}", variorum::render::visible(name))).collect();
    if erasure.unsigned > 0 {
        lines.push(format!("unsigned   {}", signatures_lost(erasure.unsigned, erasure.signed_anew)));
    }
    let mut numbers: Vec<u32> = all.iter().flat_map(Withdrawal::numbers).collect();
    numbers.sort_unstable();
    lines.extend(numbers.iter().map(|number| format!("{done}  {article}@{number}")));
    if numbers.is_empty() {
        lines.push("unchanged  it was done already".to_owned());
    }
    lines.join("\n") + "\n"
}

/// Puts what was done as values: a content each, with all versions that have it.
fn as_json(done: &str, article: &ArticleId, all: &[Withdrawal], erasure: &Erasure) -> Value {
    let contents = all.iter().map(|one| {
        json!({
            "content_sha256": one.content_sha256,
            "versions": one.numbers(),
            "on": one.on,
            "by": one.by,
            "why": one.why,
        })
    });
    json!({
        "article": article.to_string(),
        "done": done,
        "contents": contents.collect::<Vec<_>>(),
        "forgotten": erasure.refs,
        "unsigned": erasure.unsigned,
        "signed_anew": erasure.signed_anew,
    })
}
