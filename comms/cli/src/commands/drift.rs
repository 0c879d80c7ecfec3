//! `comms drift`: compares the declared types with a service's schema.

use crate::failure::Failure;
use crate::output::{Output, write_array};
use crate::progress::Progress;
use crate::schema::SchemaFile;
use crate::show::{BOLD, DIM, GREEN, RED, ROWS, YELLOW, cut, line, plural, styled, write_rest};
use anstyle::Style;
use clap::Args;
use entity_core::csdl::{self, Finding, Schema, Severity};
use entity_core::{Registered, StructuredType};
use serde_json::json;
use std::fmt::Write;

/// Compare the declared types with a service's schema.
///
/// Each difference is breaking, additive or info.
#[derive(Args)]
#[command(after_help = r"Exit code 1 if a difference is breaking.

Example: curl -s 'https://graph.microsoft.com/v1.0/$metadata' | comms drift -")]
pub(crate) struct Drift {
    /// Print one JSON document, for programs, with nothing cut short.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    schema: SchemaFile,
}

impl Drift {
    pub(super) fn run(&self) -> Result<Output, Failure> {
        let mut progress = Progress::start();
        let schema = self.schema.read(&mut progress)?;
        progress.step("comparing");
        let drift = csdl::drift(&schema, compared_types(&schema));
        let breaking = drift.findings().iter().filter(|finding| finding.severity() == Severity::Breaking).count();
        let problem = (breaking > 0).then(|| plural(breaking, "breaking change"));
        let output =
            if self.json { Output::for_programs(to_json(&drift)) } else { Output::for_people(to_text(&drift)) };
        Ok(output.with_problem(problem).with_warnings(self.schema.warnings(&schema)))
    }
}

/// All declared types; types of beta only if the schema has them, because v1.0 lacks them all.
fn compared_types(schema: &Schema) -> Vec<&'static StructuredType> {
    let is_beta = |name: &str| comms::beta::TYPES.find(name).is_some();
    comms::TYPES
        .iter()
        .map(Registered::structured_type)
        .filter(|type_| !is_beta(type_.name()) || schema.find(type_.name()).is_some())
        .collect()
}

fn to_json(drift: &csdl::Drift) -> String {
    let mut out = format!("{{\"types\":{},\"findings\":", drift.types());
    write_array(&mut out, |push| drift.findings().iter().for_each(|finding| push(&to_value(finding))));
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

fn to_text(drift: &csdl::Drift) -> String {
    let mut out = String::new();
    let mut counts = Vec::new();
    for (severity, style) in [(Severity::Breaking, RED), (Severity::Additive, YELLOW), (Severity::Info, Style::new())] {
        let found: Vec<_> = drift.findings().iter().filter(|finding| finding.severity() == severity).collect();
        write_section(&mut out, &severity.to_string(), style, &found);
        let style = if found.is_empty() { DIM } else { style };
        counts.push(styled(style, &format!("{} {severity}", found.len())));
    }
    let verdict = if drift.is_breaking() { styled(RED.bold(), "breaking") } else { styled(GREEN.bold(), "agrees") };
    let _ = writeln!(out, "{} types compared: {verdict} ({})", drift.types(), counts.join(", "));
    out
}

/// Writes a heading with the count, then the findings by type. Writes nothing if there are none.
fn write_section(out: &mut String, heading: &str, style: Style, found: &[&Finding]) {
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
    write_rest(out, found.len() - shown.len());
    out.push('\n');
}
