//! What the program says of itself: help with examples that run, and completions for shells.

use std::io::Write;
use std::process::{Command, Output, Stdio};

const COMMANDS: [&str; 6] = ["inspect", "roundtrip", "drift", "replay", "scaffold", "completions"];

fn run(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_comms")).args(arguments).output().expect("the program");
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0), "{arguments:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The line of help that starts with it.
fn example(help: &str) -> &str {
    let example = help.lines().find_map(|line| line.strip_prefix("Example: "));
    example.unwrap_or_else(|| panic!("no example: {help}"))
}

#[test]
fn help_names_every_command_and_the_exit_codes() {
    let help = run(&["--help"]);
    let listed = help.lines().filter_map(|line| line.trim().split_once("  ")).map(|(name, _)| name);
    let listed: Vec<_> = listed.filter(|name| COMMANDS.contains(name)).collect();
    assert_eq!(listed, COMMANDS, "all that the tests here go through: {help}");
    assert!(help.contains("Exit codes:\n  0  done\n  1  "), "{help}");
    example(&help);
}

#[test]
fn the_help_of_every_command_has_an_example() {
    for command in COMMANDS {
        let help = run(&[command, "--help"]);
        assert!(example(&help).contains(&format!("comms {command}")), "{help}");
        example(&run(&[command, "-h"]));
    }
}

/// Runs the line as a user does who has the program; what it would fetch is a fixture.
#[cfg(unix)]
fn in_shell(line: &str) -> std::io::Result<Output> {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_comms"));
    let path = [program.parent().expect("a directory").to_str().expect("UTF-8"), &std::env::var("PATH").expect("PATH")]
        .join(":");
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/operations.csdl.xml");
    let script = format!("curl() {{ cat '{schema}'; }}\n{line}");
    Command::new("bash").args(["--noprofile", "--norc", "-c", &script]).env("PATH", path).stdin(Stdio::null()).output()
}

#[cfg(unix)]
#[test]
fn the_examples_run() {
    for arguments in std::iter::once(&["--help"][..])
        .chain(COMMANDS.map(|command| vec![command, "--help"]).iter().map(Vec::as_slice))
    {
        let help = run(arguments);
        let Ok(output) = in_shell(example(&help)) else {
            _ = writeln!(std::io::stderr(), "SKIPPED: no bash here");
            return;
        };
        // The fixture's schema has drifted.
        let is_drift = arguments[0] == "drift";
        assert_eq!(
            (output.status.code(), output.stderr.is_empty()),
            (Some(i32::from(is_drift)), !is_drift),
            "{arguments:?}"
        );
        assert!(arguments[0] == "completions" || !output.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn completions_name_every_command_and_option() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(&["completions", shell]);
        for word in COMMANDS.iter().chain(&["json", "as", "all"]) {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let unknown = Command::new(env!("CARGO_BIN_EXE_comms")).args(["completions", "cmd"]).output().expect("the program");
    assert_eq!(unknown.status.code(), Some(2));
    let err = String::from_utf8_lossy(&unknown.stderr);
    assert!(err.contains("bash") && err.contains("powershell"), "{err}");
}

#[cfg(unix)]
#[test]
fn bash_completes_a_command() {
    let line = r#"eval "$(comms completions bash)"; COMP_WORDS=(comms rep); COMP_CWORD=1; _comms comms rep comms; echo "${COMPREPLY[*]}""#;
    match in_shell(line) {
        Ok(output) => assert_eq!(String::from_utf8_lossy(&output.stdout), "replay\n", "{output:?}"),
        Err(_) => _ = writeln!(std::io::stderr(), "SKIPPED: no bash here"),
    }
}
