//! Profiles read from TOML.

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::bad_profile::{BadProfile, ProfileProblem};
use super::profile::{Demand, Profile};
use super::rule::{Order, Rule};
use crate::history::change::Severity;

const KEYS: [&str; 3] = ["name", "title", "rule"];
const RULE_KEYS: [&str; 4] = ["name", "severity", "clause", "order"];
const SEVERITIES: [(&str, Severity); 3] =
    [("substantive", Severity::Substantive), ("minor", Severity::Minor), ("cosmetic", Severity::Cosmetic)];
const ORDERS: [(&str, Order); 2] = [("newest-first", Order::NewestFirst), ("oldest-first", Order::OldestFirst)];

impl Profile {
    /// Reads a profile from the text of a TOML file; a key it does not know is refused.
    ///
    /// ```
    /// use variorum::history::policy::Profile;
    /// let text = "name = \"house\"\ntitle = \"Our house\"\n\n[[rule]]\nname = \"vague-note\"\nseverity = \"minor\"\n\
    ///             clause = \"House rules: say what changed\"\n";
    /// assert_eq!(Profile::parse(text).unwrap().demands.len(), 1);
    /// let error = Profile::parse(&text.replace("minor", "grave")).unwrap_err();
    /// assert_eq!(error.to_string(), "line 6: `severity` cannot be \"grave\"; use substantive, minor or cosmetic");
    /// ```
    ///
    /// # Errors
    ///
    /// When the text is no TOML, or says something a profile cannot say: line, key and remedy.
    pub fn parse(text: &str) -> Result<Self, BadProfile> {
        let lines = Lines { text };
        let table = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let message = error.message().replace('\n', ", ");
            lines.bad(at, ProfileProblem::Syntax { message })
        })?;
        let top = Part { lines, table: table.get_ref(), at: 0 };
        top.knows(&KEYS)?;
        let name = top.text("name", "name = \"our-house\"")?.1.to_owned();
        let title = top.text("title", "title = \"Our house: rules for corrections\"")?.1.to_owned();
        let mut demands: Vec<Demand> = Vec::new();
        for part in top.rules()? {
            let demand = part.demand()?;
            if demands.iter().any(|other| other.rule.name() == demand.rule.name()) {
                return Err(part.bad(part.at, ProfileProblem::Repeated { name: demand.rule.name() }));
            }
            demands.push(demand);
        }
        Ok(Self { name, title, demands })
    }
}

/// The text a profile is read from, to tell lines by.
#[derive(Clone, Copy)]
struct Lines<'a> {
    text: &'a str,
}

impl Lines<'_> {
    fn bad(self, at: usize, problem: ProfileProblem) -> BadProfile {
        let before = self.text.get(..at).unwrap_or(self.text);
        BadProfile { line: before.matches('\n').count() + 1, problem }
    }
}

/// A table of the file: the whole of it, or one rule.
struct Part<'a> {
    lines: Lines<'a>,
    table: &'a DeTable<'a>,
    /// The byte it begins at.
    at: usize,
}

impl<'a> Part<'a> {
    fn bad(&self, at: usize, problem: ProfileProblem) -> BadProfile {
        self.lines.bad(at, problem)
    }

    /// Refuses keys that mean nothing here; the first in the file is named.
    fn knows(&self, known: &[&'static str]) -> Result<(), BadProfile> {
        let strange = self.table.keys().filter(|key| !known.contains(&key.get_ref().as_ref()));
        match strange.min_by_key(|key| key.span().start) {
            None => Ok(()),
            Some(key) => {
                let problem = ProfileProblem::UnknownKey { key: key.get_ref().to_string(), known: known.to_vec() };
                Err(self.bad(key.span().start, problem))
            }
        }
    }

    fn value(&self, key: &str) -> Option<(&'a Spanned<DeString<'a>>, &'a Spanned<DeValue<'a>>)> {
        self.table.iter().find(|(name, _)| name.get_ref() == key)
    }

    /// Reads a text that has to be there and says something.
    fn text(&self, key: &'static str, example: &'static str) -> Result<(usize, &'a str), BadProfile> {
        let Some((name, value)) = self.value(key) else {
            return Err(self.bad(self.at, ProfileProblem::Missing { key, example }));
        };
        let at = name.span().start;
        match value.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() && !text.contains('\n') => Ok((at, text.trim())),
            _ => {
                let expected = "one line of text in quotes";
                Err(self.bad(at, ProfileProblem::WrongType { key: key.to_owned(), expected }))
            }
        }
    }

    /// Reads a word that has to be one of a few.
    fn word<T: Copy>(
        &self,
        key: &'static str,
        example: &'static str,
        known: &[(&'static str, T)],
    ) -> Result<T, BadProfile> {
        let (at, word) = self.text(key, example)?;
        let found = known.iter().find(|(name, _)| *name == word).map(|(_, meaning)| *meaning);
        found.ok_or_else(|| {
            let known = known.iter().map(|(name, _)| *name).collect();
            self.bad(at, ProfileProblem::UnknownValue { key, value: word.to_owned(), known })
        })
    }

    /// Finds the tables under `[[rule]]`; a profile without one asks for nothing, which nobody means.
    fn rules(&self) -> Result<Vec<Part<'a>>, BadProfile> {
        let missing = || ProfileProblem::Missing { key: "rule", example: "[[rule]] with name, severity and clause" };
        let Some((name, value)) = self.value("rule") else { return Err(self.bad(self.at, missing())) };
        let wrong = |at| {
            let expected = "a list of tables, each under [[rule]]";
            self.bad(at, ProfileProblem::WrongType { key: "rule".to_owned(), expected })
        };
        let rows = value.get_ref().as_array().ok_or_else(|| wrong(name.span().start))?;
        let parts: Vec<Part<'a>> = rows
            .iter()
            .map(|row| {
                let at = row.span().start;
                let table = row.get_ref().as_table().ok_or_else(|| wrong(at))?;
                Ok(Part { lines: self.lines, table, at })
            })
            .collect::<Result<_, _>>()?;
        if parts.is_empty() { Err(self.bad(name.span().start, missing())) } else { Ok(parts) }
    }

    fn demand(&self) -> Result<Demand, BadProfile> {
        self.knows(&RULE_KEYS)?;
        let rules = Rule::ALL.map(|rule| (rule.name(), rule));
        let mut rule = self.word("name", "name = \"vague-note\"", &rules)?;
        if matches!(rule, Rule::NoteOrder(_)) {
            rule = Rule::NoteOrder(self.word("order", "order = \"newest-first\"", &ORDERS)?);
        } else if let Some((key, _)) = self.value("order") {
            return Err(self.bad(key.span().start, ProfileProblem::IdleOrder { rule: rule.name() }));
        }
        let severity = self.word("severity", "severity = \"minor\"", &SEVERITIES)?;
        let clause = self.text("clause", "clause = \"the document and what it asks\"")?.1.to_owned();
        Ok(Demand { rule, severity, clause })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GOOD: &str = "name = \"house\"\ntitle = \"Our house\"\n\n[[rule]]\nname = \"note-order\"\norder = \"newest-first\"\nseverity = \"minor\"\nclause = \"House rules\"\n";

    fn said(text: &str) -> String {
        Profile::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn a_profile_holds_its_rules_with_severity_and_clause() {
        let profile = Profile::parse(GOOD).unwrap();
        assert_eq!((profile.name.as_str(), profile.title.as_str()), ("house", "Our house"));
        let demand = Demand {
            rule: Rule::NoteOrder(Order::NewestFirst),
            severity: Severity::Minor,
            clause: "House rules".to_owned(),
        };
        assert_eq!(profile.demands, [demand]);
    }

    #[test]
    fn a_key_that_is_not_known_is_refused_with_its_line() {
        assert_eq!(
            said(&GOOD.replace("clause", "reason")),
            "line 8: the key `reason` is not known here; use name, severity, clause or order"
        );
        assert_eq!(
            said(&format!("colour = 1\n{GOOD}")),
            "line 1: the key `colour` is not known here; use name, title or rule"
        );
    }

    #[test]
    fn what_is_missing_is_named_with_how_it_could_read() {
        assert_eq!(
            said(&GOOD.replace("severity = \"minor\"\n", "")),
            "line 4: `severity` is missing; add severity = \"minor\""
        );
        assert_eq!(
            said(&GOOD.replace("order = \"newest-first\"\n", "")),
            "line 4: `order` is missing; add order = \"newest-first\""
        );
        assert_eq!(
            said("name = \"a\"\ntitle = \"b\"\n"),
            "line 1: `rule` is missing; add [[rule]] with name, severity and clause"
        );
    }

    #[test]
    fn a_wrong_type_a_wrong_word_and_a_second_time_are_told_apart() {
        assert_eq!(said(&GOOD.replace("\"house\"", "3")), "line 1: `name` must be one line of text in quotes");
        assert!(
            said(&GOOD.replace("\"note-order\"", "\"no-typos\""))
                .starts_with("line 5: `name` cannot be \"no-typos\"; use vague-note, correction-called-update, ")
        );
        let rule = GOOD.split("\n\n").nth(1).unwrap();
        assert_eq!(
            said(&format!("{GOOD}{rule}")),
            "line 9: the rule `note-order` stands here a second time; keep one of the two"
        );
        assert_eq!(
            said(&GOOD.replace("note-order", "vague-note")),
            "line 6: `order` belongs to the rule `note-order` alone; take it out of `vague-note`"
        );
        assert!(said("name = house\n").starts_with("line 1: this is no TOML ("));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "(name|title|rule|order|severity|clause|=|\"|\\[|\\]|\n| |a|é|1|\\{|\\}){0,60}") {
            let _ = Profile::parse(&text);
        }
    }
}
