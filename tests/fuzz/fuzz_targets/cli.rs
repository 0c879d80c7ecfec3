//! The program, from arguments and a file to its output: no panic, a reason for each failure, JSON for programs.
#![no_main]

use comms_cli::{Audience, Program};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tests::choices::Choices;
use tests::{ALL, generate};

static FILE: LazyLock<String> =
    LazyLock::new(|| std::env::temp_dir().join(format!("fuzz-cli-{}", std::process::id())).display().to_string());

/// Returns the arguments, and the bytes of the file that they name.
fn arguments<'a>(choices: &mut Choices<'a>) -> (Vec<String>, Vec<u8>) {
    let command = choices.pick(&["inspect", "inspect", "inspect", "roundtrip", "replay", "replay", "drift", "scaffold", "hover"]);
    let mut arguments = vec!["comms".to_owned(), command.to_owned()];
    if choices.one_in(2) {
        arguments.push("--json".to_owned());
    }
    let types = ALL.iter().count();
    let known = ALL.iter().nth(choices.below(types)).map(|known| known.structured_type());
    let name = known.map(|table| table.name()).unwrap_or_default();
    let odd = String::from_utf8_lossy(&choices.rest()[..choices.rest().len().min(24)]).into_owned();
    let name = choices.pick(&[name, &format!("Collection({name})"), &format!("#{}", name.to_uppercase()), &odd, "Collection(", ""]).to_owned();
    match command {
        "inspect" | "roundtrip" if choices.one_in(2) => arguments.extend(["--as".to_owned(), name]),
        "scaffold" if choices.one_in(2) => arguments.push("--all".to_owned()),
        _ => {}
    }
    arguments.push(FILE.clone());
    if command == "scaffold" && arguments.len() < 4 {
        arguments.push(odd);
    }
    let body = match known {
        Some(table) if choices.one_in(2) => generate::body(choices, table).into_bytes(),
        _ => {
            // Seeds are padded with zeros, as room for choices.
            let rest = choices.rest();
            rest[rest.iter().take_while(|byte| **byte == 0).count()..].to_vec()
        }
    };
    (arguments, body)
}

/// Returns whether a terminal shows the text and does nothing else: styles and line feeds are its only control characters.
fn is_harmless(text: &str) -> bool {
    let mut pieces = text.split("\x1b[");
    let is_plain = |text: &str| text.chars().all(|char| char == '\n' || !char.is_control());
    let is_style = |piece: &str| {
        let end = piece.find(|char: char| !(char.is_ascii_digit() || char == ';'));
        end.is_some_and(|end| piece[end..].starts_with('m') && is_plain(&piece[end..]))
    };
    pieces.next().is_none_or(is_plain) && pieces.all(is_style)
}

fuzz_target!(|bytes: &[u8]| {
    let (arguments, body) = arguments(&mut Choices::new(bytes));
    let Ok(program) = Program::from_arguments(&arguments) else { return };
    std::fs::write(&*FILE, &body).expect("a file to write");
    match program.run() {
        Ok(output) => {
            assert!(output.problem().is_none_or(|problem| !problem.is_empty()), "{arguments:?}");
            let is_json = arguments.iter().any(|argument| argument == "--json");
            for line in output.text().lines().filter(|_| is_json) {
                serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|error| panic!("{arguments:?}: {line}: {error}"));
            }
            assert!(output.audience() == Audience::Programs || is_harmless(output.text()), "{arguments:?}: {:?}", output.text());
        }
        Err(failure) => {
            let reason = failure.to_string();
            assert!([1, 2].contains(&failure.exit_code()) && !reason.is_empty() && is_harmless(&reason), "{arguments:?}: {reason:?}");
        }
    }
});
