//! Pages made into text; the one file that names `colored`.

use colored::{ColoredString, Colorize, control};

use super::look::{Hue, Stroke, Weight, look};
use super::page::{Page, Run};
use super::wrap::{Marks, wrap};

/// How a page is made into text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// Letters alone: `[-old-]{+new+}`.
    Plain,
    /// With terminal colours, underlined where something was put in and struck where it was taken out.
    Color,
}

impl Paint {
    /// Draws a page as lines of at most `width` columns; without a width no line is wrapped.
    #[must_use]
    pub fn draw(self, page: &Page, width: Option<usize>) -> String {
        let marks = if self == Self::Plain { Marks::Shown } else { Marks::Hidden };
        if self == Self::Color {
            // Whether there is colour was decided before; the engine must not ask the terminal again.
            control::set_override(true);
        }
        let mut drawn = String::new();
        for line in page.lines() {
            for runs in wrap(line, width, marks) {
                for run in &runs {
                    self.put(&mut drawn, run);
                }
                drawn.push('\n');
            }
        }
        drawn
    }

    fn put(self, drawn: &mut String, run: &Run) {
        match self {
            Self::Plain => drawn.push_str(&run.text),
            Self::Color => drawn.push_str(&colored(run)),
        }
    }
}

/// Dresses a stretch in the terminal's colours.
fn colored(run: &Run) -> String {
    let look = look(run.role);
    let text = ColoredString::from(run.text.as_str());
    let text = match look.hue {
        Hue::Text => text,
        Hue::Green => text.green(),
        Hue::Red => text.red(),
        Hue::Blue => text.blue(),
        Hue::Magenta => text.magenta(),
        Hue::Yellow => text.yellow(),
    };
    let text = match look.weight {
        Weight::Plain => text,
        Weight::Bold => text.bold(),
        Weight::Faint => text.dimmed(),
        Weight::Italic => text.italic(),
    };
    let text = match look.stroke {
        Stroke::None => text,
        Stroke::Under => text.underline(),
        Stroke::Through => text.strikethrough(),
    };
    if text.is_plain() { run.text.clone() } else { text.to_string() }
}

#[cfg(test)]
mod tests {
    use super::super::page::Line;
    use super::super::role::Role;
    use super::*;

    fn page() -> Page {
        let mut page = Page::new();
        page.push(Line::new().with(Role::Same, "at ").with(Role::Deleted, "noon").with(Role::Inserted, "one\u{1b}[2J"));
        page
    }

    #[test]
    fn plain_pages_tell_the_sides_apart_by_marks() {
        assert_eq!(Paint::Plain.draw(&page(), Some(80)), "at [-noon-]{+one␛[2J+}\n");
    }

    #[test]
    fn coloured_pages_strike_and_underline_and_pass_no_foreign_escape() {
        assert_eq!(Paint::Color.draw(&page(), Some(80)), "at \u{1b}[9;31mnoon\u{1b}[0m \u{1b}[4;32mone␛[2J\u{1b}[0m\n");
    }

    #[test]
    fn each_wrapped_line_is_coloured_by_itself() {
        let mut page = Page::new();
        page.push(Line::new().with(Role::Inserted, "one two"));
        assert_eq!(Paint::Color.draw(&page, Some(4)), "\u{1b}[4;32mone\u{1b}[0m\n\u{1b}[4;32mtwo\u{1b}[0m\n");
    }
}
