//! Where on a page each field was read.

use std::collections::BTreeMap;

/// For each field that was read (`headline`, `published` …) its source: `page` for what is printed, else `json-ld`,
/// `opengraph`, `meta`, `microdata`, `time`, `link`, `html` or `title`.
pub type Provenance = BTreeMap<&'static str, &'static str>;
