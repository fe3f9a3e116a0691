//! `diff`: what changed between two versions, or between two files.

use anyhow::{Result, bail};
use variorum::article::{Snapshot, VersionRef};
use variorum::diff::Sides;
use variorum::history::compare;
use variorum::render::{self, Compared, Noise};

use super::args::{DiffArgs, DiffFormat, NoiseView, View};
use super::outcome::Outcome;
use super::settings::Settings;
use super::{archive, external, file, screen, settings};

/// Shows what changed between two versions of an article, or between two files.
pub(super) fn run(args: &DiffArgs, settings: &Settings) -> Result<Outcome> {
    if args.git_external {
        return external::run(args, settings);
    }
    if let Some(names) = two_files(args, settings)? {
        let read = |name: &str| file::snapshot(settings, name);
        let snapshots = Sides::new(read(names.before)?, read(names.after)?);
        let names = names.map(str::to_owned);
        let snapshots = snapshots.as_ref();
        return show(args, settings, &Compared { article: None, names, snapshots, comparison: &compare(snapshots) });
    }
    let archive = archive::open(settings)?;
    let (name, at) = archive::part(&args.article);
    let article = archive.resolve(name)?;
    let versions = archive::versions(&archive, &article)?;
    let asked = match (at, &args.from, &args.to) {
        (Some(_), Some(_), Some(_)) => {
            bail!("{} names a version already; give FROM and TO after the article alone", args.article)
        }
        (Some(at), Some(from), None) => Sides::new(Some(at), Some(from.as_str())),
        (Some(at), None, _) => Sides::new(None, Some(at)),
        (None, from, to) => Sides::new(from.as_deref(), to.as_deref()),
    };
    let pair = archive::pair(&archive, &versions, &article, asked)?;
    let snapshots = pair.map(|version| &version.snapshot);
    let (article, names) = (Some(article.to_string()), pair.map(archive::name_of));
    show(args, settings, &Compared { article, names, snapshots, comparison: &compare(snapshots) })
}

/// Returns the names of the two files meant, if files are meant.
fn two_files<'a>(args: &'a DiffArgs, settings: &Settings) -> Result<Option<Sides<&'a str>>> {
    let Some(other) = args.from.as_deref().filter(|_| args.to.is_none()) else {
        if args.files {
            bail!("--files takes two files");
        }
        return Ok(None);
    };
    let named = [args.article.as_str(), other];
    // One file beside what is no version either is a slip in the name of the other file.
    let slip = || VersionRef::parse(other, &settings::local).is_err();
    let are_files = match named.map(|name| archive::is_file(settings, name)) {
        [true, true] => true,
        [true, false] | [false, true] => slip(),
        [false, false] => false,
    };
    Ok((args.files || are_files).then_some(Sides::new(args.article.as_str(), other)))
}

fn show(args: &DiffArgs, settings: &Settings, compared: &Compared<'_>) -> Result<Outcome> {
    let text = text(args, settings, compared)?;
    let read_on_screen = matches!(format(args), DiffFormat::Terminal | DiffFormat::Markdown | DiffFormat::Critic);
    match &args.output {
        Some(path) => screen::save(settings, path, &text)?,
        None if read_on_screen => screen::text(settings, &text)?,
        None => screen::write(&text)?,
    }
    Ok(outcome(args, compared.snapshots))
}

/// Tells how the run ends.
pub(super) fn outcome(args: &DiffArgs, snapshots: Sides<&Snapshot>) -> Outcome {
    if args.exit_code && differs(snapshots) { Outcome::Found } else { Outcome::Done }
}

/// Returns the format asked for.
pub(super) fn format(args: &DiffArgs) -> DiffFormat {
    if args.json { DiffFormat::Json } else { args.format }
}

/// Writes a comparison in the format and view asked for.
pub(super) fn text(args: &DiffArgs, settings: &Settings, compared: &Compared<'_>) -> Result<String> {
    let noise = if args.noise == NoiseView::Fold { Noise::Folded } else { Noise::Shown };
    let page = match format(args) {
        DiffFormat::Json => return screen::json_text(&render::json::comparison(compared, noise)),
        DiffFormat::Html => return Ok(render::diff_html(compared, noise)),
        DiffFormat::Markdown => return Ok(render::diff_markdown(compared, noise)),
        DiffFormat::Critic => return Ok(render::diff_critic(compared, noise)),
        DiffFormat::Terminal => match args.view {
            View::Inline => render::inline(compared, noise),
            View::SideBySide => render::side_by_side(compared, noise, screen::width(settings)),
            View::Unified => render::unified(compared, noise),
            View::Stat => render::stat(compared),
            View::Summary => render::brief(compared),
        },
    };
    if args.output.is_some() {
        // A file has no colours.
        return Ok(render::Paint::Plain.draw(&page, Some(screen::width(settings))));
    }
    Ok(screen::drawn(settings, &page))
}

/// Tells whether the content of two snapshots differs at all, noise included.
fn differs(snapshots: Sides<&Snapshot>) -> bool {
    let Sides { before, after } = snapshots;
    before.fields != after.fields || before.body != after.body || before.notes != after.notes
}
