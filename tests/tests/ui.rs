//! Messages after mistakes with the derives: each file in `ui` has mistakes, and beside it is the output of the build.
//!
//! A line with a mistake ends in `//~`, with a `~` for each error there; no other line has an error.
//! After a change of a message: `TRYBUILD=overwrite cargo test -p tests --test ui`, then read what changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn the_build_prints_the_expected_messages() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}

#[test]
fn every_error_is_at_a_mistake() {
    for case in cases() {
        let source = fs::read_to_string(&case).expect("a case");
        let output = fs::read_to_string(case.with_extension("stderr")).expect("the output of its build");
        assert!(!marked_lines(&source).is_empty(), "no mistake in {}", case.display());
        assert_eq!(printed_errors(&output), marked_lines(&source), "lines, and how many errors, of {}", case.display());
        assert!(!output.contains("\nwarning"), "{}: warnings beside the errors", case.display());
    }
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let files = fs::read_dir(folder).expect("the cases").map(|entry| entry.expect("a file").path());
    let cases: Vec<_> = files.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect();
    assert!(cases.len() > 40, "{} cases", cases.len());
    cases
}

/// The number of errors marked at each line.
fn marked_lines(source: &str) -> BTreeMap<usize, usize> {
    let lines = source.lines().enumerate().filter_map(|(line, text)| Some((line + 1, text.rsplit_once("//")?.1)));
    lines.filter(|(_, mark)| mark.starts_with('~')).map(|(line, mark)| (line, mark.trim_end().len())).collect()
}

/// The number of errors in the output at each line.
fn printed_errors(output: &str) -> BTreeMap<usize, usize> {
    let mut found = BTreeMap::new();
    let mut lines = output.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("error") {
            // The first arrow after the message has the error's place.
            let place = lines.find_map(|line| line.trim_start().strip_prefix("--> ui/")).expect("an error has a place");
            let line = place.split(':').nth(1).and_then(|line| line.parse().ok()).expect("a line");
            *found.entry(line).or_default() += 1;
        }
    }
    found
}
