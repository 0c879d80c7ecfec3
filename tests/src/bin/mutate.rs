//! Bodies changed at random, judged against `serde_json`: ours accepts the same texts, except for the stated rules.
//!
//! `cargo run --release -p tests --bin mutate -- 1000000 [SEED]`. Changes the fixtures, and the corpus if it is beside the
//! project. The same seed is the same run everywhere.

use entity_core::Registered;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};
use tests::ALL;
use tests::choices::Chance;
use tests::corpus::bodies;
use tests::judge::verdict;

struct Body {
    declared: Option<&'static Registered>,
    text: Vec<u8>,
}

fn all_bodies() -> Vec<Body> {
    let mut all: Vec<_> = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"))
        .into_iter()
        .filter(|file| file.extension().is_some_and(|extension| extension == "json"))
        .filter_map(|file| Some(Body { declared: None, text: fs::read(file).ok()? }))
        .collect();
    for folder in ["corpus/comms", "corpus/graph"] {
        all.extend(
            bodies(folder)
                .into_iter()
                .flatten()
                .map(|body| Body { declared: ALL.find(&body.declared), text: body.text.into_bytes() }),
        );
    }
    all
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// Pieces to insert: tokens, and texts that resemble tokens.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\",
    "\\u",
    "\\ud800",
    "\\u00e9",
    "\\x",
    "0",
    "-",
    "+1",
    ".5",
    "1.",
    "1e",
    "1e5",
    "01",
    "-0",
    "NaN",
    "null",
    "nul",
    "true",
    "False",
    "{}",
    "[]",
    "{\"a\":1}",
    "\"status\":1,",
    "\"id\":\"\",",
    "\"@odata.type\":\"#x.y\",",
    "\"@type\":1,",
    " ",
    "\n",
    "\u{b}",
    "\u{a0}",
    "\u{feff}",
    "\u{0}",
    "\u{1f}",
    "\u{7f}",
    "\u{2028}",
    "é",
    "🎵",
    "/* */",
    "'",
    ",,",
];

fn change(chance: &mut Chance, bytes: &mut Vec<u8>, other: &[u8]) {
    let at = chance.below(bytes.len() + 1);
    let most = 1 << chance.below(8);
    let to = (at + 1 + chance.below(most)).min(bytes.len()).max(at);
    match chance.below(12) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(at..to)),
        2 => bytes.extend_from_within(at..),
        3 => drop(bytes.splice(at..at, chance.bytes(1))),
        4 => bytes[at..to].iter_mut().take(1).for_each(|byte| *byte ^= 1 << chance.below(8)),
        5 => {
            let from = chance.below(other.len());
            let piece = &other[from..(from + chance.below(60)).min(other.len())];
            bytes.splice(at..at, piece.iter().copied());
        }
        6 => {
            // Brackets after a colon, before a value.
            let levels = [1, 100, 120, 126, 127, 128, 200][chance.below(7)];
            let colon = bytes[..at].iter().rposition(|byte| *byte == b':').map_or(at, |colon| colon + 1);
            bytes.splice(colon..colon, [vec![b'['; levels], vec![b']'; levels], b",\"deep\":".to_vec()].concat());
        }
        7 => {
            // A line repeated, which is often a member.
            let from = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |line| line + 1);
            let line: Vec<u8> = bytes[from..].iter().copied().take_while(|byte| *byte != b'\n').collect();
            bytes.splice(from..from, line);
        }
        8 => bytes[at..to].iter_mut().for_each(u8::make_ascii_uppercase),
        _ => {
            let piece = PIECES[chance.below(PIECES.len())].bytes();
            let end = if chance.below(2) == 0 { at } else { (at + 1).min(bytes.len()) };
            bytes.splice(at..end, piece);
        }
    }
}

/// Documents by verdict, and the number of wrong ones.
#[derive(Default)]
struct Counts {
    verdicts: [u64; 5],
    wrong: u64,
}

impl Counts {
    fn add(&mut self, known: &'static Registered, bytes: &[u8]) {
        match verdict(known, bytes) {
            Ok(verdict) => self.verdicts[verdict as usize] += 1,
            Err(wrong) => {
                self.wrong += 1;
                if self.wrong <= 10 {
                    eprintln!("{}: {wrong}\n", known.structured_type().name());
                }
            }
        }
    }
}

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1).map(|argument| argument.parse::<u64>());
    let (Ok(count), Ok(seed)) = (arguments.next().unwrap_or(Ok(100_000)), arguments.next().unwrap_or(Ok(1))) else {
        eprintln!("usage: mutate [COUNT [SEED]]");
        return ExitCode::from(2);
    };
    let bodies = all_bodies();
    let types: Vec<_> = ALL.iter().collect();
    let mut chance = Chance::new(seed);
    let mut counts = Counts::default();
    for _ in 0..count {
        let body = &bodies[chance.below(bodies.len())];
        let other = &bodies[chance.below(bodies.len())];
        let mut bytes = body.text.clone();
        for _ in 0..=chance.below(3) {
            change(&mut chance, &mut bytes, &other.text);
        }
        let any = types[chance.below(types.len())];
        counts.add(body.declared.filter(|_| chance.below(4) > 0).unwrap_or(any), &bytes);
    }
    let [accepted, invalid, twice, deep, no_object] = counts.verdicts;
    println!(
        "{count} documents from {} bodies, seed {seed}: {accepted} accepted and written back the same; refused: {invalid} that are not JSON, \
         {twice} with a declared name or the tag twice, {deep} too deep, {no_object} that are not an object; wrong: {}",
        bodies.len(),
        counts.wrong
    );
    ExitCode::from(u8::from(counts.wrong > 0))
}
