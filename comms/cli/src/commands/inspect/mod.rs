//! `comms inspect`: what a body is, for people and for programs.

use crate::input::Source;
use crate::show::{BOLD, DIM, RED, ROWS, YELLOW, array, cut, line, more, state, styled};
use crate::{Printed, Refused, excerpt};
use comms::tracker::{EventKind, Limits, Tracker};
use comms::{CommsNotification, Finality, LongRunning, ResourceData, finality_of};
use entity_core::{AnyEntity, AsNode, Deviation, Entity, Node, Registered, Violation};
use serde_json::{Value, json};
use std::any::Any;
use std::borrow::Cow;
use std::fmt::Write;
use std::time::Duration;

pub(crate) fn run(source: &Source, as_json: bool) -> Result<Printed, Refused> {
    let (body, type_name) = source.read()?;
    let report = Report::of(&body, type_name);
    let text = if as_json { report.to_json() } else { report.to_text() };
    let wrong = match report.violations.len() {
        0 => None,
        1 => Some("1 rule is broken".to_owned()),
        many => Some(format!("{many} rules are broken")),
    };
    Ok(Printed { text, wrong })
}

/// What there is to say of a body.
struct Report<'a> {
    body: &'a AnyEntity,
    type_name: String,
    finality: Option<Finality>,
    violations: Vec<Violation>,
    deviations: Vec<Deviation>,
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

impl<'a> Report<'a> {
    fn of(body: &'a AnyEntity, type_name: String) -> Self {
        let mut operations: Vec<Operation> = Vec::new();
        visit(body, |pointer, node| {
            // What a notification is about is told with the notification.
            let is_told = operations.last().is_some_and(|last| last.pointer == pointer);
            if let Some(notification) = (node as &dyn Any).downcast_ref::<CommsNotification>() {
                operations.extend(Operation::of_notification(pointer, notification));
            } else if let Some(finality) = finality_of(node).filter(|_| !pointer.is_empty() && !is_told) {
                operations.push(Operation::of(pointer, node, finality));
            }
        });
        Self {
            body,
            type_name,
            finality: body.as_node().and_then(finality_of),
            violations: body.validate().err().into_iter().flatten().collect(),
            deviations: body.deviations(),
            operations,
        }
    }

    fn to_json(&self) -> String {
        let found =
            |path: &str, word: &str, kind: &str, message: &str| json!({"path": path, (word): kind, "message": message});
        let finality = self.finality.map(|finality| finality.to_string());
        let mut out = format!("{{\"type\":{},", json!(self.type_name));
        out += &format!("\"finality\":{},\"outcome\":{}", json!(finality), json!(outcome(self.finality)));
        out += ",\"violations\":";
        array(&mut out, |push| {
            self.violations.iter().for_each(|it| push(&found(it.path(), "rule", it.rule(), it.message())));
        });
        out += ",\"deviations\":";
        array(&mut out, |push| {
            self.deviations.iter().for_each(|it| push(&found(it.path(), "kind", it.kind(), it.message())));
        });
        out += ",\"dynamic\":";
        array(&mut out, |push| {
            visit(self.body, |pointer, node| {
                node.dynamic_members().for_each(|(name, _)| push(&format!("{pointer}/{}", escape(&name)).into()));
            });
        });
        out += ",\"operations\":";
        array(&mut out, |push| self.operations.iter().for_each(|operation| push(&operation.to_json())));
        out + "}\n"
    }

    fn to_text(&self) -> String {
        let mut out = styled(BOLD, &line(&self.type_name)) + "\n";
        if let Some(finality) = self.finality {
            let (style, word, next) = state(finality);
            let _ = writeln!(out, "  {} — {next}", styled(style.bold(), word));
            let why = self.body.as_node().filter(|_| finality.is_final()).map(why).unwrap_or_default();
            if !why.is_empty() {
                let _ = writeln!(out, "  {}", line(&why));
            }
            if self.body.dynamic().raw("error").is_some_and(|text| text.starts_with('{')) {
                let _ = writeln!(
                    out,
                    "  {}",
                    styled(YELLOW, "it has `error`: what a refused request is answered with, no operation")
                );
            }
        }
        section(&mut out, "operations", self.operations.iter(), |it| (it.pointer.clone(), it.to_text()));
        section(&mut out, "properties", properties(self.body), |it| it.to_row());
        let mark =
            |style, kind: &str, message: &str| format!("{} {}", line(message), styled(style, &format!("[{kind}]")));
        section(&mut out, "not declared, within", within(self.body).into_iter(), |it| it);
        section(&mut out, "violations", self.violations.iter(), |it| {
            (it.path().to_owned(), mark(RED, it.rule(), it.message()))
        });
        section(&mut out, "deviations", self.deviations.iter(), |it| {
            (it.path().to_owned(), mark(YELLOW, it.kind(), it.message()))
        });
        if self.violations.is_empty() && self.deviations.is_empty() {
            let _ = writeln!(out, "\n{}", styled(DIM, "no rule broken, nothing that deviates from the schema"));
        }
        out
    }
}

fn visit<'a>(body: &'a AnyEntity, mut found: impl FnMut(&str, &'a dyn Node)) {
    if let Some(root) = body.as_node() {
        root.visit(&mut found);
    }
}

impl Operation {
    fn of(pointer: &str, node: &dyn Node, finality: Finality) -> Self {
        let known = |name| node.str_at(&[name]).filter(|text| !text.is_empty()).map(Cow::into_owned);
        Self {
            pointer: pointer.to_owned(),
            type_name: node.structured_type().name(),
            id: known("id"),
            client_context: known("clientContext"),
            finality,
        }
    }

    /// What a tracker that knows nothing else concludes of it; `None` where it is about something else.
    fn of_notification(pointer: &str, notification: &CommsNotification) -> Option<Self> {
        let events = Tracker::new(Limits::default()).notification(Duration::ZERO, notification);
        let event = events.into_iter().find(|event| event.kind != EventKind::Ignored)?;
        let operation = match notification.resource_data() {
            Some(ResourceData::Operation(operation)) => Cow::Borrowed(operation),
            // An empty one where nothing but the URL says that it is one, or where its data does not read as one.
            _ => Cow::Owned(notification.operation_as().ok().flatten().unwrap_or_default()),
        };
        let tagged = operation.dynamic().type_name().and_then(|tag| comms::TYPES.find(&tag));
        let place = if notification.resource_data().is_some() { "/resourceData" } else { "" };
        Some(Self {
            pointer: format!("{pointer}{place}"),
            type_name: tagged.map_or_else(|| operation.structured_type(), Registered::structured_type).name(),
            id: event.id.as_deref().map(str::to_owned),
            client_context: event.client_context.as_deref().map(str::to_owned),
            finality: event.outcome.map_or_else(|| operation.finality(), Finality::Final),
        })
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
        format!("{} {short} {}", styled(style, word), cut(self.id.as_deref().unwrap_or("(no id)")))
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
        let value = operation.value_at(path).filter(|value| !value.is_null())?;
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Some(format!("{word} {text}").trim().to_owned())
    });
    said.collect::<Vec<_>>().join(", ")
}

/// A heading with the count, and two columns; nothing at all where there is nothing.
fn section<T>(
    out: &mut String,
    heading: &str,
    mut items: impl Iterator<Item = T>,
    row: impl Fn(T) -> (String, String),
) {
    let rows: Vec<_> = items.by_ref().take(ROWS).map(row).map(|(name, text)| (line(&name), text)).collect();
    let rest = items.count();
    if rows.is_empty() {
        return;
    }
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default().min(48);
    let count = styled(DIM, &format!("({})", rows.len() + rest));
    let _ = writeln!(out, "\n{} {count}", styled(BOLD, heading));
    for (name, text) in rows {
        let _ = writeln!(out, "  {name:width$}  {text}");
    }
    more(out, rest);
}

/// A member of the body: its JSON text is that received, where one was kept.
struct Member<'a> {
    name: Cow<'a, str>,
    text: Cow<'a, str>,
    is_dynamic: bool,
}

impl Member<'_> {
    /// Secrets are not shown, dynamic members are marked.
    fn to_row(&self) -> (String, String) {
        let mark = if self.is_dynamic { styled(DIM, " (dynamic)") } else { String::new() };
        (self.name.to_string(), excerpt::value(&self.name, &self.text) + &mark)
    }
}

/// What the body holds, the tag aside.
fn properties(body: &AnyEntity) -> impl Iterator<Item = Member<'_>> {
    let declared = body.structured_type().properties().filter_map(|property| {
        let name = property.name();
        let received = body.received(name).map(Cow::Borrowed);
        let text = received.or_else(|| body.as_node()?.json_at(&[name]).map(Cow::Owned))?;
        Some(Member { name: name.into(), text, is_dynamic: false })
    });
    let dynamic = body.dynamic().iter().map(|(name, text)| Member { name, text: text.into(), is_dynamic: true });
    declared.chain(dynamic.filter(|member| member.name != "@odata.type"))
}

/// The members that types of values within the body do not declare, by pointer; the body's own are among its properties.
fn within(body: &AnyEntity) -> Vec<(String, String)> {
    let mut found = Vec::new();
    visit(body, |pointer, node| {
        if pointer.is_empty() {
            return;
        }
        for (name, text) in node.dynamic_members() {
            let text = if found.len() < ROWS { excerpt::value(&name, text) } else { String::new() };
            found.push((format!("{pointer}/{}", escape(&name)), text));
        }
    });
    found
}

/// A name as a JSON pointer's token.
fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
