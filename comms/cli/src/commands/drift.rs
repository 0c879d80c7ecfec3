//! `comms drift`: the declared types against a service's schema, for people and for programs.

use crate::input::Input;
use crate::schema::{self, Progress};
use crate::show::{BOLD, DIM, GREEN, RED, ROWS, YELLOW, array, cut, line, more, styled};
use crate::{Printed, Refused};
use anstyle::Style;
use clap::Args;
use entity_core::csdl::{self, Drift, Finding, Schema, Severity};
use entity_core::{Registered, StructuredType};
use serde_json::json;
use std::fmt::Write;

#[derive(Args)]
pub(crate) struct Arguments {
    /// Print one JSON document, for programs, with nothing cut short.
    #[arg(long)]
    json: bool,
    /// The schema: CSDL 4.0x in XML, or `-` for standard input.
    #[arg(value_name = "CSDL")]
    file: Input,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Printed, Refused> {
    let mut progress = Progress::start();
    let schema = schema::read(&arguments.file, &mut progress)?;
    progress.step("comparing");
    let drift = csdl::drift(&schema, types(&schema));
    let text = if arguments.json { to_json(&drift) } else { to_text(&drift) };
    let wrong = match drift.findings().iter().filter(|finding| finding.severity() == Severity::Breaking).count() {
        0 => None,
        1 => Some("1 breaking change".to_owned()),
        many => Some(format!("{many} breaking changes")),
    };
    Ok(Printed { text, wrong })
}

/// All declared types; those that only beta has, where the schema is beta's.
fn types(schema: &Schema) -> Vec<&'static StructuredType> {
    let is_beta = |name: &str| comms::beta::TYPES.find(name).is_some();
    comms::TYPES
        .iter()
        .map(Registered::structured_type)
        .filter(|type_| !is_beta(type_.name()) || schema.find(type_.name()).is_some())
        .collect()
}

fn to_json(drift: &Drift) -> String {
    let mut out = format!("{{\"types\":{},\"findings\":", drift.types());
    array(&mut out, |push| drift.findings().iter().for_each(|finding| push(&to_value(finding))));
    out + "}\n"
}

fn to_value(finding: &Finding) -> serde_json::Value {
    json!({
        "severity": finding.severity().to_string(),
        "type": finding.type_name(),
        "member": finding.member(),
        "kind": finding.kind(),
        "message": finding.message(),
    })
}

fn to_text(drift: &Drift) -> String {
    let mut out = String::new();
    let mut counts = Vec::new();
    for (severity, style) in [(Severity::Breaking, RED), (Severity::Additive, YELLOW), (Severity::Info, Style::new())] {
        let found: Vec<_> = drift.findings().iter().filter(|finding| finding.severity() == severity).collect();
        section(&mut out, &severity.to_string(), style, &found);
        let style = if found.is_empty() { DIM } else { style };
        counts.push(styled(style, &format!("{} {severity}", found.len())));
    }
    let verdict = if drift.is_breaking() { styled(RED.bold(), "breaking") } else { styled(GREEN.bold(), "agrees") };
    let _ = writeln!(out, "{} types compared: {verdict} ({})", drift.types(), counts.join(", "));
    out
}

/// A heading with the count, then each type with what was found of it.
fn section(out: &mut String, heading: &str, style: Style, found: &[&Finding]) {
    if found.is_empty() {
        return;
    }
    let _ = writeln!(out, "{} {}", styled(style.bold(), heading), styled(DIM, &format!("({})", found.len())));
    let shown = &found[..found.len().min(ROWS)];
    let names = shown.iter().filter_map(|finding| finding.member());
    let width = names.map(|member| member.chars().count()).max().unwrap_or_default().min(36);
    let mut type_name = "";
    for finding in shown {
        if finding.type_name() != type_name {
            type_name = finding.type_name();
            let _ = writeln!(out, "  {}", styled(BOLD, &line(type_name)));
        }
        let member = finding.member().map(|member| format!("{:width$}  ", cut(member))).unwrap_or_default();
        let _ = writeln!(out, "    {member}{}", line(finding.message()));
    }
    more(out, found.len() - shown.len());
    out.push('\n');
}
