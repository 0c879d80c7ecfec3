//! `comms demo`, with the feature that it needs.
#![cfg(feature = "live")]

use crate::running::{Run, program};
use std::time::{Duration, Instant};

fn demo(arguments: &[&str]) -> String {
    let started = Instant::now();
    let run = Run::from(program().arg("demo").args(arguments).output().unwrap());
    assert!(started.elapsed() < Duration::from_secs(12), "it takes too long");
    run.good()
}

#[test]
fn the_story_has_six_operations_with_one_end_each() {
    let out = demo(&[]);
    assert!(out.contains("6 operations: 5 succeeded, 1 ended unknown"), "{out}");
    for line in
        ["✓ 6 of 6 operations have exactly one end", "✓ 0 requests were sent twice", "starts again, with the same file"]
    {
        assert!(out.contains(line), "{line}: {out}");
    }
    assert!(!out.contains('\u{1b}'), "no styles in a pipe");
}

#[test]
fn faults_leave_no_operation_without_its_end() {
    for seed in ["3", "8"] {
        let out = demo(&["--faults", "--seed", seed]);
        assert!(out.contains("operations have exactly one end") && !out.contains('✗'), "{out}");
    }
}
