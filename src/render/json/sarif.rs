//! Findings as SARIF 2.1.0, which code-review tools read.

use serde::Serialize;
use serde_json::{Value, json};

use crate::article::sha256_hex;
use crate::history::policy::Breach;
use crate::history::{Finding, Severity};
use crate::render::findings::{Checked, severity_name};
use crate::render::names::Names;
use crate::render::ruling::ruled;
use crate::render::words::place_in_prose;

/// A SARIF log with one run.
#[derive(Clone, Debug, Serialize)]
pub struct SarifJson {
    /// The schema it keeps to.
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    /// The version of SARIF.
    pub version: &'static str,
    /// The run.
    pub runs: [Run; 1],
}

/// What one run of the tool found.
#[derive(Clone, Debug, Serialize)]
pub struct Run {
    /// The findings.
    pub results: Vec<Value>,
    /// The tool, with the rules its findings name; after them, so that they can be written while they are found.
    pub tool: Value,
}

/// The rules that findings name, once each, in the order in which they are named first.
#[derive(Clone, Debug, Default)]
pub struct SarifRules {
    ids: Vec<String>,
    rules: Vec<Value>,
}

impl SarifRules {
    /// Makes the result of a finding, and takes in its rule.
    #[must_use]
    pub fn result(&mut self, finding: &Finding, names: &Names) -> Value {
        let id = rule_id(finding);
        let index = self.ids.iter().position(|known| *known == id).unwrap_or_else(|| {
            self.rules.push(rule(&id, finding));
            self.ids.push(id.clone());
            self.ids.len() - 1
        });
        result(&id, index, finding, names)
    }

    /// Makes a log without results, to be put around those that were made.
    #[must_use]
    pub fn log(self) -> SarifJson {
        let Self { rules, .. } = self;
        let tool = json!({ "driver": { "name": "variorum", "version": env!("CARGO_PKG_VERSION"), "rules": rules } });
        SarifJson {
            schema: "https://json.schemastore.org/sarif-2.1.0.json",
            version: "2.1.0",
            runs: [Run { results: Vec::new(), tool }],
        }
    }
}

/// Makes the SARIF log of findings, those that editors settled last.
#[must_use]
pub fn sarif(checked: &Checked<'_>) -> SarifJson {
    let mut rules = SarifRules::default();
    let findings = checked.findings.iter().chain(checked.settled);
    let results = findings.map(|finding| rules.result(finding, checked.names)).collect();
    let mut log = rules.log();
    log.runs[0].results = results;
    log
}

/// Names the rule of a finding: its kind, or the policy and its rule.
fn rule_id(finding: &Finding) -> String {
    match &finding.breach {
        Some(Breach { profile, rule, .. }) => format!("policy/{profile}/{}", rule.name()),
        None => finding.kind.name().to_owned(),
    }
}

fn rule(id: &str, finding: &Finding) -> Value {
    let (short, help) = match &finding.breach {
        Some(breach) => (breach.rule.asks(), breach.clause.as_str()),
        None => (finding.kind.says(), finding.kind.says()),
    };
    json!({ "id": id, "shortDescription": { "text": short }, "help": { "text": help } })
}

fn result(id: &str, index: usize, finding: &Finding, names: &Names) -> Value {
    let article = format!("{}@{}", finding.article, finding.version);
    let place = finding.place.map(place_in_prose);
    let print = format!("{id}\n{article}\n{}\n{}", place.as_deref().unwrap_or_default(), finding.reason);
    let mut location = json!({ "fullyQualifiedName": article, "kind": "article version" });
    if let Some(place) = &place {
        location["name"] = json!(place);
    }
    let name = format!("{}@{}", names.of(&finding.article), finding.version);
    let at = place.map(|place| format!(", {place}")).unwrap_or_default();
    let mut result = json!({
        "ruleId": id,
        "ruleIndex": index,
        "level": level(finding.severity),
        "message": { "text": format!("{name}{at}: {}", finding.reason) },
        "locations": [{ "logicalLocations": [location] }],
        "partialFingerprints": { "finding/v1": sha256_hex(print.as_bytes()) },
        "properties": { "kind": finding.kind, "severity": severity_name(finding.severity) },
    });
    if let Some(subject) = finding.subject {
        result["properties"]["subject"] = json!(subject.to_string());
    }
    match &finding.ruling {
        // What the format has for this: readers of it show such a result apart, and do not count it.
        Some(ruling) if ruling.decision.settles() => {
            let suppression = json!({ "kind": "external", "status": "accepted", "justification": ruled(ruling) });
            result["suppressions"] = json!([suppression]);
        }
        Some(ruling) => result["properties"]["ruling"] = json!(ruled(ruling)),
        None => {}
    }
    result
}

/// Returns the level of SARIF for a severity.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Substantive => "error",
        Severity::Minor => "warning",
        Severity::Cosmetic => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ArticleId;
    use crate::history::policy::Rule;
    use crate::history::{FindingKind, Place};
    use crate::render::Sum;

    fn log() -> Value {
        let article = ArticleId::from_url("https://a.example/ferry", "").unwrap();
        let breach = Breach { profile: "ap".to_owned(), rule: Rule::VagueNote, clause: "AP, on notes".to_owned() };
        let finding = |kind, severity, place, breach| Finding {
            kind,
            article: article.clone(),
            version: 2,
            subject: None,
            place,
            severity,
            reason: "a reason".to_owned(),
            changed: None,
            breach,
            ruling: None,
        };
        let findings = [
            finding(FindingKind::UnannouncedChange, Severity::Substantive, Some(Place::Headline), None),
            finding(FindingKind::UnannouncedChange, Severity::Cosmetic, Some(Place::Dek), None),
            finding(FindingKind::PolicyBreach, Severity::Minor, None, Some(breach)),
        ];
        let names = Names::among([&article]);
        let ruling = Some(crate::render::ruling::tests::ruling(crate::history::Decision::Ignore));
        let settled = [Finding { ruling, ..finding(FindingKind::LateNote, Severity::Minor, None, None) }];
        let checked = Checked {
            findings: &findings,
            sum: Sum::of(&findings),
            settled: &settled,
            astray: &[],
            names: &names,
            articles: 1,
            policy: None,
            least: Severity::Minor,
        };
        serde_json::to_value(sarif(&checked)).unwrap()
    }

    #[test]
    fn what_the_schema_asks_for_is_there() {
        let log = log();
        assert_eq!(log["version"], "2.1.0");
        assert!(log["$schema"].is_string());
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["name"], "variorum");
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), 3, "each rule once");
        for rule in rules {
            assert!(rule["id"].is_string() && rule["help"]["text"].is_string(), "{rule}");
        }
        for result in run["results"].as_array().unwrap() {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
            assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
            assert!(result["message"]["text"].as_str().unwrap().contains("a reason"));
            let place = &result["locations"][0]["logicalLocations"][0];
            assert!(place["fullyQualifiedName"].as_str().unwrap().ends_with("@2"), "{place}");
        }
    }

    #[test]
    fn what_an_editor_set_aside_is_a_result_that_is_suppressed() {
        let log = log();
        let results = log["runs"][0]["results"].as_array().unwrap();
        let justified = json!("set aside by Ada on 1 March 2026: in *print*");
        assert_eq!(results[3]["suppressions"][0]["justification"], justified);
        assert!(results[..3].iter().all(|result| result.get("suppressions").is_none()));
    }

    #[test]
    fn severities_places_and_policies_have_their_own_words() {
        let log = log();
        let results = &log["runs"][0]["results"];
        assert_eq!((&results[0]["level"], &results[1]["level"]), (&json!("error"), &json!("note")));
        assert_eq!(results[0]["locations"][0]["logicalLocations"][0]["name"], "headline");
        assert_eq!(results[2]["ruleId"], "policy/ap/vague-note");
        assert_ne!(results[0]["partialFingerprints"], results[1]["partialFingerprints"]);
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][1]["help"]["text"], "AP, on notes");
    }
}
