//! `comms inspect`: what a body is, for people and for programs.

use crate::input::Source;
use crate::show::{BOLD, DIM, RED, YELLOW, mask, plain, secrets, state, styled, value};
use crate::{Printed, Refused};
use comms::{CommsNotification, Finality, finality_of};
use entity_core::{AsNode, Boxed, Deviation, Entity, Node, Violation};
use serde_json::{Value, json};
use std::any::Any;
use std::fmt::Write;

pub(crate) fn run(source: &Source, as_json: bool) -> Result<Printed, Refused> {
    let (body, type_name) = source.read()?;
    let report = Report::of(&body, type_name);
    let text = if as_json { report.to_json() } else { report.to_text(&body) };
    Ok(Printed { text, code: u8::from(!report.violations.is_empty()) })
}

/// What there is to say of a body.
struct Report {
    type_name: String,
    finality: Option<Finality>,
    violations: Vec<Violation>,
    deviations: Vec<Deviation>,
    dynamic: Vec<String>,
    operations: Vec<Operation>,
}

/// An operation inside the body.
struct Operation {
    pointer: String,
    type_name: &'static str,
    id: Option<String>,
    client_context: Option<String>,
    finality: Finality,
}

impl Report {
    fn of(body: &Boxed, type_name: String) -> Self {
        let mut dynamic = Vec::new();
        let mut operations = Vec::new();
        if let Some(root) = body.as_node() {
            let mut url = None;
            root.visit(&mut |pointer, node| {
                dynamic.extend(node.dynamic_names().map(|name| format!("{pointer}/{}", escape(&name))));
                if let Some(notification) = (node as &dyn Any).downcast_ref::<CommsNotification>() {
                    url = Some(notification);
                }
                if let Some(finality) = finality_of(node).filter(|_| !pointer.is_empty()) {
                    operations.push(Operation::of(
                        pointer,
                        node,
                        finality,
                        url.filter(|_| pointer.ends_with("/resourceData")),
                    ));
                }
            });
        }
        Self {
            type_name,
            finality: body.as_node().and_then(finality_of),
            violations: body.validate().err().into_iter().flatten().collect(),
            deviations: body.deviations(),
            dynamic,
            operations,
        }
    }

    fn to_json(&self) -> String {
        let violations: Vec<_> = self
            .violations
            .iter()
            .map(|found| json!({"path": found.path(), "rule": found.rule(), "message": found.message()}))
            .collect();
        let deviations: Vec<_> = self
            .deviations
            .iter()
            .map(|found| json!({"path": found.path(), "kind": found.kind(), "message": found.message()}))
            .collect();
        let operations: Vec<_> = self.operations.iter().map(Operation::to_json).collect();
        let mut text = json!({
            "type": self.type_name,
            "finality": self.finality.map(|finality| finality.to_string()),
            "outcome": outcome(self.finality),
            "violations": violations,
            "deviations": deviations,
            "dynamic": self.dynamic,
            "operations": operations,
        })
        .to_string();
        text.push('\n');
        text
    }

    fn to_text(&self, body: &Boxed) -> String {
        let mut lines = Lines(styled(BOLD, &self.type_name) + "\n");
        if let Some(finality) = self.finality {
            let (style, word, next) = state(finality);
            lines.line(&format!("  {} — {next}", styled(style.bold(), word)));
            if let Some(why) = body.as_node().filter(|_| finality.is_final()).map(why).filter(|why| !why.is_empty()) {
                lines.line(&format!("  {why}"));
            }
        }
        lines.section(
            "operations",
            self.operations.iter().map(|operation| (operation.pointer.clone(), operation.to_text())),
        );
        lines.section("properties", properties(body));
        let mark =
            |style, kind: &str, message: &str| format!("{} {}", plain(message), styled(style, &format!("[{kind}]")));
        lines.section(
            "violations",
            self.violations.iter().map(|found| (found.path().to_owned(), mark(RED, found.rule(), found.message()))),
        );
        lines.section(
            "deviations",
            self.deviations.iter().map(|found| (found.path().to_owned(), mark(YELLOW, found.kind(), found.message()))),
        );
        if self.violations.is_empty() && self.deviations.is_empty() {
            lines.line(&format!("\n{}", styled(DIM, "no rule broken, nothing that deviates from the schema")));
        }
        lines.0
    }
}

impl Operation {
    fn of(pointer: &str, node: &dyn Node, finality: Finality, notification: Option<&CommsNotification>) -> Self {
        let text = |name| node.text_at(&[name]).and_then(|text| serde_json::from_str::<String>(&text).ok());
        // A notification's operation often lacks its id: then its URL ends with it.
        let from_url = || notification?.resource_url()?.trim_end_matches('/').rsplit('/').next().map(str::to_owned);
        Self {
            pointer: pointer.to_owned(),
            type_name: node.structured_type().name(),
            id: text("id").or_else(from_url),
            client_context: text("clientContext"),
            finality,
        }
    }

    fn to_json(&self) -> Value {
        json!({
            "pointer": self.pointer,
            "type": self.type_name,
            "id": self.id,
            "clientContext": self.client_context,
            "finality": self.finality.to_string(),
            "outcome": outcome(Some(self.finality)),
        })
    }

    fn to_text(&self) -> String {
        let (style, word, _) = state(self.finality);
        let short = self.type_name.rsplit('.').next().unwrap_or_default();
        format!("{} {short} {}", styled(style, word), plain(self.id.as_deref().unwrap_or("(no id)")))
    }
}

fn outcome(finality: Option<Finality>) -> Option<String> {
    finality.and_then(Finality::outcome).map(|outcome| outcome.to_string())
}

/// What the operation says of its end.
fn why(operation: &dyn Node) -> String {
    let facts: [(&str, &[&str]); 4] = [
        ("code", &["resultInfo", "code"]),
        ("subcode", &["resultInfo", "subcode"]),
        ("completion reason", &["completionReason"]),
        ("", &["resultInfo", "message"]),
    ];
    let said = facts.iter().filter_map(|(word, path)| {
        let text = operation.text_at(path).filter(|text| text != "null")?;
        Some(format!("{word} {}", text.trim_matches('"')).trim().to_owned())
    });
    said.collect::<Vec<_>>().join(", ")
}

/// Text that grows by lines and sections.
struct Lines(String);

impl Lines {
    fn line(&mut self, text: &str) {
        let _ = writeln!(self.0, "{text}");
    }

    /// A heading with the count, and two columns; nothing at all where there is nothing.
    fn section(&mut self, heading: &str, rows: impl Iterator<Item = (String, String)>) {
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() {
            return;
        }
        let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default().min(48);
        self.line(&format!("\n{} {}", styled(BOLD, heading), styled(DIM, &format!("({})", rows.len()))));
        for (name, text) in rows {
            self.line(&format!("  {:width$}  {text}", plain(&name)));
        }
    }
}

/// What the body holds, a row for each value that is no structured one itself; secrets are not shown, dynamic members are marked.
fn properties(body: &Boxed) -> impl Iterator<Item = (String, String)> {
    let mut all = Value::Object(body.properties());
    mask(&mut all, &secrets());
    let dynamic: Vec<_> =
        body.as_node().map(|root| root.dynamic_names().map(std::borrow::Cow::into_owned).collect()).unwrap_or_default();
    let order: Vec<_> = body.structured_type().properties().map(entity_core::Property::name).collect();
    let mut rows: Vec<(usize, String, String)> = Vec::new();
    if let Value::Object(members) = &all {
        for (name, member) in members.iter().filter(|(name, _)| *name != "@odata.type") {
            let at = order.iter().position(|known| known == name).unwrap_or(order.len());
            let mark = if dynamic.contains(name) { styled(DIM, " (dynamic)") } else { String::new() };
            rows.push((at, name.clone(), value(member) + &mark));
        }
    }
    rows.sort_by_key(|(at, ..)| *at);
    rows.into_iter().map(|(_, name, text)| (name, text))
}

/// A name as a JSON pointer's token.
fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
