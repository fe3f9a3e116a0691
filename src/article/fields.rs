//! The short texts beside the body.

use serde::{Deserialize, Serialize};

/// The short texts of an article, each compared as a row of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fields {
    /// The title a reader sees.
    pub headline: String,
    /// The line under the headline; standfirst or subtitle elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dek: Option<String>,
    /// Who wrote it, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// The texts under pictures, in page order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub captions: Vec<String>,
    /// Where the text links to, in page order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Hyperlink>,
}

/// One link of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Hyperlink {
    /// The words that carry the link.
    pub text: String,
    /// Where it leads.
    pub href: String,
}
