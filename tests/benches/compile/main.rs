//! The time to compile types: ours, serde's derive, and serde's derive that loses nothing (flattened maps, tagged enums).
//!
//! `cargo bench -p tests --bench compile [-- --quick | graph] [lossless] [JOB …]` compiles 500 types of 12 properties, ours
//! relative to serde's derive; and all of Graph v1.0, if its schema is beside the project, relative to `serde-flatten`.
//! `--quick` compiles the 500 alone, `graph` Graph alone, `lossless` leaves serde's lossy derive out. Without names of jobs,
//! all of them run, for more than an hour.
//!
//! Lines are `ratio compile/CASE/JOB CANDIDATE VALUE`; likewise `memory`, the compiler's peak, if GNU time is installed; and
//! `rlib`, with the job `release`. The jobs `check`, `debug` and `release` compile a library of the declarations; `binary`
//! and `binary-debug` also a program that reads and writes each type, because derived code is partly compiled at its use.
//! Dependencies are built before, nothing is compiled incrementally, and the quickest of three builds of a library of the 500
//! counts.
#![allow(missing_docs, unreachable_pub, clippy::pedantic)]

mod declare;

use declare::{Crate, Source, graph, invented};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const JOBS: [(&str, &[&str]); 5] = [
    ("check", &["check", "--lib"]),
    ("debug", &["build", "--lib"]),
    ("release", &["build", "--release", "--lib"]),
    ("binary", &["build", "--release", "--bin", "program"]),
    ("binary-debug", &["build", "--bin", "program"]),
];

/// The builds of each library of the 500 types.
const ROUNDS: usize = 3;

fn main() {
    let has = |word: &str| std::env::args().any(|argument| argument == word);
    let all = !JOBS.iter().any(|(job, _)| has(job));
    let jobs: Vec<_> = JOBS.into_iter().filter(|(job, _)| all || has(job)).collect();
    if !has("graph") {
        run("types500", &["entity", "serde"], &invented(500), &jobs);
    }
    if let Some(csdl) = tests::shared("csdl/v1.0-Prod.csdl").filter(|_| !has("--quick")) {
        let candidates: &[_] =
            if has("lossless") { &["entity", "serde-flatten"] } else { &["entity", "serde", "serde-flatten"] };
        run("graph", candidates, &graph(&fs::read(csdl).expect("the schema")), &jobs);
    }
}

/// Builds one package for each candidate, in turn; prints figures relative to the last candidate.
fn run(case: &str, candidates: &[&str], source: &Source, jobs: &[(&str, &[&str])]) {
    let packages: Vec<_> = candidates.iter().map(|candidate| Package::new(case, candidate, source)).collect();
    for (job, arguments) in jobs {
        for package in &packages {
            package.write("", "fn main() {}\n");
            build(package, arguments);
        }
        let round = || -> Vec<Build> { packages.iter().map(|package| package.build(arguments)).collect() };
        let rounds = if case == "graph" || job.starts_with("binary") { 1 } else { ROUNDS };
        let rounds: Vec<_> = (0..rounds).map(|_| round()).collect();
        let quickest =
            |index: usize| rounds.iter().map(|round| round[index]).min_by(|a, b| a.seconds.total_cmp(&b.seconds));
        let builds: Vec<_> = (0..packages.len()).filter_map(quickest).collect();
        let base = builds.last().copied().unwrap_or_default();
        for (candidate, build) in candidates.iter().zip(&builds) {
            println!(
                "ratio compile/{case}/{job} {candidate} {:.3}   # {:.1} s",
                build.seconds / base.seconds,
                build.seconds
            );
        }
        for (candidate, build) in candidates.iter().zip(&builds).filter(|(_, build)| build.kilobytes > 0.0) {
            println!(
                "memory compile/{case}/{job} {candidate} {:.3}   # {:.0} MB",
                build.kilobytes / base.kilobytes,
                build.kilobytes / 1024.0
            );
        }
    }
    if !jobs.iter().any(|(job, _)| *job == "release") {
        return;
    }
    let sizes: Vec<_> = packages.iter().map(rlib).collect();
    let base = sizes.last().copied().unwrap_or_default();
    for (candidate, size) in candidates.iter().zip(&sizes) {
        println!("rlib compile/{case}/release {candidate} {:.3}   # {:.1} MB", size / base, size / 1e6);
    }
}

#[derive(Clone, Copy, Default)]
struct Build {
    seconds: f64,
    kilobytes: f64,
}

/// A package: a library with the types, and a program that uses all of them.
struct Package<'a> {
    folder: PathBuf,
    source: &'a Crate,
}

impl<'a> Package<'a> {
    fn new(case: &str, candidate: &str, source: &'a Source) -> Self {
        let folder = std::env::temp_dir().join(format!("compile-bench-{case}-{candidate}"));
        fs::create_dir_all(folder.join("src")).expect("a folder");
        let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../entity-core");
        let core = core.canonicalize().expect("entity-core");
        let manifest = format!(
            "[package]\nname = \"declared\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [[bin]]\nname = \"program\"\npath = \"src/program.rs\"\n\n[dependencies]\n\
             entity-core = {{ path = \"{}\" }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n\n[workspace]\n",
            core.display()
        );
        fs::write(folder.join("Cargo.toml"), manifest).expect("writable");
        let source = match candidate {
            "entity" => &source.entity,
            "serde" => &source.serde,
            _ => &source.flatten,
        };
        Self { folder, source }
    }

    /// Writes the sources and builds them with cargo's arguments.
    fn build(&self, arguments: &[&str]) -> Build {
        self.write(&self.source.library, &self.source.program);
        build(self, arguments)
    }

    fn write(&self, library: &str, program: &str) {
        fs::write(self.folder.join("src/lib.rs"), library).expect("writable");
        fs::write(self.folder.join("src/program.rs"), program).expect("writable");
    }
}

/// Builds the package with cargo's arguments.
fn build(package: &Package<'_>, arguments: &[&str]) -> Build {
    let timed = Path::new("/usr/bin/time").exists();
    let mut command = if timed { Command::new("/usr/bin/time") } else { Command::new(env!("CARGO")) };
    if timed {
        command.args(["-f", "peak %M", env!("CARGO")]);
    }
    command.args(arguments).arg("--quiet").current_dir(&package.folder);
    command.env_remove("CARGO_TARGET_DIR").env("CARGO_INCREMENTAL", "0");
    let start = Instant::now();
    let output = command.output().expect("cargo");
    let seconds = start.elapsed().as_secs_f64();
    let output_text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}", output_text.chars().take(4000).collect::<String>());
    let kilobytes =
        output_text.lines().rev().find_map(|line| line.strip_prefix("peak ")?.parse().ok()).unwrap_or_default();
    Build { seconds, kilobytes }
}

fn rlib(package: &Package<'_>) -> f64 {
    let file = package.folder.join("target/release/libdeclared.rlib");
    fs::metadata(file).map_or(f64::NAN, |data| data.len() as f64)
}
