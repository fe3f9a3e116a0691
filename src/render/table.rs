//! Rows of cells in columns; the last cell wraps beside the others.

use super::page::{Line, Page, columns, pad, pad_left};
use super::role::Role;

/// How the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) role: Role,
    pub(super) text: String,
}

/// Makes a cell.
pub(super) fn cell(role: Role, text: impl Into<String>) -> Cell {
    Cell { role, text: super::visible(&text.into()).into_owned() }
}

/// What stands between two columns.
const GUTTER: &str = "  ";

/// Sets rows of cells in columns; `aligns` has one entry for each but the last, which is not padded.
pub(super) fn table<const N: usize>(aligns: [Align; N], rows: Vec<([Cell; N], Cell)>) -> Page {
    part_of_table(aligns, [0; N], rows)
}

/// Sets rows in columns as [`table`] does, each at least so wide, so that they line up with rows drawn apart.
pub(super) fn part_of_table<const N: usize>(
    aligns: [Align; N],
    least: [usize; N],
    rows: Vec<([Cell; N], Cell)>,
) -> Page {
    let width = |column: usize| {
        let cells = rows.iter().map(|(cells, _)| columns(&cells[column].text));
        cells.chain([least[column]]).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..N).map(width).collect();
    let mut page = Page::new();
    for (cells, last) in rows {
        let mut line = Line::new();
        for (index, cell) in cells.iter().enumerate().filter(|(index, _)| widths[*index] > 0) {
            let text = match aligns[index] {
                Align::Left => pad(&cell.text, widths[index]),
                Align::Right => pad_left(&cell.text, widths[index]),
            };
            line = line.lead(cell.role, &text).lead(Role::Same, GUTTER);
        }
        page.push(line.with(last.role, &last.text));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::super::paint::Paint;
    use super::*;

    fn page() -> Page {
        let row = |number: &str, place: &str, text: &str| {
            ([cell(Role::Faint, number), cell(Role::Same, place)], cell(Role::Same, text))
        };
        table([Align::Right, Align::Left], vec![row("9", "headline", "one two three"), row("10", "¶ 3", "four")])
    }

    #[test]
    fn columns_line_up_and_the_last_one_wraps() {
        assert_eq!(Paint::Plain.draw(&page(), Some(30)), " 9  headline  one two three\n10  ¶ 3       four\n");
    }

    #[test]
    fn a_narrow_screen_gets_running_lines() {
        assert_eq!(Paint::Plain.draw(&page(), Some(16)), "9  headline  one\n    two three\n10  ¶ 3  four\n");
    }
}
