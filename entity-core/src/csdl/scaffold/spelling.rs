//! Spelling: words of a schema's name put together as Rust's names are. Knows no scope.

use crate::csdl::Error;

/// Keywords that are fields when they are raw.
const RAW: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw.
pub(super) const STUBBORN: &[&str] = &["_", "crate", "self", "super"];

/// The wire name that a variant has by itself.
pub(super) fn lower_camel(variant: &str) -> String {
    let mut rest = variant.chars();
    rest.next().map_or_else(String::new, |first| first.to_lowercase().chain(rest).collect())
}

/// Refuses what is no identifier.
pub(super) fn checked(name: String, wire: &str, line: usize) -> Result<String, Error> {
    let good = name.chars().all(|char| is_letter(char) || char.is_ascii_digit() || char == '_')
        && name.starts_with(|first: char| is_letter(first) || first == '_');
    if good { Ok(name) } else { Err(Error::new(line, format!("`{wire}` cannot be a name in Rust"))) }
}

/// Whether it is a letter to Rust: Unicode's alphabetic ones without symbols (`ⓐ`) and forms of letters that Rust takes for none.
fn is_letter(char: char) -> bool {
    char.is_alphabetic()
        && !matches!(char, '\u{37a}' | '\u{24b6}'..='\u{24e9}' | '\u{2e2f}' | '\u{fc5e}'..='\u{fc63}'
            | '\u{fdfa}'..='\u{fdfb}' | '\u{fe70}'..='\u{fe7e}' | '\u{1f130}'..='\u{1f189}')
}

pub(super) fn identifier(name: &str) -> String {
    if RAW.contains(&name) { format!("r#{name}") } else { name.to_owned() }
}

/// Where a new word begins: at an upper-case letter behind a lower-case one or a digit, and at the last of several upper-case ones.
fn words(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for (at, char) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| chars[before]);
        let starts = char.is_uppercase()
            && before.is_some_and(|before| {
                !before.is_uppercase() || chars.get(at + 1).is_some_and(|next| next.is_lowercase())
            });
        if *char == '_' || starts {
            words.push(std::mem::take(&mut word));
        }
        if *char != '_' {
            word.push(*char);
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// `organizer_v2`, `client_context`.
pub(super) fn snake(name: &str) -> String {
    let words: Vec<_> = words(name).iter().map(|word| word.to_lowercase()).collect();
    let mut joined = words.join("_");
    if joined.is_empty() {
        joined.push('_');
    }
    joined
}

/// `ClientContext`; an underscore stays between digits, and one goes before a digit that is first. `_` alone is no name.
pub(super) fn camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    for part in name.split('_').filter(|part| !part.is_empty()) {
        let digits = camel.ends_with(|last: char| last.is_ascii_digit())
            && part.starts_with(|first: char| first.is_ascii_digit());
        if digits || (camel.is_empty() && part.starts_with(|first: char| first.is_ascii_digit())) {
            camel.push('_');
        }
        let mut chars = part.chars();
        if let Some(first) = chars.next() {
            camel.extend(first.to_uppercase());
            camel.push_str(chars.as_str());
        }
    }
    if camel.is_empty() {
        camel.push_str("__");
    }
    camel
}

/// `PlayPrompt` for `playPromptOperation` below `commsOperation`.
pub(super) fn without_ending(name: &str, base: &str) -> String {
    let (own, theirs) = (words(name), words(base));
    let shared = own.iter().rev().zip(theirs.iter().rev()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    let left = camel(&own[..own.len() - shared].concat());
    if left == "Other" || left.starts_with('_') { camel(name) } else { left }
}
