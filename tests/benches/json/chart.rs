//! The figures as a chart: an SVG with a bar for each candidate of each case.

use std::fmt::Write;

/// A job with its case, the candidate, and its figure relative to serde's derive.
pub type Figure = (String, &'static str, f64);

const SHOWN: [(&str, &str); 4] =
    [("entity", "#1f6f8b"), ("serde", "#8a8a8a"), ("serde-flatten", "#c9a227"), ("value", "#b5524a")];
const BAR: usize = 13;
const GROUP: usize = BAR * SHOWN.len() + 14;
const LEFT: usize = 150;
/// The width of serde's bars in pixels.
const UNIT: f64 = 190.0;

/// The chart of the parse and write jobs among the figures.
pub fn svg(unit: &str, figures: &[Figure]) -> String {
    let mut labels: Vec<&str> = Vec::new();
    for (label, _, _) in
        figures.iter().filter(|(label, _, _)| label.starts_with("parse/") || label.starts_with("write/"))
    {
        if !labels.contains(&label.as_str()) {
            labels.push(label);
        }
    }
    let height = labels.len() * GROUP + 52;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"720\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"720\" height=\"{height}\" fill=\"#ffffff\"/>\n\
         <text x=\"{LEFT}\" y=\"18\" fill=\"#222\">{unit} relative to serde's derive, which drops undeclared members: shorter is better</text>\n"
    );
    for (place, (name, colour)) in SHOWN.iter().enumerate() {
        let x = LEFT + place * 130;
        let _ = writeln!(
            out,
            "<rect x=\"{x}\" y=\"27\" width=\"10\" height=\"10\" fill=\"{colour}\"/><text x=\"{}\" y=\"36\" fill=\"#222\">{name}</text>",
            x + 14
        );
    }
    for (row, label) in labels.iter().enumerate() {
        let top = 50 + row * GROUP;
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"#222\">{}</text>",
            LEFT - 8,
            top + GROUP / 2 - 4,
            label.replace('/', " ")
        );
        for (place, (name, colour)) in SHOWN.iter().enumerate() {
            let value = figures.iter().find(|(other, candidate, _)| other == label && candidate == name);
            let Some((_, _, value)) = value else { continue };
            let (y, width) = (top + place * BAR, (value * UNIT).min(480.0));
            let _ = writeln!(
                out,
                "<rect x=\"{LEFT}\" y=\"{y}\" width=\"{width:.0}\" height=\"{}\" fill=\"{colour}\"/><text x=\"{:.0}\" y=\"{}\" fill=\"#444\" font-size=\"10\">{value:.2}</text>",
                BAR - 2,
                LEFT as f64 + width + 4.0,
                y + 9
            );
        }
    }
    out + "</svg>\n"
}
