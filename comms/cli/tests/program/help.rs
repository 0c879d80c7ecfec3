//! Help with examples that run, and completions for shells.

use crate::running::run;
use std::io::Write;
use std::process::{Command, Output, Stdio};

/// The commands that the help lists, in order.
fn commands() -> Vec<String> {
    let help = run(&["--help"]).good();
    let (_, list) = help.split_once("Commands:\n").expect("a list of commands");
    let names = list.lines().map_while(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    let names: Vec<_> = names.map(str::to_owned).collect();
    assert!(names.len() >= 6 && names.iter().any(|name| name == "inspect"), "{help}");
    names
}

/// The example at the end of the help.
fn example(help: &str) -> &str {
    let example = help.lines().find_map(|line| line.strip_prefix("Example: "));
    example.unwrap_or_else(|| panic!("no example: {help}"))
}

#[test]
fn help_has_the_exit_codes_and_an_example() {
    let help = run(&["--help"]).good();
    assert!(help.contains("Exit codes:\n  0  done\n  1  "), "{help}");
    example(&help);
}

#[test]
fn the_help_of_every_command_has_an_example() {
    for command in commands() {
        let help = run(&[command.as_str(), "--help"]).good();
        assert!(example(&help).contains(&format!("comms {command}")), "{help}");
        example(&run(&[command.as_str(), "-h"]).good());
    }
}

/// Runs the line in a shell that finds the program. Its `curl` returns a fixture.
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
    let mut helps = vec![("", run(&["--help"]).good())];
    let commands = commands();
    helps.extend(commands.iter().map(|command| (command.as_str(), run(&[command.as_str(), "--help"]).good())));
    for (command, help) in helps {
        let Ok(output) = in_shell(example(&help)) else {
            _ = writeln!(std::io::stderr(), "SKIPPED: no bash here");
            return;
        };
        // The fixture's schema differs from the declared types, and refers to a type that it lacks.
        let is_drift = command == "drift";
        let err = String::from_utf8_lossy(&output.stderr);
        let has_error = err.lines().any(|line| !line.starts_with("warning: "));
        assert_eq!((output.status.code(), has_error), (Some(i32::from(is_drift)), is_drift), "{command}: {output:?}");
        assert!(command == "completions" || !output.stdout.is_empty(), "{command}");
    }
}

#[test]
fn completions_have_every_command_and_option() {
    let commands = commands();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(&["completions", shell]).good();
        for word in commands.iter().map(String::as_str).chain(["json", "as", "all"]) {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let unknown = run(&["completions", "cmd"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.err.contains("bash") && unknown.err.contains("powershell"), "{}", unknown.err);
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
