//! Spells a schema's name the way Rust does. Clashes between names are up to `names`.

/// Keywords that can be raw identifiers.
const RAW: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers.
pub(super) const STUBBORN: &[&str] = &["_", "crate", "self", "super"];

/// Returns the wire name of a variant without `#[member]`.
pub(super) fn lower_camel(variant: &str) -> String {
    let mut rest = variant.chars();
    rest.next().map_or_else(String::new, |first| first.to_lowercase().chain(rest).collect())
}

/// Returns the name with `_` for each character that Rust does not allow in an identifier.
pub(super) fn allowed(name: String) -> String {
    let is_allowed = |char: char| is_letter(char) || char.is_ascii_digit() || char == '_';
    let is_first = |char: char| is_letter(char) || char == '_';
    if name.starts_with(is_first) && name.chars().all(is_allowed) {
        return name;
    }
    let first = if name.starts_with(is_allowed) { "" } else { "_" };
    let first = if name.starts_with(|char: char| char.is_ascii_digit()) { "_" } else { first };
    first.chars().chain(name.chars().map(|char| if is_allowed(char) { char } else { '_' })).collect()
}

/// Returns whether Rust accepts the letter in an identifier: alphabetic, without symbols (`ⓐ`) and a few compatibility forms.
fn is_letter(char: char) -> bool {
    char.is_alphabetic()
        && !matches!(char, '\u{37a}' | '\u{24b6}'..='\u{24e9}' | '\u{2e2f}' | '\u{fc5e}'..='\u{fc63}'
            | '\u{fdfa}'..='\u{fdfb}' | '\u{fe70}'..='\u{fe7e}' | '\u{1f130}'..='\u{1f189}')
}

/// Returns the name as an identifier, raw if it is a keyword.
pub(super) fn identifier(name: &str) -> String {
    if RAW.contains(&name) { format!("r#{name}") } else { name.to_owned() }
}

/// Splits a name into words: before an upper-case letter that follows a lower-case letter or a digit, before the last of several
/// upper-case letters, and at underscores.
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

/// Returns the name in snake case: `organizer_v2`, `client_context`.
pub(super) fn snake(name: &str) -> String {
    let words: Vec<_> = words(name).iter().map(|word| word.to_lowercase()).collect();
    let mut joined = words.join("_");
    if joined.is_empty() {
        joined.push('_');
    }
    joined
}

/// Returns the name in camel case: `ClientContext`. Keeps an underscore between digits, and adds one before a leading digit.
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

/// Leaves out the last words that a name shares with its base: `PlayPrompt` for `playPromptOperation` and `commsOperation`.
pub(super) fn without_ending(name: &str, base: &str) -> String {
    let (own, theirs) = (words(name), words(base));
    let shared = own.iter().rev().zip(theirs.iter().rev()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    let left = camel(&own[..own.len() - shared].concat());
    if left == "Other" || left.starts_with('_') { camel(name) } else { left }
}
