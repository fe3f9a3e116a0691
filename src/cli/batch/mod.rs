//! `batch`: JSON Lines in, JSON Lines out, in order, on all cores, in flat memory.

mod diff;
mod extract;
mod matching;
mod notes;

use std::io::{self, BufRead, Write};

use anyhow::{Context, Result, bail};
use serde::Serialize;
use serde_json::{Map, Value, json};
use variorum::cores;

use super::args::BatchJob;
use super::outcome::Outcome;

/// How many lines each core gets before answers are written.
const LINES_A_CORE: usize = 32;

/// Answers one line's object with the lines to write for it, or says what is wrong with it.
type Answer = fn(&Map<String, Value>) -> Result<Vec<u8>>;

/// Answers every line of standard input; a bad line is answered with its error, and the run goes on.
pub(super) fn run(job: BatchJob) -> Result<Outcome> {
    let answer: Answer = match job {
        BatchJob::Diff => diff::answer,
        BatchJob::Notes => notes::answer,
        BatchJob::Match => matching::answer,
        BatchJob::Extract => extract::answer,
    };
    let mut input = io::stdin().lock();
    let mut output = io::BufWriter::new(io::stdout().lock());
    let (mut first, mut bad) = (1, 0);
    loop {
        let lines = read_lines(&mut input, cores::count() * LINES_A_CORE)?;
        if lines.is_empty() {
            break;
        }
        for answered in answer_all(&lines, first, answer) {
            output.write_all(&answered.text)?;
            bad += usize::from(answered.bad);
        }
        output.flush()?;
        first += lines.len();
    }
    if bad > 0 {
        bail!("{bad} of {} lines could not be answered; each has its error in the output", first - 1);
    }
    Ok(Outcome::Done)
}

/// Reads at most `count` lines, as bytes, without their line ends.
fn read_lines(input: &mut impl BufRead, count: usize) -> Result<Vec<Vec<u8>>> {
    let mut lines = Vec::new();
    while lines.len() < count {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line).context("standard input cannot be read")? == 0 {
            break;
        }
        while line.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
            line.pop();
        }
        lines.push(line);
    }
    Ok(lines)
}

/// What is written for one line of input.
struct Answered {
    text: Vec<u8>,
    bad: bool,
}

/// Answers lines on all cores, in their order; `first` is the number of the first.
fn answer_all(lines: &[Vec<u8>], first: usize, answer: Answer) -> Vec<Answered> {
    let numbered = lines.iter().enumerate().filter(|(_, line)| !line.is_empty()).collect();
    cores::map(numbered, |(index, line)| answer_line(line, first + index, answer))
}

fn answer_line(line: &[u8], number: usize, answer: Answer) -> Answered {
    let parsed = serde_json::from_slice::<Value>(line);
    let id = parsed.as_ref().ok().and_then(|value| value.get("id")).cloned();
    let answered = match parsed {
        Ok(Value::Object(object)) => answer(&object),
        Ok(_) => Err(anyhow::anyhow!("not a JSON object")),
        Err(error) => Err(anyhow::anyhow!("not JSON: {error}")),
    };
    let bad = answered.is_err();
    let text = answered.unwrap_or_else(|error| {
        let mut object = json!({ "line": number, "error": format!("{error:#}") });
        if let Some(id) = id {
            object["id"] = id;
        }
        format!("{object}\n").into_bytes()
    });
    Answered { text, bad }
}

/// Writes a value as one line of JSON.
fn line(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    Ok(line)
}

/// Reads a string that must be there.
fn string<'a>(object: &'a Map<String, Value>, name: &str) -> Result<&'a str> {
    object.get(name).and_then(Value::as_str).with_context(|| format!("no string {name:?}"))
}
