//! How long types take to compile: ours, serde's derive, and serde's derive that loses nothing (flattened maps, tagged enums).
//!
//! `cargo bench -p tests --bench compile [-- --quick]`: 500 types of 12 properties, and all of Graph v1.0 where its schema is
//! beside the project (`--quick`: the 500 alone). Lines: `ratio compile/JOB CANDIDATE VALUE`, relative to `serde-flatten`; then
//! `memory` (the compiler's peak, where GNU time is there) and `rlib` likewise. What the types depend on is built beforehand.
#![allow(missing_docs, unreachable_pub, clippy::pedantic)]

mod declare;

use declare::{Source, graph, invented};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const CANDIDATES: [&str; 3] = ["entity", "serde", "serde-flatten"];
const JOBS: [(&str, &[&str]); 3] = [("check", &["check"]), ("debug", &["build"]), ("release", &["build", "--release"])];

fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    run("types500", &invented(500), if quick { 3 } else { 5 });
    if let Some(csdl) = tests::shared("csdl/v1.0-Prod.csdl").filter(|_| !quick) {
        run("graph", &graph(&fs::read(csdl).expect("the schema")), 1);
    }
}

/// One package for each candidate, built in turn, round by round.
fn run(case: &str, source: &Source, rounds: usize) {
    let packages = CANDIDATES.map(|candidate| package(case, candidate, source));
    for (job, arguments) in JOBS {
        let mut all: [Vec<Build>; 3] = Default::default();
        for package in &packages {
            build(package, arguments);
        }
        for _ in 0..rounds {
            for (builds, package) in all.iter_mut().zip(&packages) {
                builds.push(build(package, arguments));
            }
        }
        let medians = all.map(median);
        let base = medians[2];
        for (candidate, build) in CANDIDATES.iter().zip(medians) {
            println!(
                "ratio compile/{case}/{job} {candidate} {:.3}   # {:.1} s",
                build.seconds / base.seconds,
                build.seconds
            );
        }
        for (candidate, build) in CANDIDATES.iter().zip(medians).filter(|(_, build)| build.kilobytes > 0.0) {
            println!(
                "memory compile/{case}/{job} {candidate} {:.3}   # {:.0} MB",
                build.kilobytes / base.kilobytes,
                build.kilobytes / 1024.0
            );
        }
    }
    let sizes = packages.map(|package| rlib(&package));
    for (candidate, size) in CANDIDATES.iter().zip(sizes) {
        println!("rlib {case}/release {candidate} {:.3}   # {:.1} MB", size / sizes[2], size / 1e6);
    }
}

#[derive(Clone, Copy, Default)]
struct Build {
    seconds: f64,
    kilobytes: f64,
}

fn median(mut builds: Vec<Build>) -> Build {
    builds.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
    builds.get(builds.len() / 2).copied().unwrap_or_default()
}

fn package(case: &str, candidate: &str, source: &Source) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("compile-bench-{case}-{candidate}"));
    fs::create_dir_all(folder.join("src")).expect("a folder");
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../entity-core");
    let core = core.canonicalize().expect("entity-core");
    let manifest = format!(
        "[package]\nname = \"declared\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         entity-core = {{ path = \"{}\" }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n\n[workspace]\n",
        core.display()
    );
    fs::write(folder.join("Cargo.toml"), manifest).expect("writable");
    let text = match candidate {
        "entity" => &source.entity,
        "serde" => &source.serde,
        _ => &source.flatten,
    };
    fs::write(folder.join("src/lib.rs"), text).expect("writable");
    folder
}

/// Compiles the package itself once more.
fn build(package: &Path, arguments: &[&str]) -> Build {
    let source = package.join("src/lib.rs");
    let text = fs::read_to_string(&source).expect("readable");
    fs::write(&source, text).expect("writable");
    let timed = Path::new("/usr/bin/time").exists();
    let mut command = if timed { Command::new("/usr/bin/time") } else { Command::new(env!("CARGO")) };
    if timed {
        command.args(["-f", "peak %M", env!("CARGO")]);
    }
    command.args(arguments).arg("--quiet").current_dir(package).env_remove("CARGO_TARGET_DIR");
    let start = Instant::now();
    let output = command.output().expect("cargo");
    let seconds = start.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}", said.chars().take(4000).collect::<String>());
    let kilobytes = said.lines().rev().find_map(|line| line.strip_prefix("peak ")?.parse().ok()).unwrap_or_default();
    Build { seconds, kilobytes }
}

fn rlib(package: &Path) -> f64 {
    fs::metadata(package.join("target/release/libdeclared.rlib")).map_or(f64::NAN, |data| data.len() as f64)
}
