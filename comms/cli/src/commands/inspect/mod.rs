//! `comms inspect`: shows what a body is. `text` prints for people, `operation` finds operations inside the body.

mod operation;
mod text;

use crate::body::Body;
use crate::failure::Failure;
use crate::output::{Output, write_array};
use clap::Args;
use comms::{Finality, finality_of};
use entity_core::{AnyEntity, AsNode, Deviation, Entity, Node, Violation};
use operation::Operation;
use serde_json::{Value, json};

/// Show what a body is, and what is wrong with it.
///
/// Shows the type, the state of the operation, properties, violations and deviations.
#[derive(Args)]
#[command(after_help = r#"Exit code 1 if the body breaks a rule.

Example: echo '{"status": "Completed"}' | comms inspect --as microsoft.graph.commsOperation -"#)]
pub(crate) struct Inspect {
    /// Print one JSON document, for programs, without the properties.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    body: Body,
}

impl Inspect {
    pub(super) fn run(&self) -> Result<Output, Failure> {
        let (body, type_name) = self.body.read()?;
        let report = Report::of(&body, type_name);
        let problem = match report.violations.len() {
            0 => None,
            1 => Some("1 rule is broken".to_owned()),
            many => Some(format!("{many} rules are broken")),
        };
        let output =
            if self.json { Output::for_programs(report.to_json()) } else { Output::for_people(text::of(&report)) };
        Ok(output.with_problem(problem))
    }
}

/// The facts about a body.
struct Report<'a> {
    body: &'a AnyEntity,
    type_name: String,
    finality: Option<Finality>,
    violations: Vec<Violation>,
    deviations: Vec<Deviation>,
    operations: Vec<Operation>,
}

impl<'a> Report<'a> {
    fn of(body: &'a AnyEntity, type_name: String) -> Self {
        Self {
            body,
            type_name,
            finality: body.as_node().and_then(finality_of),
            violations: body.validate().err().into_iter().flatten().collect(),
            deviations: body.deviations(),
            operations: operation::inside(body),
        }
    }

    fn to_json(&self) -> String {
        let finality = self.finality.map(|finality| finality.to_string());
        let mut out = format!("{{\"type\":{},", json!(self.type_name));
        out += &format!("\"finality\":{},\"outcome\":{}", json!(finality), json!(outcome(self.finality)));
        out += ",\"violations\":";
        write_array(&mut out, |push| {
            self.violations
                .iter()
                .for_each(|it| push(&json!({"path": it.path(), "rule": it.rule(), "message": it.message()})));
        });
        out += ",\"deviations\":";
        write_array(&mut out, |push| {
            self.deviations
                .iter()
                .for_each(|it| push(&json!({"path": it.path(), "kind": it.kind(), "message": it.message()})));
        });
        out += ",\"dynamic\":";
        write_array(&mut out, |push| {
            walk(self.body, |pointer, node| {
                node.dynamic_members().for_each(|(name, _)| push(&Value::String(member_pointer(pointer, &name))));
            });
        });
        out += ",\"operations\":";
        write_array(&mut out, |push| self.operations.iter().for_each(|operation| push(&operation.to_json())));
        out + "}\n"
    }
}

/// The outcome as `--json` has it.
fn outcome(finality: Option<Finality>) -> Option<String> {
    finality.and_then(Finality::outcome).map(|outcome| outcome.to_string())
}

/// Calls `found` with the body and each value inside it, and their JSON pointers.
fn walk<'a>(body: &'a AnyEntity, mut found: impl FnMut(&str, &'a dyn Node)) {
    if let Some(root) = body.as_node() {
        root.walk(&mut found);
    }
}

/// The JSON pointer of a member of the value at `pointer`.
fn member_pointer(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}
