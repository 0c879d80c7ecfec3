//! The report on a body for people.

use super::operation::Operation;
use super::{Report, member_pointer, walk};
use crate::show::{BOLD, CYAN, DIM, GREEN, RED, ROWS, YELLOW, cut, line, plural, styled, write_rest};
use crate::{excerpt, secrets};
use anstyle::Style;
use comms::prelude::*;
use comms::{CommsNotification, CommsNotifications, ResourceData, codes};
use entity_core::{AnyEntity, Node};
use std::borrow::Cow;
use std::fmt::Write;

/// The report as lines of text.
pub(super) fn of(report: &Report<'_>, is_full: bool) -> String {
    let mut out = styled(BOLD, &line(&report.type_name)) + "\n";
    if let Some(finality) = report.finality {
        write_state(&mut out, report.body, finality);
    }
    write_section(&mut out, "notifications", notifications(report.body), |it| it);
    write_section(&mut out, "operations", report.operations.iter(), |it| (it.pointer.clone(), operation(it)));
    write_section(&mut out, "properties", properties(report.body), |it| it.to_row(is_full));
    write_section(&mut out, "not declared, within", undeclared_within(report.body, is_full).into_iter(), |it| it);
    let finding =
        |style, message: &str, kind: &str| format!("{} {}", line(message), styled(style, &format!("[{kind}]")));
    write_section(&mut out, "violations", report.violations.iter(), |it| {
        (it.path().to_owned(), finding(RED, &it.message(), it.rule()))
    });
    write_section(&mut out, "deviations", report.deviations.iter(), |it| {
        (it.path().to_owned(), finding(YELLOW, secrets::message(it), it.kind()))
    });
    if report.violations.is_empty() && report.deviations.is_empty() {
        let _ = writeln!(out, "\n{}", styled(DIM, "no violations, nothing that deviates from the schema"));
    }
    out
}

/// Writes the state of the operation that the body is, the next step and the reason for its end.
fn write_state(out: &mut String, body: &AnyEntity, finality: Finality) {
    let (style, word, next) = state(finality);
    let _ = writeln!(out, "  {} — {next}", styled(style.bold(), word));
    let reason = body.as_node().filter(|_| finality.is_final()).map(end_reason).unwrap_or_default();
    if !reason.is_empty() {
        let _ = writeln!(out, "  {}", line(&reason));
    }
    if body.dynamic().raw("error").is_some_and(|json| json.starts_with('{')) {
        let hint = "has an `error` member: the body of a failed request, not an operation";
        let _ = writeln!(out, "  {}", styled(YELLOW, hint));
    }
}

/// The style and the words for a state, and the next step of a program that waits for the operation.
const fn state(finality: Finality) -> (Style, &'static str, &'static str) {
    match finality {
        Finality::Pending => (CYAN, "pending", "wait: updates arrive by notification"),
        Finality::Final(Outcome::Succeeded) => (GREEN, "over, succeeded", "no updates follow"),
        Finality::Final(Outcome::Failed) => (RED, "over, failed", "no updates follow"),
        Finality::Final(Outcome::Unknown) => (YELLOW, "over, outcome unknown", "no updates follow"),
        Finality::Unknown => {
            (YELLOW, "unknown status", "wait: the operation may not be over, and updates may arrive by notification")
        }
    }
}

/// The notifications one by one: the place, then the change, the resource and what became of it.
fn notifications(body: &AnyEntity) -> impl Iterator<Item = (String, String)> {
    let all = body.downcast_ref::<CommsNotifications>().map(CommsNotifications::value).unwrap_or_default();
    all.iter().enumerate().map(|(index, notification)| (format!("/value/{index}"), notification_row(notification)))
}

fn notification_row(notification: &CommsNotification) -> String {
    let change = notification.change_type().map_or("-", |change| change.member());
    let (what, result) = match (notification.call(), notification.resource_data()) {
        (Some(call), _) => {
            let state = call.state().map_or("changed", |state| state.member());
            let result = call.property("resultInfo").filter(|result| !result.is_null());
            (format!("call {}", styled(CYAN, &line(state))), result.map(|_| call.result_info().to_string()))
        }
        (None, data) => of_data(notification, data),
    };
    let result = result.map(|result| format!(": {}", line(&result))).unwrap_or_default();
    format!("{} {what}{result}", line(change))
}

/// The resource of a notification that is not a call, and the result of an operation.
fn of_data(notification: &CommsNotification, data: Option<&ResourceData>) -> (String, Option<String>) {
    match data {
        Some(ResourceData::Operation(operation)) => {
            let (style, word, _) = state(operation.finality());
            let short = operation.structured_type().name().rsplit('.').next().unwrap_or_default();
            let result = operation.property("resultInfo").filter(|result| !result.is_null());
            (format!("{short} {}", styled(style, word)), result.map(|_| operation.result_info().to_string()))
        }
        Some(ResourceData::Participants(all)) => (plural(all.len(), "participant"), None),
        Some(ResourceData::Participant(_)) => ("participant".to_owned(), None),
        Some(ResourceData::Tone(tone)) => (format!("tone {}", tone.tone().map_or("-", |tone| tone.member())), None),
        Some(ResourceData::ParticipantJoining(_)) => ("participant joining".to_owned(), None),
        Some(ResourceData::ParticipantLeft(_)) => ("participant left".to_owned(), None),
        _ => (line(notification.resource_url().unwrap_or("-")), None),
    }
}

/// The operation's own account of its end.
fn end_reason(operation: &dyn Node) -> String {
    let facts: [(&str, &[&str]); 4] = [
        ("code", &["resultInfo", "code"]),
        ("subcode", &["resultInfo", "subcode"]),
        ("completion reason", &["completionReason"]),
        ("", &["resultInfo", "message"]),
    ];
    let known = facts.iter().filter_map(|(word, path)| {
        let value = operation.value_at(path).filter(|value| !value.is_null())?;
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Some(format!("{word} {text}").trim().to_owned())
    });
    let facts = known.collect::<Vec<_>>().join(", ");
    let number = |name: &str| operation.value_at(&["resultInfo", name])?.as_i64()?.try_into().ok();
    let subcode = number("subcode").filter(|subcode| *subcode != 0).and_then(codes::of_subcode);
    match subcode.or_else(|| number("code").and_then(codes::of_code)) {
        Some(meaning) => format!("{facts}: {meaning}"),
        None => facts,
    }
}

fn operation(operation: &Operation) -> String {
    let (style, word, _) = state(operation.finality);
    let short = operation.type_name.rsplit('.').next().unwrap_or_default();
    format!("{} {short} {}", styled(style, word), cut(operation.id.as_deref().unwrap_or("(no id)")))
}

/// Writes a heading with the count, and the rows in two columns. Writes nothing if there are no items.
fn write_section<T>(
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
    write_rest(out, rest);
}

/// A member of the body.
struct Member<'a> {
    name: Cow<'a, str>,
    /// As received, if that was kept.
    json: Cow<'a, str>,
    is_dynamic: bool,
}

impl Member<'_> {
    fn to_row(&self, is_full: bool) -> (String, String) {
        let mark = if self.is_dynamic { styled(DIM, " (dynamic)") } else { String::new() };
        (self.name.to_string(), excerpt::shown(&self.name, &self.json, is_full) + &mark)
    }
}

/// The members of the body, without `@odata.type`.
fn properties(body: &AnyEntity) -> impl Iterator<Item = Member<'_>> {
    let declared = body.structured_type().properties().filter_map(|property| {
        let name = property.name();
        let received = body.received(name).map(Cow::Borrowed);
        let json = received.or_else(|| body.as_node()?.json_at(&[name]).map(Cow::Owned))?;
        Some(Member { name: name.into(), json, is_dynamic: false })
    });
    let dynamic = body.dynamic().iter().map(|(name, json)| Member { name, json: json.into(), is_dynamic: true });
    declared.chain(dynamic.filter(|member| member.name != "@odata.type"))
}

/// The undeclared members of the values inside the body, by pointer. Those of the body itself are among its properties.
fn undeclared_within(body: &AnyEntity, is_full: bool) -> Vec<(String, String)> {
    let mut found = Vec::new();
    walk(body, |pointer, node| {
        if pointer.is_empty() {
            return;
        }
        for (name, json) in node.dynamic_members() {
            // Rows after the last shown are only counted.
            let text = if found.len() < ROWS { excerpt::shown(&name, json, is_full) } else { String::new() };
            found.push((member_pointer(pointer, &name), text));
        }
    });
    found
}
