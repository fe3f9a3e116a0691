//! An element of a page, and what its name and attributes tell of its place there.

use dom_query::NodeRef;

use super::furniture::Named;

/// One element, with what tells its role on the page.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// The index of the element around it; the first is its own.
    pub(super) parent: usize,
    pub(super) name: String,
    /// The words of its class, its id and the names that components have, in lower case.
    pub(super) words: Vec<String>,
    pub(super) itemprop: String,
    pub(super) rel: String,
    pub(super) role: String,
    pub(super) hidden: bool,
    /// What its words name it.
    pub(super) named: Named,
}

impl Element {
    /// Reads an element in one pass over its attributes.
    pub(super) fn read(node: &NodeRef<'_>, name: String, parent: usize) -> Self {
        let mut element = Self { parent, name, ..Self::default() };
        for attribute in node.attrs() {
            let value: &str = &attribute.value;
            match &*attribute.name.local {
                "class" | "id" | "data-component" | "data-testid" | "data-qa" | "data-gu-name" | "name" => {
                    add_words(value, &mut element.words);
                }
                "itemprop" => element.itemprop = value.to_ascii_lowercase(),
                "rel" => element.rel = value.to_ascii_lowercase(),
                "role" => element.role = value.to_ascii_lowercase(),
                "hidden" => element.hidden = true,
                "aria-hidden" => element.hidden |= value.eq_ignore_ascii_case("true"),
                "style" => element.hidden |= value.to_ascii_lowercase().replace(' ', "").contains("display:none"),
                _ => {}
            }
        }
        element.named = Named::of(&element);
        element
    }
}

/// Cuts a class or id into its words: at everything but letters and digits, and where a capital follows a small letter.
pub(super) fn words_of(names: &str) -> Vec<String> {
    let mut words = Vec::new();
    add_words(names, &mut words);
    words
}

fn add_words(names: &str, words: &mut Vec<String>) {
    const LONGEST: usize = 2000;
    let mut word = String::new();
    let mut small = false;
    for letter in names.chars().take(LONGEST) {
        if (!letter.is_alphanumeric() || (small && letter.is_uppercase())) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_ascii() && letter.is_alphanumeric() {
            word.push(letter.to_ascii_lowercase());
        } else if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
        small = letter.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_cut_at_marks_and_capitals() {
        assert_eq!(words_of("article__body-text RichTextBody"), ["article", "body", "text", "rich", "text", "body"]);
    }
}
