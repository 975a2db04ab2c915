//! Known items: questions by matter and place, typed in the ways people type, each of which one document answers.
//!
//! A question names a matter (a phrase of the document's title, or of its text) and a place, an organisation, a year or the
//! number of a decision. It is asked only if no other document of the corpus has both phrases, without marks, anywhere: so
//! which document must be found is certain, and nothing here knows how the search works. Each question is asked afresh, as
//! on a page that has just been opened, and only its first answer counts.

mod subjects;
mod texts;
mod typing;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use lantoa::internals::{Document, Facets};
use serde_json::{Value, json};

use super::table::median_and_worst;
use texts::Texts;
use typing::Way;

/// Number of documents asked for by each kind of subject; each in every way of typing.
const ITEMS: usize = 48;

/// A question and the document that answers it.
struct Question {
    kind: &'static str,
    way: &'static str,
    text: String,
    url: String,
}

/// What came of it: the rank of the document in the first answer, 0 if it is not among ten; files and kilobytes after the
/// table of words.
struct Outcome {
    rank: u64,
    files: f64,
    kilobytes: f64,
}

/// Asks the index below `root`, and prints a table.
pub(super) fn ask(documents: &[Document<'_>], facets: &Facets, root: &Path) {
    let texts = Texts::new(documents, facets);
    let questions = questions(&texts, documents, facets);
    match outcomes(&questions, root) {
        Ok(outcomes) => print(&questions, &outcomes, documents.len()),
        Err(reason) => println!("  known items: left out, {reason}"),
    }
}

fn questions(texts: &Texts, documents: &[Document<'_>], facets: &Facets) -> Vec<Question> {
    let mut all = Vec::new();
    for (kind, subjects) in subjects::of_all_kinds(texts, documents, facets, ITEMS) {
        for (number, subject) in subjects.iter().enumerate() {
            for way in Way::ALL {
                let text = typing::text(way, subject, texts, number);
                let url = documents[subject.document].url.clone();
                all.push(Question { kind, way: way.name(), text, url });
            }
        }
    }
    all
}

/// Runs the reader's script in Node over all questions.
fn outcomes(questions: &[Question], root: &Path) -> Result<Vec<Outcome>, String> {
    let input: Vec<Value> = questions.iter().map(|question| json!([question.text, question.url])).collect();
    let list = root.join("known.json");
    std::fs::write(&list, Value::from(input).to_string()).map_err(|error| error.to_string())?;
    let node = std::env::var_os("NODE").unwrap_or_else(|| "node".into());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/search/known/ask.js");
    let output = Command::new(node).arg(script).arg(root).arg(&list).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("Node cannot be run: {error}"))?;
    let rows: Vec<(u64, f64, f64)> =
        serde_json::from_slice(&output.stdout).map_err(|error| format!("Node failed: {error}"))?;
    Ok(rows.into_iter().map(|(rank, files, kilobytes)| Outcome { rank, files, kilobytes }).collect())
}

/// Sums over some questions.
#[derive(Default)]
struct Row {
    count: f64,
    found: f64,
    reciprocal: f64,
    first: f64,
}

impl Row {
    fn add(&mut self, rank: u64) {
        self.count += 1.0;
        if rank > 0 {
            self.found += 1.0;
            self.reciprocal += 1.0 / rank as f64;
            self.first += f64::from(u8::from(rank == 1));
        }
    }

    fn recall(&self) -> f64 {
        self.found / self.count
    }

    fn rank(&self) -> f64 {
        self.reciprocal / self.count
    }

    fn print(&self, name: &str, least: (f64, f64)) {
        let (recall, rank, first) = (self.recall(), self.rank(), self.first / self.count);
        let verdict = if recall >= least.0 && rank >= least.1 { "reached" } else { "MISSED" };
        println!("    {name:<40}{:>8}{recall:>10.3}{rank:>8.3}{first:>8.3}  {verdict}", self.count);
    }
}

/// What all questions, and what each row, must reach: recall@10 and mean reciprocal rank.
fn targets(documents: usize) -> [(f64, f64); 2] {
    if documents <= 10_000 { [(0.99, 0.95), (0.97, 0.92)] } else { [(0.98, 0.93), (0.96, 0.90)] }
}

fn print(questions: &[Question], outcomes: &[Outcome], documents: usize) {
    let (mut kinds, mut ways, mut all) = (BTreeMap::new(), BTreeMap::new(), Row::default());
    let mut lost = String::new();
    for (question, outcome) in questions.iter().zip(outcomes) {
        let Question { kind, way, text, url } = question;
        kinds.entry(*kind).or_insert_with(Row::default).add(outcome.rank);
        ways.entry(*way).or_insert_with(Row::default).add(outcome.rank);
        all.add(outcome.rank);
        if outcome.rank != 1 {
            let _ = writeln!(lost, "{}\t{kind}\t{way}\t{text}\t{url}", outcome.rank);
        }
    }
    let [whole, row] = targets(documents);
    println!("  known items");
    println!("    {:<40}{:>8}{:>10}{:>8}{:>8}", "", "asked", "recall@10", "MRR", "first");
    kinds.iter().for_each(|(name, sums)| sums.print(name, row));
    ways.iter().for_each(|(name, sums)| sums.print(name, row));
    all.print("all", whole);
    let kilobytes = median_and_worst(outcomes.iter().map(|outcome| outcome.kilobytes));
    let files = median_and_worst(outcomes.iter().map(|outcome| outcome.files));
    println!(
        "    after the table of words: median {:.0} kB in {} files, worst {:.0} kB in {}",
        kilobytes.0, files.0, kilobytes.1, files.1
    );
    println!(
        "    all rows: recall@10 ≥ {}, MRR ≥ {}; each row: ≥ {}, ≥ {} (LANTOA_LOST=FILE lists what is not first)",
        whole.0, whole.1, row.0, row.1
    );
    if let Some(path) = std::env::var_os("LANTOA_LOST")
        && let Err(error) = std::fs::write(path, lost)
    {
        println!("    LANTOA_LOST: {error}");
    }
}
