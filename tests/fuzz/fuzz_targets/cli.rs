//! The program's own functions, from arguments and a file's bytes to what it prints: no panic, a reason where it refuses,
//! JSON where it prints for programs.
#![no_main]

use clap::{Parser, Subcommand};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tests::choices::Choices;
use tests::{ALL, generate};

/// The program's modules, which know each other by `crate::`.
#[path = "../../../comms/cli/src"]
mod src {
    pub(crate) mod excerpt;
    pub(crate) mod input;
    pub(crate) mod schema;
    pub(crate) mod show;
    #[path = "commands"]
    pub(crate) mod commands {
        pub(crate) mod drift;
        pub(crate) mod inspect;
        pub(crate) mod replay;
        pub(crate) mod roundtrip;
        pub(crate) mod scaffold;
    }
}
use src::commands::{drift, inspect, replay, roundtrip, scaffold};
use src::{excerpt, input, schema, show};

/// As in the program's `main.rs`.
struct Refused {
    reason: String,
    code: u8,
}

impl Refused {
    fn input(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), code: 1 }
    }

    fn usage(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), code: 2 }
    }
}

/// As in the program's `main.rs`.
struct Printed {
    text: String,
    wrong: Option<String>,
}

impl Printed {
    fn good(text: String) -> Self {
        Self { text, wrong: None }
    }
}

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Inspect {
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        source: input::Source,
    },
    Roundtrip {
        #[command(flatten)]
        source: input::Source,
    },
    Drift(drift::Arguments),
    Replay(replay::Arguments),
    Scaffold(scaffold::Arguments),
}

static FILE: LazyLock<String> =
    LazyLock::new(|| std::env::temp_dir().join(format!("fuzz-cli-{}", std::process::id())).display().to_string());

/// The arguments, and the file's bytes.
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
            // Seeds have room for more choices than there may be.
            let rest = choices.rest();
            rest[rest.iter().take_while(|byte| **byte == 0).count()..].to_vec()
        },
    };
    (arguments, body)
}

fuzz_target!(|bytes: &[u8]| {
    let (arguments, body) = arguments(&mut Choices::new(bytes));
    let Ok(Arguments { command }) = Arguments::try_parse_from(&arguments) else { return };
    std::fs::write(&*FILE, &body).expect("a file to write");
    let for_programs = arguments.iter().any(|argument| argument == "--json");
    let outcome = match command {
        Command::Inspect { json, source } => inspect::run(&source, json),
        Command::Roundtrip { source } => roundtrip::run(&source),
        Command::Drift(arguments) => drift::run(&arguments),
        Command::Replay(arguments) => replay::run(&arguments),
        Command::Scaffold(arguments) => scaffold::run(&arguments),
    };
    match outcome {
        Ok(Printed { text, wrong }) => {
            assert!(wrong.is_none_or(|reason| !reason.is_empty()), "{arguments:?}");
            for line in text.lines().filter(|_| for_programs) {
                serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|error| panic!("{arguments:?}: {line}: {error}"));
            }
        }
        Err(Refused { reason, code }) => {
            assert!(code == 1 && !reason.is_empty() || code == 2, "{arguments:?}: {reason}");
            let _ = show::error(&reason);
        }
    }
});
