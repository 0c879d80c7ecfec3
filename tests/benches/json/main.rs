//! The time to read, write, change and check JSON, relative to serde's derive and others, in one process.
//!
//! `cargo bench -p tests --bench json [-- --quick] [--svg FILE] [FILTER]` prints `ratio JOB/CASE CANDIDATE VALUE`, the time
//! relative to `serde` (for `validate` to `garde`, for `call` and types loaded from a schema to `value`), then `heap CASE CANDIDATE BYTES-RATIO ALLOCATIONS-RATIO`.
//! `-- --instructions [--svg FILE] [FILTER]` prints `instructions JOB/CASE CANDIDATE RATIO`, counted by callgrind: exact, and
//! the same on every machine with the same instruction set; `SKIPPED` if valgrind is not there.
//! `-- --run JOB/CASE CANDIDATE COUNT` runs one candidate, `COUNT` times, for a profiler.
//!
//! Three candidates are limits: `checked` (checks UTF-8 and grammar, and copies the text once), `cloned` (clones the value:
//! the cost of its memory) and `copied` (copies the written bytes). `to-string` writes into a `String`.
#![allow(missing_docs, unreachable_pub, clippy::pedantic)]

mod chart;
mod inputs;
mod instructions;
mod measure;
mod types;
mod wide;

use comms::{AnyCommsOperation, Call, CommsNotifications};
use entity_core::prelude::*;
use entity_core::{Tracked, csdl, json};
use garde::Validate;
use measure::{Candidate, Effort, candidate, compare};
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::time::Duration;
use tests::schema::schema;
use types::{Envelope, Nothing, OperationFlatten, OperationSerde};
use wide::{Wide, WideFlatten, WideSerde};

/// A map with accessors, as in SDKs of dynamic languages.
#[derive(Serialize, serde::Deserialize)]
#[serde(transparent)]
struct Bag(Map<String, Value>);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let after = |flag: &str| arguments.iter().position(|argument| argument == flag).map(|at| &arguments[at + 1..]);
    let svg = after("--svg").and_then(<[String]>::first);
    let mode = match after("--run") {
        Some([label, candidate, count, ..]) => {
            Mode::Run { label: label.clone(), candidate: candidate.clone(), count: count.parse().expect("a count") }
        }
        Some(_) => panic!("--run JOB/CASE CANDIDATE COUNT"),
        None if arguments.iter().any(|argument| argument == "--instructions") => Mode::Instructions,
        None => Mode::Time,
    };
    if matches!(mode, Mode::Instructions) && !instructions::are_countable() {
        println!("SKIPPED: valgrind, which counts instructions, is not installed");
        return;
    }
    let is_filter =
        |argument: &&String| !argument.starts_with("--") && svg.is_none_or(|svg| !std::ptr::eq(*argument, svg));
    let filter = arguments.iter().find(is_filter).cloned().unwrap_or_default();
    let effort = if quick {
        Effort { rounds: 15, slice: Duration::from_millis(2) }
    } else {
        Effort { rounds: 41, slice: Duration::from_millis(8) }
    };
    let bench = Bench { effort, filter, mode, figures: RefCell::default() };
    documents(&bench);
    let operation = inputs::operation();
    bench.call(&inputs::call());
    bench.loaded();
    bench.bridge(&operation);
    bench.validate(&operation);
    bench.get(&operation);
    bench.patch(&operation);
    if matches!(bench.mode, Mode::Time) {
        let cases = if bench.filter == "heap" { "" } else { &bench.filter };
        // A program of its own, because counting allocations slows them.
        let status = std::process::Command::new(env!("CARGO_BIN_EXE_heap")).arg(cases).status();
        assert!(status.is_ok_and(|status| status.success()), "the program `heap`");
    }
    if let Some(file) = svg {
        let unit = if matches!(bench.mode, Mode::Instructions) { "instructions" } else { "time" };
        std::fs::write(file, chart::svg(unit, &bench.figures.borrow())).expect("writable");
    }
}

/// The jobs on whole documents.
fn documents(bench: &Bench) {
    let envelope = inputs::envelope(1000);
    let (operation, late, wide, shuffled, pretty) = (
        inputs::operation(),
        inputs::operation_late(),
        inputs::wide(false),
        inputs::wide(true),
        inputs::pretty(&envelope),
    );
    bench.all::<AnyCommsOperation, OperationSerde, OperationFlatten>("operation", &operation, touch_operation, |it| {
        it.client_context = Some("changed".into())
    });
    bench.all::<AnyCommsOperation, OperationSerde, OperationFlatten>("operation-late", &late, touch_operation, |it| {
        it.client_context = Some("changed".into())
    });
    bench.all::<CommsNotifications, Envelope<OperationSerde>, Envelope<OperationFlatten>>(
        "envelope",
        &envelope,
        |it| it.value_mut()[0].set_resource_url("changed").expect("no limit"),
        |it| it.value[0].resource_url = "changed".into(),
    );
    bench.all::<Wide, WideSerde, WideFlatten>(
        "wide",
        &wide,
        |it| it.set_property(wide::PROPERTIES[0].0, "changed".into()).unwrap_or(()),
        |_| (),
    );
    bench.all::<Wide, WideSerde, WideFlatten>("wide-shuffled", &shuffled, |_| (), |_| ());
    bench.all::<CommsNotifications, Envelope<OperationSerde>, Envelope<OperationFlatten>>(
        "pretty",
        &pretty,
        |_| (),
        |_| (),
    );
}

fn touch_operation(operation: &mut AnyCommsOperation) {
    operation.set_client_context("changed").expect("short");
}

/// The work to do with each candidate.
enum Mode {
    Time,
    Instructions,
    /// Runs one candidate alone.
    Run {
        label: String,
        candidate: String,
        count: usize,
    },
}

struct Bench {
    effort: Effort,
    filter: String,
    mode: Mode,
    figures: RefCell<Vec<chart::Figure>>,
}

impl Bench {
    fn compare(&self, label: &str, to: &str, candidates: Vec<Candidate<'_>>) {
        match &self.mode {
            Mode::Run { label: wanted, candidate, count } if wanted == label => {
                let chosen = candidates.into_iter().find(|other| other.name == candidate);
                let mut chosen = chosen.unwrap_or_else(|| panic!("{label} has no candidate {candidate}"));
                (0..*count).for_each(|_| _ = (chosen.run)());
            }
            Mode::Time if label.contains(&self.filter) => {
                self.note(label, compare(label, to, self.effort, candidates));
            }
            Mode::Instructions if label.contains(&self.filter) => {
                self.note(label, instructions::compare(label, to, &candidates));
            }
            _ => {}
        }
    }

    fn note(&self, label: &str, ratios: Vec<(&'static str, f64)>) {
        let figures = ratios.into_iter().map(|(name, ratio)| (label.to_owned(), name, ratio));
        self.figures.borrow_mut().extend(figures);
    }

    /// Parse, write and modify of one case.
    fn all<E, S, F>(&self, case: &str, text: &str, touch: fn(&mut E), touch_serde: fn(&mut S))
    where
        E: json::Read + json::Write + Clone,
        S: DeserializeOwned + Serialize,
        F: DeserializeOwned + Serialize,
    {
        if matches!(&self.mode, Mode::Run { label, .. } if !label.ends_with(&format!("/{case}"))) {
            return;
        }
        let bytes = text.as_bytes();
        let entity: E = json::from_slice(bytes).expect("readable");
        let serde: S = serde_json::from_slice(bytes).expect("readable");
        let flatten: F = serde_json::from_slice(bytes).expect("readable");
        let value: Value = serde_json::from_slice(bytes).expect("readable");
        let bag: Bag = serde_json::from_slice(bytes).expect("readable");
        let written = json::to_vec(&entity);
        self.compare(
            &format!("parse/{case}"),
            "serde",
            vec![
                candidate("entity", || json::from_slice::<E>(bytes).expect("readable")),
                candidate("serde", || serde_json::from_slice::<S>(bytes).expect("readable")),
                candidate("serde-flatten", || serde_json::from_slice::<F>(bytes).expect("readable")),
                candidate("value", || serde_json::from_slice::<Value>(bytes).expect("readable")),
                candidate("map", || serde_json::from_slice::<Bag>(bytes).expect("readable")),
                candidate("ignored", || serde_json::from_slice::<IgnoredAny>(bytes).expect("readable")),
                candidate("checked", || json::from_slice::<Nothing>(bytes).expect("readable")),
                candidate("cloned", || entity.clone()),
            ],
        );
        self.compare(
            &format!("write/{case}"),
            "serde",
            vec![
                candidate("entity", || json::to_vec(&entity)),
                candidate("serde", || serde_json::to_vec(&serde).expect("writable")),
                candidate("serde-flatten", || serde_json::to_vec(&flatten).expect("writable")),
                candidate("value", || serde_json::to_vec(&value).expect("writable")),
                candidate("map", || serde_json::to_vec(&bag).expect("writable")),
                candidate("to-string", || json::to_string(&entity)),
                candidate("copied", || written.clone()),
            ],
        );
        self.compare(
            &format!("modify/{case}"),
            "serde",
            vec![
                candidate("entity", || {
                    let mut entity: E = json::from_slice(bytes).expect("readable");
                    touch(&mut entity);
                    json::to_vec(&entity)
                }),
                candidate("serde", || {
                    let mut serde: S = serde_json::from_slice(bytes).expect("readable");
                    touch_serde(&mut serde);
                    serde_json::to_vec(&serde).expect("writable")
                }),
                candidate("value", || {
                    let mut value: Value = serde_json::from_slice(bytes).expect("readable");
                    value["clientContext"] = "changed".into();
                    serde_json::to_vec(&value).expect("writable")
                }),
            ],
        );
    }

    /// Parse, write and modify of a call with most of its properties, which stand in boxes. No types for serde's derive: relative to
    /// `value`.
    fn call(&self, text: &str) {
        let bytes = text.as_bytes();
        let call: Call = json::from_slice(bytes).expect("readable");
        let value: Value = serde_json::from_slice(bytes).expect("readable");
        let touch = |call: &mut Call| call.set_tenant_id("changed");
        self.compare(
            "parse/call",
            "value",
            vec![
                candidate("entity", || json::from_slice::<Call>(bytes).expect("readable")),
                candidate("value", || serde_json::from_slice::<Value>(bytes).expect("readable")),
                candidate("cloned", || call.clone()),
            ],
        );
        self.compare(
            "write/call",
            "value",
            vec![
                candidate("entity", || json::to_vec(&call)),
                candidate("value", || serde_json::to_vec(&value).expect("writable")),
            ],
        );
        self.compare(
            "modify/call",
            "value",
            vec![
                candidate("entity", || {
                    let mut call: Call = json::from_slice(bytes).expect("readable");
                    touch(&mut call);
                    json::to_vec(&call)
                }),
                candidate("value", || {
                    let mut value: Value = serde_json::from_slice(bytes).expect("readable");
                    value["tenantId"] = "changed".into();
                    serde_json::to_vec(&value).expect("writable")
                }),
            ],
        );
    }

    /// Parse and write through types that were loaded from a schema, relative to `value`.
    fn loaded(&self) {
        if matches!(&self.mode, Mode::Run { label, .. } if !label.contains("/loaded-")) {
            return;
        }
        let declared = comms::TYPES.iter().map(|known| known.structured_type()).chain([Wide::TYPE]);
        let schema = csdl::read(schema(declared).as_bytes()).expect("CSDL");
        let types = csdl::load(&schema).expect("tables");
        for (case, name, text) in [
            ("operation", "microsoft.graph.commsOperation", inputs::operation()),
            ("operation-late", "microsoft.graph.commsOperation", inputs::operation_late()),
            ("call", "microsoft.graph.call", inputs::call()),
            ("wide", "bench.wide", inputs::wide(false)),
        ] {
            let bytes = text.as_bytes();
            let read = || types.read_as(name, bytes).expect("readable");
            let (loaded, value) = (read(), serde_json::from_slice::<Value>(bytes).expect("readable"));
            let parsed = || serde_json::from_slice::<Value>(bytes).expect("readable");
            self.compare(
                &format!("parse/loaded-{case}"),
                "value",
                vec![candidate("entity", read), candidate("value", parsed)],
            );
            self.compare(
                &format!("write/loaded-{case}"),
                "value",
                vec![
                    candidate("entity", || json::to_vec(&loaded)),
                    candidate("value", || serde_json::to_vec(&value).expect("writable")),
                ],
            );
        }
    }

    /// The cost of going through serde: `serde_json::from_slice` into an entity.
    fn bridge(&self, text: &str) {
        let bytes = text.as_bytes();
        self.compare(
            "bridge/operation",
            "serde",
            vec![
                candidate("entity", || serde_json::from_slice::<AnyCommsOperation>(bytes).expect("readable")),
                candidate("serde", || serde_json::from_slice::<OperationSerde>(bytes).expect("readable")),
            ],
        );
    }

    fn validate(&self, text: &str) {
        let entity: AnyCommsOperation = json::from_str(text).expect("readable");
        let serde: OperationSerde = serde_json::from_str(text).expect("readable");
        self.compare(
            "validate/operation",
            "garde",
            vec![candidate("entity", || entity.validate().is_ok()), candidate("garde", || serde.validate().is_ok())],
        );
    }

    fn get(&self, text: &str) {
        let entity: AnyCommsOperation = json::from_str(text).expect("readable");
        let entity = &*entity;
        let serde: OperationSerde = serde_json::from_str(text).expect("readable");
        let map: Map<String, Value> = serde_json::from_str(text).expect("readable");
        let many = |get: &dyn Fn() -> usize| (0..100).map(|_| std::hint::black_box(get())).sum::<usize>();
        self.compare(
            "get/operation",
            "serde",
            vec![
                candidate("entity", || many(&|| std::hint::black_box(entity).client_context().map_or(0, str::len))),
                candidate("serde", || {
                    many(&|| std::hint::black_box(&serde).client_context.as_deref().map_or(0, str::len))
                }),
                candidate("map", || {
                    many(&|| {
                        std::hint::black_box(&map).get("clientContext").and_then(Value::as_str).map_or(0, str::len)
                    })
                }),
            ],
        );
    }

    /// The body to send after a change: the patch, against the whole body.
    fn patch(&self, text: &str) {
        let mut tracked = Tracked::new(json::from_str::<AnyCommsOperation>(text).expect("readable"));
        touch_operation(&mut tracked);
        let serde: OperationSerde = serde_json::from_str(text).expect("readable");
        self.compare(
            "patch/operation",
            "serde",
            vec![
                candidate("entity", || tracked.patch()),
                candidate("serde", || serde_json::to_vec(&serde).expect("writable")),
            ],
        );
    }
}
