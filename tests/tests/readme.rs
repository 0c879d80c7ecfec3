//! The README shows what its commands really print. `UPDATE_README=1` writes that into it.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What the command prints, run at the workspace's root as the README says.
fn output(root: &Path, command: &str) -> String {
    let words: Vec<&str> = command.split_whitespace().skip(2).collect();
    let run = Command::new(env!("CARGO"))
        .args(["run", "--quiet"])
        .args(words)
        .current_dir(root)
        .env("NO_COLOR", "1")
        .output()
        .expect("cargo");
    String::from_utf8(run.stdout).expect("text").trim_end().to_owned()
}

#[test]
fn commands_print_what_the_readme_shows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let readme = fs::read_to_string(root.join("README.md")).expect("a README");
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
            let now = output(root, command);
            if !update {
                assert_eq!(printed, now, "{command}");
            }
            shown += &format!("\n{now}");
        }
        shown += "\n```";
        rest = after;
    }
    shown += rest;
    assert!(runs >= 4, "the README shows its examples");
    if update {
        fs::write(root.join("README.md"), &shown).expect("writable");
    }
}
