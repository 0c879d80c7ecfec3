//! What a user of the derives sees after a mistake: each file in `ui` holds mistakes, and beside it stands what the build says.
//!
//! A line with a mistake ends in `//~`, with a `~` for each error there: all errors are there, and no others.
//! After a change of a message: `TRYBUILD=overwrite cargo test -p tests --test ui`, then read what changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn messages() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}

#[test]
fn errors_are_at_the_mistakes_and_nowhere_else() {
    for case in cases() {
        let source = fs::read_to_string(&case).expect("a case");
        let said = fs::read_to_string(case.with_extension("stderr")).expect("what the build says of the case");
        assert_eq!(said_errors(&said), marked_lines(&source), "lines, and how many errors, of {}", case.display());
        assert!(!said.contains("\nwarning"), "{}: warnings beside the errors", case.display());
    }
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let files = fs::read_dir(folder).expect("the cases").map(|entry| entry.expect("a file").path());
    let cases: Vec<_> = files.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect();
    assert!(cases.len() > 20, "the cases are there");
    cases
}

/// How many errors are marked at each line.
fn marked_lines(source: &str) -> BTreeMap<usize, usize> {
    let lines = source.lines().enumerate().filter_map(|(line, text)| Some((line + 1, text.rsplit_once("//")?.1)));
    lines.filter(|(_, mark)| mark.starts_with('~')).map(|(line, mark)| (line, mark.trim_end().len())).collect()
}

/// How many errors the build shows at each line.
fn said_errors(said: &str) -> BTreeMap<usize, usize> {
    let mut found = BTreeMap::new();
    let mut lines = said.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("error") {
            // The first arrow behind the message is where the error is.
            let place = lines.find_map(|line| line.trim_start().strip_prefix("--> ui/")).expect("an error has a place");
            let line = place.split(':').nth(1).and_then(|line| line.parse().ok()).expect("a line");
            *found.entry(line).or_default() += 1;
        }
    }
    found
}
