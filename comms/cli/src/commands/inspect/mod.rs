//! `comms inspect`: shows what a body is. `text` prints for people, `operation` finds operations inside the body, `other` shows bodies
//! that are not values of a declared type.

mod operation;
mod other;
mod text;

use crate::body::{As, Content};
use crate::failure::Failure;
use crate::input::Input;
use crate::output::{Output, write_array};
use crate::progress::Progress;
use crate::secrets;
use crate::show::{DIM, line, styled};
use crate::types::Types;
use clap::Args;
use comms::{Finality, finality_of};
use entity_core::{AnyEntity, AsNode, Deviation, Entity, Node, Violation};
use operation::Operation;
use serde_json::{Value, json};

/// Show what a body is, and what is wrong with it.
///
/// Shows the type, the state of the operation, properties, violations and deviations. Without --as, the type is that of the
/// body's `@odata.type` or `@odata.context`. Errors, batches and notifications are recognised by their shape.
#[derive(Args)]
#[command(after_help = r#"Exit code 1 if a body breaks a rule.

Example: echo '{"status": "Completed"}' | comms inspect --as microsoft.graph.commsOperation -"#)]
pub(crate) struct Inspect {
    /// Print one JSON document for each file, for programs, without the properties.
    #[arg(long)]
    json: bool,
    /// Print nested values in full.
    #[arg(long)]
    full: bool,
    #[command(flatten)]
    as_type: As,
    /// Files to read, or `-` for standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<Input>,
}

impl Inspect {
    pub(super) fn run(&self) -> Result<Output, Failure> {
        let (mut out, mut broken) = (String::new(), 0);
        let types = self.as_type.types()?;
        for (index, file) in self.files.iter().enumerate() {
            let name = file.name();
            let bytes = file.read(&mut Progress::start())?;
            let content = self.as_type.read(&types, &name, &bytes)?;
            if self.files.len() > 1 && !self.json {
                out += &format!("{}{}\n", if index > 0 { "\n" } else { "" }, styled(DIM, &line(&name)));
            }
            broken += self.show(&mut out, &types, content);
        }
        let problem = match broken {
            0 => None,
            1 => Some("1 rule is broken".to_owned()),
            many => Some(format!("{many} rules are broken")),
        };
        let output = if self.json { Output::for_programs(out) } else { Output::for_people(out) };
        Ok(output.with_problem(problem))
    }

    /// Writes the report, and returns the number of broken rules.
    fn show(&self, out: &mut String, types: &Types, content: Content) -> usize {
        let (body, type_name) = match content {
            Content::Typed(body, type_name) => (body, type_name),
            Content::Other(other) => return other::show(out, types, other, self.json, self.full),
        };
        let report = Report::of(&body, type_name);
        *out += &if self.json { report.to_json() } else { text::of(&report, self.full) };
        report.violations.len()
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
                .for_each(|it| push(&json!({"path": it.path(), "kind": it.kind(), "message": secrets::message(it)})));
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
