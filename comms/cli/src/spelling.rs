//! Suggests known type names for an unknown one.

/// The longest part of a name that is compared. No known name is longer.
const COMPARED: usize = 128;

/// A hint such as `; did you mean a.b, a.c?`, or nothing if no name is known.
///
/// Names one type if only the case or the namespace differs, else the three nearest.
pub(crate) fn did_you_mean<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let lower = |name: &str| -> Vec<u8> { name.to_ascii_lowercase().bytes().take(COMPARED).collect() };
    let short = |name: &str| lower(name.rsplit('.').next().unwrap_or_default());
    let (wanted, whole) = (short(name), lower(name));
    let mut names: Vec<_> =
        known.map(|known| ((distance(&short(known), &wanted), distance(&lower(known), &whole)), known)).collect();
    names.sort_by_key(|(distances, _)| *distances);
    let is_same = |((short, _), _): &((usize, usize), &str)| *short == 0;
    names.truncate(if names.first().is_some_and(is_same) { 1 } else { 3 });
    let names: Vec<_> = names.into_iter().map(|(_, name)| name).collect();
    if names.is_empty() { String::new() } else { format!("; did you mean {}?", names.join(", ")) }
}

/// The Levenshtein distance: the number of letters to add, remove or replace.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
