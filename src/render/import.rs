//! What became of the versions of an import.

use super::page::{Line, Page};
use super::role::Role;
use super::table::{Align, cell, table};
use super::words::{count, grouped};
use crate::article::Moment;

/// What became of the versions of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// How many were kept as versions.
    pub recorded: usize,
    /// How many of those were the first of their article.
    pub first: usize,
    /// Of how many articles they are.
    pub articles: usize,
    /// When the earliest and the latest of them were on show.
    pub span: Option<(Moment, Moment)>,
    /// How many differ in nothing from the version before them.
    pub unchanged: usize,
    /// For how many of those a technical version was kept, since their metadata moved.
    pub technical: usize,
    /// How many the archive had already.
    pub known: usize,
    /// How many would be given to the archive, where nothing was to be kept.
    pub fresh: Option<usize>,
    /// How many files of other kinds were passed over.
    pub passed_over: usize,
    /// How many were skipped.
    pub skipped: usize,
    /// The names of those and the reasons, as far as they are told one by one.
    pub skips: Vec<(String, String)>,
}

/// Draws what became of the versions of an import.
#[must_use]
pub fn imported(imported: &Imported) -> Page {
    let mut rows = Vec::new();
    let mut row = |role, name: &str, text: String| rows.push(([cell(role, name)], cell(Role::Same, text)));
    match imported.fresh {
        Some(fresh) => row(Role::Good, "found", format!("{} that would be given to the archive", versions(fresh))),
        None => row(Role::Good, "recorded", recorded(imported)),
    }
    if imported.unchanged > 0 {
        let moved = match imported.technical {
            0 => String::new(),
            some => format!(
                " ({} kept for their metadata, which moved)",
                count(some, "technical version", "technical versions")
            ),
        };
        let unchanged = grouped(imported.unchanged);
        row(Role::Faint, "unchanged", format!("{unchanged}, the same as the version before them{moved}"));
    }
    if imported.known > 0 {
        row(Role::Faint, "known", format!("{}, kept before", grouped(imported.known)));
    }
    if imported.passed_over > 0 {
        let files = count(imported.passed_over, "file of another kind", "files of other kinds");
        row(Role::Faint, "passed over", files);
    }
    if imported.skipped > 0 {
        row(Role::Alert, "skipped", grouped(imported.skipped));
    }
    let mut page = table([Align::Left], rows);
    page.append(skips(imported));
    page
}

fn versions(number: usize) -> String {
    count(number, "version", "versions")
}

fn recorded(imported: &Imported) -> String {
    let day = |moment: Moment| moment.format("%Y-%m-%d").to_string();
    let span = match imported.span {
        Some((first, last)) if day(first) == day(last) => format!(", on show {}", day(first)),
        Some((first, last)) => format!(", on show {} to {}", day(first), day(last)),
        None => return versions(imported.recorded),
    };
    let new = match imported.first {
        0 => String::new(),
        first if first == imported.articles => if first == 1 { " (new)" } else { " (all new)" }.to_owned(),
        first => format!(" ({} new)", grouped(first)),
    };
    let articles = count(imported.articles, "article", "articles");
    format!("{} of {articles}{new}{span}", versions(imported.recorded))
}

/// Lists what was skipped, with the reasons.
fn skips(imported: &Imported) -> Page {
    let rows = imported
        .skips
        .iter()
        .map(|(name, reason)| ([cell(Role::Same, format!("  {name}"))], cell(Role::Same, reason.as_str())));
    let mut page = table([Align::Left], rows.collect());
    let rest = imported.skipped.saturating_sub(imported.skips.len());
    if rest > 0 {
        page.push(Line::new().with(Role::Faint, &format!("  … and {} more", grouped(rest))));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::super::paint::Paint;
    use super::*;

    #[test]
    fn a_report_says_what_was_kept_and_what_was_not() {
        let moment = |text: &str| text.parse::<Moment>().unwrap();
        let told = Imported {
            recorded: 1204,
            first: 280,
            articles: 311,
            span: Some((moment("2019-01-02T08:00:00Z"), moment("2021-12-30T08:00:00Z"))),
            unchanged: 96,
            technical: 1,
            known: 1,
            fresh: None,
            passed_over: 0,
            skipped: 3,
            skips: vec![("dump.jsonl:17".to_owned(), "\"at\" is missing".to_owned())],
        };
        assert_eq!(
            Paint::Plain.draw(&imported(&told), None),
            "recorded   1,204 versions of 311 articles (280 new), on show 2019-01-02 to 2021-12-30\n\
             unchanged  96, the same as the version before them (1 technical version kept for their metadata, which moved)\n\
             known      1, kept before\n\
             skipped    3\n  \
               dump.jsonl:17  \"at\" is missing\n  … and 2 more\n"
        );
        assert_eq!(Paint::Plain.draw(&imported(&Imported::default()), None), "recorded  0 versions\n");
        let dry = Imported { fresh: Some(7), ..Imported::default() };
        assert_eq!(Paint::Plain.draw(&imported(&dry), None), "found  7 versions that would be given to the archive\n");
    }
}
