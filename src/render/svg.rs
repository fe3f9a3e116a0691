//! A page as a picture of a terminal.

use std::fmt::Write;

use super::look::{Hue, Look, Stroke, Weight, look};
use super::page::{Page, Run, columns};
use super::wrap::{Marks, wrap};

/// Width of a column, height of a line, and the edge round the text, in tenths of a pixel.
const COLUMN: usize = 84;
const LINE: usize = 200;
const EDGE: usize = 160;

/// How far the letters stand above the foot of their line, in tenths of a pixel.
const FOOT: usize = 60;

/// The colours of a light and of a dark screen; text and ground differ by 4.5 to 1 and more.
const STYLE: &str = "\
.ground{fill:#fdfdfc;stroke:#d5d5d0}\
text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#24292f;white-space:pre}\
.green{fill:#116329}.red{fill:#b3261e}.blue{fill:#0550ae}.magenta{fill:#8250df}.yellow{fill:#7d4e00}\
.bold{font-weight:bold}.faint{fill:#5b6168}.italic{font-style:italic}\
.under{text-decoration:underline}.through{text-decoration:line-through}\
@media (prefers-color-scheme:dark){.ground{fill:#161b22;stroke:#30363d}text{fill:#e6edf3}\
.green{fill:#56d364}.red{fill:#ff8d85}.blue{fill:#79c0ff}.magenta{fill:#d2a8ff}.yellow{fill:#e3b341}\
.faint{fill:#9aa4af}}";

/// Draws a page, wrapped at `width` columns, as an SVG picture that suits light and dark screens.
///
/// Every stretch is stretched to its columns, so the lines stand alike in every typeface.
///
/// ```
/// use variorum::render::{Line, Page, Role, svg};
/// let mut page = Page::new();
/// page.push(Line::new().with(Role::Inserted, "new"));
/// assert!(svg(&page, 20, "an insertion").contains("class=\"green under\""));
/// ```
#[must_use]
pub fn svg(page: &Page, width: usize, title: &str) -> String {
    let lines: Vec<Vec<Run>> = page.lines().iter().flat_map(|line| wrap(line, Some(width), Marks::Hidden)).collect();
    let (wide, high) = (width * COLUMN + 2 * EDGE, lines.len() * LINE + 2 * EDGE);
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" role=\"img\">\n\
         <title>{2}</title>\n<style>{STYLE}</style>\n\
         <rect class=\"ground\" x=\"0.5\" y=\"0.5\" width=\"{3}\" height=\"{4}\" rx=\"6\"/>\n",
        pixels(wide),
        pixels(high),
        escaped(title),
        pixels(wide - 10),
        pixels(high - 10)
    );
    for (number, line) in lines.iter().enumerate() {
        draw_line(&mut picture, line, EDGE + (number + 1) * LINE - FOOT);
    }
    picture.push_str("</svg>\n");
    picture
}

/// Draws the stretches of a line whose letters stand at the height `y`.
fn draw_line(picture: &mut String, line: &[Run], y: usize) {
    let mut column = 0;
    for run in line {
        let text = run.text.trim_start_matches(' ');
        let x = EDGE + (column + run.text.len() - text.len()) * COLUMN;
        column += columns(&run.text);
        let long = columns(text) * COLUMN;
        if long == 0 {
            continue;
        }
        let class = class(look(run.role));
        let class = if class.is_empty() { class } else { format!(" class=\"{class}\"") };
        // Writing to a string cannot fail.
        let _ = writeln!(
            picture,
            "<text x=\"{}\" y=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"{class}>{}</text>",
            pixels(x),
            pixels(y),
            pixels(long),
            escaped(text)
        );
    }
}

/// Names a look by its classes.
fn class(look: Look) -> String {
    let hue = match look.hue {
        Hue::Text => "",
        Hue::Green => "green",
        Hue::Red => "red",
        Hue::Blue => "blue",
        Hue::Magenta => "magenta",
        Hue::Yellow => "yellow",
    };
    let weight = match look.weight {
        Weight::Plain => "",
        Weight::Bold => "bold",
        Weight::Faint => "faint",
        Weight::Italic => "italic",
    };
    let stroke = match look.stroke {
        Stroke::None => "",
        Stroke::Under => "under",
        Stroke::Through => "through",
    };
    [hue, weight, stroke].into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Writes tenths of a pixel as pixels.
fn pixels(tenths: usize) -> String {
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    // A no-break space keeps its place in every viewer.
    text.replace("  ", " \u{a0}")
}

#[cfg(test)]
mod tests {
    use super::super::page::Line;
    use super::super::role::Role;
    use super::*;

    #[test]
    fn stretches_stand_at_their_columns_and_signs_are_escaped() {
        let mut page = Page::new();
        page.push(Line::new().with(Role::Same, "a<b ").with(Role::Deleted, "渡し"));
        let picture = svg(&page, 20, "x & y");
        assert!(picture.contains("<title>x &amp; y</title>"));
        assert!(
            picture.contains(
                "<text x=\"16\" y=\"30\" textLength=\"33.6\" lengthAdjust=\"spacingAndGlyphs\">a&lt;b </text>"
            )
        );
        assert!(picture.contains("<text x=\"49.6\" y=\"30\" textLength=\"33.6\" lengthAdjust=\"spacingAndGlyphs\" class=\"red through\">渡し</text>"));
    }
}
