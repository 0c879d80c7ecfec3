//! Instructions of each job, counted by callgrind on this program itself: the difference between two counts of runs, so that
//! the start and the inputs cost nothing.

use super::measure::Candidate;
use std::process::Command;

/// Candidates that are counted.
const COUNTED: [&str; 5] = ["entity", "serde", "serde-flatten", "value", "garde"];

/// Returns whether valgrind is installed.
pub fn are_countable() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Prints and returns the instructions of each counted candidate, relative to the one named `to`.
pub fn compare(label: &str, to: &str, candidates: &[Candidate<'_>]) -> Vec<(&'static str, f64)> {
    let counted = candidates.iter().map(|candidate| candidate.name).filter(|name| COUNTED.contains(name));
    let counts: Vec<_> = counted.map(|name| (name, of_one_run(label, name))).collect();
    let base = counts.iter().find(|(name, _)| *name == to).map_or(f64::NAN, |(_, count)| *count);
    let ratio = |(name, count)| {
        println!("instructions {label} {name} {:.3}   # {count:.0} instructions", count / base);
        (name, count / base)
    };
    counts.into_iter().map(ratio).collect()
}

fn of_one_run(label: &str, candidate: &str) -> f64 {
    let [few, many] = match label {
        label if label.ends_with("envelope") || label.ends_with("pretty") => [2, 8],
        label if label.contains("wide") => [20, 220],
        _ => [100, 1100],
    };
    let difference = of_runs(label, candidate, many) - of_runs(label, candidate, few);
    difference as f64 / f64::from(many - few)
}

/// Instructions of the whole program, which runs the candidate `count` times.
fn of_runs(label: &str, candidate: &str, count: u16) -> u64 {
    let program = std::env::current_exe().expect("this program");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(["--run", label, candidate, &count.to_string()])
        .output()
        .expect("valgrind");
    let text = String::from_utf8_lossy(&output.stderr);
    let counted = text.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok());
    counted.unwrap_or_else(|| panic!("{label} {candidate}: {text}"))
}
