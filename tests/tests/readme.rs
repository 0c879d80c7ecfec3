//! The README and FIGURES.md are true: commands print the output shown, and links, paths and targets exist.
//!
//! `UPDATE_README=1` writes the printed output into the README. Its Rust snippets run as doctests of this package.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

fn document(name: &str) -> String {
    fs::read_to_string(root().join(name)).expect(name)
}

/// Runs a `cargo run …` command at the workspace's root, and returns its standard output.
fn output(command: &str) -> String {
    let words: Vec<&str> = command.split_whitespace().skip(2).collect();
    let run = Command::new(env!("CARGO"))
        .args(["run", "--quiet"])
        .args(words)
        .current_dir(root())
        .env("NO_COLOR", "1")
        .output()
        .expect("cargo");
    String::from_utf8(run.stdout).expect("text").trim_end().to_owned()
}

#[test]
fn commands_print_what_the_readme_shows() {
    let readme = document("README.md");
    let update = env::var_os("UPDATE_README").is_some();
    let mut shown = String::new();
    let mut runs = 0;
    let mut rest = readme.as_str();
    while let Some((before, block)) = rest.split_once("```console\n$ ") {
        let (block, after) = block.split_once("\n```").expect("the block's end");
        let (command, printed) = block.split_once('\n').unwrap_or((block, ""));
        shown += before;
        shown += &format!("```console\n$ {command}");
        if command.starts_with("cargo run ") {
            runs += 1;
            let now = output(command);
            if !update {
                assert_eq!(printed, now, "{command}");
            }
            shown += &format!("\n{now}");
        } else {
            assert_eq!((command, printed), ("cargo test --workspace", ""), "a command that no test runs");
        }
        shown += "\n```";
        rest = after;
    }
    shown += rest;
    assert_eq!(runs, 5, "the README's examples");
    if update {
        fs::write(root().join("README.md"), &shown).expect("writable");
    }
}

/// The text between each `start` and the next `end`.
fn between<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    text.split(start).skip(1).filter_map(|rest| rest.split_once(end)).map(|(inside, _)| inside).collect()
}

#[test]
fn links_lead_somewhere() {
    let mut links = 0;
    for name in ["README.md", "FIGURES.md", "CHANGELOG.md"] {
        let text = document(name);
        for target in between(&text, "](", ")").into_iter().filter(|target| !target.starts_with("https://")) {
            assert!(root().join(target).exists(), "{name}: {target}");
            links += 1;
        }
    }
    assert!(links > 10, "{links} links");
}

#[test]
fn dependencies_are_packages_of_this_checkout() {
    let readme = document("README.md");
    let dependencies = between(&readme, "```toml\n", "```").join("");
    let mut packages = 0;
    for line in dependencies.lines().filter(|line| line.contains("path = ")) {
        let name = line.split_once(" = ").expect("a key").0;
        let path = between(line, "path = \"entities/", "\"")[0];
        let manifest = document(&format!("{path}/Cargo.toml"));
        assert!(manifest.contains(&format!("name = \"{name}\"\n")), "{line}");
        packages += 1;
    }
    assert_eq!(packages, 2, "{dependencies}");
}

#[test]
fn commands_name_targets_that_exist() {
    let mut targets = 0;
    for name in ["README.md", "FIGURES.md"] {
        let text = document(name);
        let words: Vec<&str> = text.split(|char: char| char.is_whitespace() || char == '`').collect();
        for pair in words.windows(2) {
            let folder = match pair[0] {
                "--bench" => "benches",
                "--bin" => "src/bin",
                "--test" => "tests",
                "--example" => "examples",
                _ => continue,
            };
            let exists = ["tests", "comms", "comms/live", "comms/cli"].into_iter().any(|package| {
                let path = root().join(package).join(folder).join(pair[1]);
                path.join("main.rs").exists() || path.with_extension("rs").exists()
            });
            assert!(exists, "{name}: {} {}", pair[0], pair[1]);
            targets += 1;
        }
    }
    assert!(targets > 10, "{targets} targets");
}
