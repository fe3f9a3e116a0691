//! What XML documents of all kinds have in common.

use quick_xml::events::BytesRef;

/// Named characters that documents use without declaring them where we can see it.
const NAMED: [(&str, &str); 18] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("hellip", "…"),
    ("euro", "€"),
    ("pound", "£"),
    ("deg", "°"),
];

/// Returns what a reference stands for; nothing where only a document type could say: no document's own entities are
/// read, so that none can grow.
pub(super) fn character(name: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = name.resolve_char_ref() {
        return character.to_string();
    }
    let name = name.xml10_content();
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned()).unwrap_or_default()
}

/// Returns the name of the root element of a document, without its prefix; none where no element comes first.
pub(super) fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        rest = rest.trim_start();
        rest = if let Some(inside) = rest.strip_prefix("<?") {
            inside.split_once("?>")?.1
        } else if let Some(inside) = rest.strip_prefix("<!--") {
            inside.split_once("-->")?.1
        } else if let Some(inside) = rest.strip_prefix("<!") {
            after_doctype(inside)?
        } else {
            break;
        };
    }
    let name = rest.strip_prefix('<')?.split(|letter: char| letter.is_whitespace() || "/>".contains(letter)).next()?;
    Some(name.rsplit(':').next().unwrap_or(name)).filter(|name| !name.is_empty())
}

/// Returns what follows a document type, which may hold declarations between brackets.
fn after_doctype(inside: &str) -> Option<&str> {
    let end = inside.find('>')?;
    match inside.find('[').filter(|bracket| *bracket < end) {
        Some(bracket) => inside[bracket..].split_once("]>").map(|(_, rest)| rest),
        None => Some(&inside[end + 1..]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_stands_behind_declarations_and_comments() {
        assert_eq!(
            root("\u{feff}<?xml version='1.0'?>\n<!-- <a> --><!DOCTYPE nitf SYSTEM 'nitf.dtd'>\n<nitf>"),
            Some("nitf")
        );
        assert_eq!(root("<!DOCTYPE a [<!ENTITY b '>'>]><n:newsItem x='1'/>"), Some("newsItem"));
        for text in ["", "text", "<!--", "<?xml", "<!DOCTYPE", "<"] {
            assert_eq!(root(text), None, "{text}");
        }
    }
}
