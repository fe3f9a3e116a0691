//! The profiles that come with the program.

use super::profile::Profile;

/// The profiles by name, the default one first.
const FILES: [(&str, &str); 9] = [
    ("default", include_str!("profiles/default.toml")),
    ("ap", include_str!("profiles/ap.toml")),
    ("bbc", include_str!("profiles/bbc.toml")),
    ("guardian", include_str!("profiles/guardian.toml")),
    ("ifcn", include_str!("profiles/ifcn.toml")),
    ("ipso", include_str!("profiles/ipso.toml")),
    ("nyt", include_str!("profiles/nyt.toml")),
    ("pressekodex", include_str!("profiles/pressekodex.toml")),
    ("reuters", include_str!("profiles/reuters.toml")),
];

/// Returns the profile of that name that comes with the program, if there is one.
#[must_use]
pub fn built_in(name: &str) -> Option<Profile> {
    let (_, text) = FILES.iter().find(|(known, _)| *known == name)?;
    Profile::parse(text).ok()
}

/// The names of the profiles that come with the program, the default one first.
pub fn built_in_names() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::policy::Rule;

    #[test]
    fn every_profile_reads_and_bears_its_name() {
        for (name, text) in FILES {
            let profile = Profile::parse(text).unwrap_or_else(|error| panic!("{name}.toml: {error}"));
            assert_eq!(profile.name, name);
            assert_eq!(built_in(name), Some(profile));
        }
        assert_eq!(built_in("nosuch"), None);
    }

    #[test]
    fn every_rule_is_asked_for_by_some_profile_but_an_order_of_notes_which_no_house_is_known_to_publish() {
        for rule in Rule::ALL.into_iter().filter(|rule| !matches!(rule, Rule::NoteOrder(_))) {
            let asked = |name: &&str| {
                let profile = built_in(name).unwrap();
                profile.demands.iter().any(|demand| demand.rule.name() == rule.name())
            };
            assert!(built_in_names().any(|name| asked(&name)), "{}", rule.name());
        }
    }
}
