//! A version with all that shows it was kept, in files of its own.

use crate::article::sha256_hex;
use crate::render::{Proven, ProvenCapture, proof_markdown};
use crate::store::{Captured, Proof};

/// The page that says how to check the rest.
const PROOF: &str = "PROOF.md";

/// Writes the page that says what shows a version to be kept, and how to check it.
#[must_use]
pub fn proof_page(proof: &Proof) -> String {
    let name = proof.capture.as_ref().map(capture_name);
    let capture = proof.capture.as_ref().map(|capture| ProvenCapture {
        file: name.as_deref().filter(|_| capture.bytes.is_some()),
        sha256: &capture.sha256,
    });
    proof_markdown(&Proven {
        version: &proof.version,
        path: &proof.path,
        page_sha256: &proof.page_sha256,
        capture,
        commit: &proof.commit,
        signature: proof.signature.as_ref().map(|signature| (signature.kind, signature.commit.as_str())),
        later: proof.later,
        tip: &proof.tip,
        held_by: &proof.held_by,
    })
}

/// Makes the files of a bundle, by name: the proof's page, the version's page, the commit, the capture where there is
/// one, and `SHA256SUMS` over them.
#[must_use]
pub fn proof_files(proof: &Proof) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![
        (PROOF.to_owned(), proof_page(proof).into_bytes()),
        ("page.md".to_owned(), proof.page.clone()),
        ("commit".to_owned(), proof.object.clone()),
    ];
    if let Some((capture, bytes)) = proof.capture.as_ref().and_then(|capture| Some((capture, capture.bytes.clone()?))) {
        files.push((capture_name(capture), bytes));
    }
    let sums: Vec<String> = files.iter().map(|(name, bytes)| format!("{}  {name}", sha256_hex(bytes))).collect();
    files.push(("SHA256SUMS".to_owned(), (sums.join("\n") + "\n").into_bytes()));
    files
}

/// Names the file of a capture: `capture` with the ending it is kept under.
fn capture_name(capture: &Captured) -> String {
    match capture.path.rsplit('/').next().and_then(|file| file.split_once('.')) {
        Some((_, ending)) => format!("capture.{ending}"),
        None => "capture".to_owned(),
    }
}
