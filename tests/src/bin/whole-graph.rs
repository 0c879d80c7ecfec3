//! Declares all of a schema's types, compiles them, and reads and writes a corpus of bodies with them.
//!
//! `cargo run --release -p tests --bin whole-graph -- CSDL CORPUS OUT`: CORPUS has an `INDEX.tsv` with the columns `file`
//! and `declared_odata_type`. A body is read by its root's tag if that is known, else as the type in the index, else as the
//! root entity, and written to OUT under its own name.

use entity_core::csdl;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;
use tests::faithful;

const MANIFEST: &str = r#"[package]
name = "whole-graph-declared"
version = "0.0.0"
edition = "2024"

[dependencies]
entity-core = { path = "@CORE@" }
serde_json = "1"

[workspace]
"#;

/// The program compiled with the declarations, called with INDEX CORPUS OUT.
const READER: &str = r#"#![allow(clippy::all)]
mod declared;

use declared::TYPES;
use entity_core::{AnyEntity, ReadError, json};

fn read(bytes: &[u8], name: &str) -> Result<AnyEntity, ReadError> {
    match TYPES.read(bytes) {
        Err(ReadError::NoTag | ReadError::UnknownType(_)) => match TYPES.read_as(name, bytes) {
            Err(ReadError::UnknownType(_)) => TYPES.read_as("microsoft.graph.entity", bytes),
            other => other,
        },
        other => other,
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let index = std::fs::read_to_string(&arguments[1]).unwrap();
    for line in index.lines() {
        let (file, name) = line.split_once('\t').unwrap();
        let bytes = std::fs::read(format!("{}/{file}", arguments[2])).unwrap();
        match read(&bytes, name) {
            Ok(value) => std::fs::write(format!("{}/{file}", arguments[3]), json::to_string(&value)).unwrap(),
            Err(error) => println!("refused {file}: {error}"),
        }
    }
}
"#;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [schema, corpus, out] = arguments.as_slice() else {
        eprintln!("usage: whole-graph CSDL CORPUS OUT");
        return ExitCode::from(2);
    };
    match run(Path::new(schema), Path::new(corpus), Path::new(out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(schema: &Path, corpus: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let document = fs::read(schema).map_err(|error| format!("{}: {error}", schema.display()))?;
    let schema = csdl::read(&document)?;
    let types = schema.types().count();
    let package = std::env::temp_dir().join("whole-graph-declared");
    fs::create_dir_all(package.join("src"))?;
    fs::create_dir_all(out)?;
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../entity-core").canonicalize()?;
    fs::write(package.join("Cargo.toml"), MANIFEST.replace("@CORE@", &core.display().to_string()))?;
    fs::write(package.join("src/main.rs"), READER)?;
    fs::write(package.join("src/declared.rs"), csdl::scaffold_all(&schema)?)?;
    let index = tests::corpus::index(corpus)?;
    let rows: String = index.iter().map(|(file, declared)| format!("{file}\t{declared}\n")).collect();
    fs::write(package.join("index.tsv"), rows)?;

    // Dependencies are built first, so that the time is that of the declarations.
    fs::write(package.join("src/lib.rs"), "")?;
    cargo(&package, &["--lib"])?;
    let start = Instant::now();
    cargo(&package, &["--bin", "whole-graph-declared"])?;
    let seconds = start.elapsed().as_secs_f64();

    let reader = package.join("target/release/whole-graph-declared");
    let run = Command::new(reader).arg(package.join("index.tsv")).arg(corpus).arg(out).output()?;
    print!("{}", String::from_utf8_lossy(&run.stdout));
    if !run.status.success() {
        return Err(String::from_utf8_lossy(&run.stderr).into());
    }
    let same = index.iter().filter(|(file, _)| is_same(&corpus.join(file), &out.join(file))).count();
    println!("types {types}");
    println!("seconds to compile {seconds:.1}");
    println!("bodies {}", index.len());
    println!("the same {same}");
    Ok(())
}

fn cargo(package: &Path, what: &[&str]) -> Result<(), Box<dyn Error>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let build = Command::new(cargo)
        .args(["build", "--release", "--quiet"])
        .args(what)
        .current_dir(package)
        .env_remove("CARGO_TARGET_DIR")
        .output()?;
    if build.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&build.stderr).into()) }
}

fn is_same(body: &Path, written: &Path) -> bool {
    match (fs::read_to_string(body), fs::read_to_string(written)) {
        (Ok(body), Ok(written)) => faithful(&body) == faithful(&written),
        _ => false,
    }
}
