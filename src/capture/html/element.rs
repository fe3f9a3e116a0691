//! An element of a page, and what its name and attributes tell of its place there.

use super::furniture::Named;
use super::tree::Node;

/// One element, with what tells its role on the page.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// The index of the element around it; the first is its own.
    pub(super) parent: usize,
    pub(super) name: String,
    /// The words of its class, its id and the names that components have, in lower case.
    pub(super) words: Words,
    pub(super) itemprop: String,
    pub(super) rel: String,
    pub(super) role: String,
    pub(super) hidden: bool,
    /// What its words name it.
    pub(super) named: Named,
}

impl Element {
    /// Reads an element in one pass over its attributes.
    pub(super) fn read(node: Node<'_>, name: &str, parent: usize) -> Self {
        let mut element = Self { parent, name: name.to_owned(), ..Self::default() };
        // The elements that a page makes itself are called by what they are for.
        if name.contains('-') {
            element.words.add(name);
        }
        for (attribute, value) in node.attributes() {
            match attribute {
                "class" | "id" | "slot" | "data-component" | "data-testid" | "data-qa" | "data-gu-name" | "name" => {
                    element.words.add(value);
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

/// The words of names that pages give their parts, such as a class, in lower case.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// All of them, a space behind each: words are of letters and digits.
    joined: String,
}

impl Words {
    /// Cuts names into their words: at everything but letters and digits, and where a capital follows a small letter.
    pub(super) fn of(names: &str) -> Self {
        let mut words = Self::default();
        words.add(names);
        words
    }

    /// Returns them in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.joined.split_terminator(' ')
    }

    /// Tells whether one of them is known.
    pub(super) fn any(&self, known: &[&str]) -> bool {
        self.iter().any(|word| known.contains(&word))
    }

    fn add(&mut self, names: &str) {
        const LONGEST: usize = 2000;
        let mut small = false;
        for letter in names.chars().take(LONGEST) {
            if !letter.is_alphanumeric() || (small && letter.is_uppercase()) {
                self.end_word();
            }
            if letter.is_ascii() && letter.is_alphanumeric() {
                self.joined.push(letter.to_ascii_lowercase());
            } else if letter.is_alphanumeric() {
                self.joined.extend(letter.to_lowercase());
            }
            small = letter.is_lowercase();
        }
        self.end_word();
    }

    fn end_word(&mut self) {
        if !self.joined.is_empty() && !self.joined.ends_with(' ') {
            self.joined.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_cut_at_marks_and_capitals() {
        let words = Words::of("article__body-text RichTextBody");
        assert_eq!(words.iter().collect::<Vec<_>>(), ["article", "body", "text", "rich", "text", "body"]);
    }
}
