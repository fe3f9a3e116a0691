//! The colours of a page, on a light and on a dark ground.

/// The colours of one ground. Text stands at 4.5 to 1 or more against what it stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shades {
    ground: &'static str,
    text: &'static str,
    /// Numbers, labels, and differences that readers take as none.
    faint: &'static str,
    link: &'static str,
    /// Hairlines; nothing is read from them.
    line: &'static str,
    inserted: On,
    deleted: On,
    moved_to: On,
    moved_from: On,
}

/// A colour of letters and the one they stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct On {
    text: &'static str,
    ground: &'static str,
}

const LIGHT: Shades = Shades {
    ground: "#ffffff",
    text: "#1f2328",
    faint: "#59636e",
    link: "#0550ae",
    line: "#d5dae0",
    inserted: On { text: "#0b5724", ground: "#dcf5e3" },
    deleted: On { text: "#971b13", ground: "#fde6e3" },
    moved_to: On { text: "#0a4791", ground: "#e1edfd" },
    moved_from: On { text: "#6a2cb0", ground: "#f2e8fd" },
};

const DARK: Shades = Shades {
    ground: "#14181d",
    text: "#e6edf3",
    faint: "#9aa4af",
    link: "#79c0ff",
    line: "#343b43",
    inserted: On { text: "#7ee294", ground: "#12331d" },
    deleted: On { text: "#ffa59c", ground: "#431b1a" },
    moved_to: On { text: "#9ccbff", ground: "#15304f" },
    moved_from: On { text: "#d9b8ff", ground: "#31214b" },
};

/// What every page looks like, whatever its colours.
const SHAPES: &str = "\
*{box-sizing:border-box}\
body{margin:0;background:var(--ground);color:var(--text);font:1.0625rem/1.6 Georgia,'Noto Serif','DejaVu Serif',serif}\
main{max-width:50rem;margin:0 auto;padding:2rem 1.25rem 4rem}\
h1{font-size:1.7rem;line-height:1.25;margin:0 0 .25rem}\
h2{font-size:1.05rem;margin:2.25rem 0 .5rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}\
h2,dt,th,.sides,.sum,.key,.id,.number,summary{font-family:system-ui,'Noto Sans','DejaVu Sans',sans-serif}\
.id,.sides,.key,.number,dt,th,summary{color:var(--faint);font-size:.875rem;font-weight:400}\
.id{margin:0;overflow-wrap:anywhere}.sides{margin:.75rem 0;display:grid;grid-template-columns:auto 1fr;gap:0 .75rem}\
.sides dd{margin:0;overflow-wrap:anywhere}.sum{margin:.25rem 0;font-weight:600}\
.key{margin:.25rem 0}.key>*{margin-inline-end:.5rem}\
a{color:var(--link)}\
table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.35rem 0}\
thead th{padding:0}tbody th{width:8.5rem;padding-inline-end:1rem}td{overflow-wrap:anywhere}\
.notes,.block{display:grid;grid-template-columns:7.5rem minmax(0,1fr);column-gap:1rem}\
.notes{row-gap:.5rem}.notes dd{margin:0}.block{margin:.7rem 0}.block>*{margin:0;overflow-wrap:anywhere}\
.number{text-decoration:none;padding-top:.15rem}.number b{font-weight:600;display:block}\
h3{font-size:1.1rem}blockquote{border-inline-start:3px solid var(--line);padding-inline-start:.9rem}\
summary{cursor:pointer;margin:.7rem 0;padding-inline-start:8.5rem;list-style:none}summary::before{content:'▸ '}\
summary::-webkit-details-marker{display:none}details[open]>summary::before{content:'▾ '}\
ins,del{border-radius:.15em}\
ins{color:var(--ins);background:var(--ins-on);text-decoration:underline;text-underline-offset:.15em}\
del{color:var(--del);background:var(--del-on);text-decoration:line-through}\
ins.moved{color:var(--to);background:var(--to-on);text-decoration-style:double}\
del.moved{color:var(--from);background:var(--from-on)}\
ins.noise,del.noise{color:var(--faint);background:none}ins.noise{text-decoration-style:dotted}\
del+ins{margin-inline-start:.25em}del.noise+ins.noise{margin-inline-start:.12em}.aside{font-size:.875rem;color:var(--faint)}a.aside{color:var(--link)}\
.ear{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;user-select:none}\
:target{outline:2px solid var(--link);outline-offset:2px}\
@media (max-width:40rem){.notes,.block{grid-template-columns:minmax(0,1fr)}summary{padding-inline-start:0}\
.number b{display:inline}tbody th{width:5rem}}\
@media (forced-colors:active){ins,del{forced-color-adjust:auto}}";

/// Writes the style sheet of a page.
pub(super) fn style() -> String {
    let (light, dark) = (variables(&LIGHT), variables(&DARK));
    format!(":root{{color-scheme:light dark;{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}{SHAPES}")
}

fn variables(shades: &Shades) -> String {
    let Shades { ground, text, faint, link, line, inserted, deleted, moved_to, moved_from } = shades;
    let mut written = format!("--ground:{ground};--text:{text};--faint:{faint};--link:{link};--line:{line}");
    for (name, on) in [("ins", inserted), ("del", deleted), ("to", moved_to), ("from", moved_from)] {
        written.extend([";--", name, ":", on.text, ";--", name, "-on:", on.ground]);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of a colour, by WCAG 2.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    /// The contrast of two colours, by WCAG 2.
    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn the_contrast_of_black_and_white_is_21() {
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
    }

    #[test]
    fn every_letter_stands_out_from_its_ground_on_light_and_dark_screens() {
        for shades in [LIGHT, DARK] {
            let own = [shades.inserted, shades.deleted, shades.moved_to, shades.moved_from];
            let plain = [shades.text, shades.faint, shades.link].map(|text| On { text, ground: shades.ground });
            for on in own.into_iter().chain(plain) {
                let contrast = contrast(on.text, on.ground);
                assert!(contrast >= 4.5, "{} on {}: {contrast:.2}", on.text, on.ground);
            }
        }
    }

    #[test]
    fn the_style_names_every_colour_it_uses_and_loads_nothing() {
        let style = style();
        for used in style.split("var(--").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert_eq!(style.matches(&format!("--{used}:#")).count(), 2, "--{used}, light and dark");
        }
        assert!(style.contains("text-decoration:underline") && style.contains("text-decoration:line-through"));
        assert!(!style.contains("url(") && !style.contains("@import") && !style.contains('<'));
    }
}
