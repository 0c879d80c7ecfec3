//! Compile-time checks that a rule fits its property's kind, decided by what the kind is, whatever it is called.
//!
//! The derives call these in constants, each at the tokens of the attribute that its message is about.

use crate::model::measure::Measured;
use crate::model::range::End;
use crate::model::rank::Rank;
use crate::model::rule::Rule;
use crate::model::value_type::ValueType;

/// The kinds, as far as rules tell them apart.
enum Is {
    Text,
    Bytes,
    Number,
    Time,
    Collection,
    Other,
}

impl Is {
    const fn of(value: ValueType) -> Self {
        if value.is_collection() {
            return Self::Collection;
        }
        match Measured::of(value) {
            Measured::Nothing => Self::Other,
            Measured::Text => Self::Text,
            Measured::Bytes => Self::Bytes,
            Measured::Whole(..) | Measured::Decimal | Measured::Float => Self::Number,
            Measured::Date | Measured::TimeOfDay | Measured::Moment | Measured::Duration => Self::Time,
        }
    }
}

/// The rule at a path of indices: a rule of a property or, with two, a rule in its `each`. With the kind that it is for, and the rules
/// beside it.
const fn at(value: ValueType, rules: &'static [Rule], path: &[usize]) -> (Rule, ValueType, &'static [Rule]) {
    let rule = rules[path[0]];
    match (rule, path) {
        (Rule::Each(rules), [_, index]) => (rules[*index], value.item(), rules),
        (rule, _) => (rule, value, rules),
    }
}

macro_rules! misfit {
    ($value:expr, $word:literal, $places:literal) => {
        match Is::of($value) {
            Is::Text => panic!(concat!(
                "`",
                $word,
                "` fits ",
                $places,
                "; this is text: use `max_len`, `min_len`, `pattern` or `check`"
            )),
            Is::Bytes => panic!(concat!(
                "`",
                $word,
                "` fits ",
                $places,
                "; this is binary data: use `max_len`, `min_len` or `check`"
            )),
            Is::Number => panic!(concat!("`", $word, "` fits ", $places, "; this is a number: use `range` or `check`")),
            Is::Time => panic!(concat!(
                "`",
                $word,
                "` fits ",
                $places,
                "; this is a date, a time or a duration: use `range` or `check`"
            )),
            Is::Collection => panic!(concat!(
                "`",
                $word,
                "` fits ",
                $places,
                "; this is a collection: use `max_items`, `min_items`, `check` or, for each item, `each(…)`"
            )),
            Is::Other => panic!(concat!("`", $word, "` fits ", $places, "; this is not one of these: use `check`")),
        }
    };
}

/// Demands that the rule fits the kind, and that a value can satisfy it.
///
/// # Panics
/// At compile time, if not.
pub const fn fits(value: ValueType, rules: &'static [Rule], path: &[usize]) {
    let (rule, value, beside) = at(value, rules, path);
    match (rule, Is::of(value)) {
        (Rule::MaxLen(_) | Rule::MinLen(_), Is::Text | Is::Bytes)
        | (Rule::MaxItems(_) | Rule::MinItems(_) | Rule::Each(_), Is::Collection)
        | (Rule::Range(..), Is::Number | Is::Time)
        | (Rule::Pattern(_), Is::Text)
        | (Rule::Check(_) | Rule::NonNull | Rule::Required, _) => {}
        (Rule::MaxLen(_), _) => misfit!(value, "max_len", "text and binary data"),
        (Rule::MinLen(_), _) => misfit!(value, "min_len", "text and binary data"),
        (Rule::MaxItems(_), _) => misfit!(value, "max_items", "collections"),
        (Rule::MinItems(_), _) => misfit!(value, "min_items", "collections"),
        (Rule::Each(_), _) => misfit!(value, "each", "collections"),
        (Rule::Range(..), _) => misfit!(value, "range", "numbers, dates, times and durations"),
        (Rule::Pattern(_), _) => misfit!(value, "pattern", "text"),
    }
    let mut next = 0;
    while next < beside.len() {
        match (rule, beside[next]) {
            (Rule::MinLen(least), Rule::MaxLen(most)) => {
                assert!(least <= most, "nothing satisfies both: `min_len` is more than `max_len`");
            }
            (Rule::MinItems(least), Rule::MaxItems(most)) => {
                assert!(least <= most, "nothing satisfies both: `min_items` is more than `max_items`");
            }
            _ => {}
        }
        next += 1;
    }
}

/// Demands that the first end of a range is a value of the kind, and not more than the last.
///
/// # Panics
/// At compile time, if not.
pub const fn first_fits(value: ValueType, rules: &'static [Rule], path: &[usize]) {
    let (Rule::Range(first, last), value, _) = at(value, rules, path) else { return };
    end_fits(first, Measured::of(value));
    let is_empty = match (first.rank(Measured::of(value)), last.rank(Measured::of(value))) {
        (Some(first), Some(last)) => first.is_above(last),
        _ => match (Measured::of(value), first.float(), last.float()) {
            (Measured::Float, Some(first), Some(last)) => first > last,
            _ => false,
        },
    };
    assert!(!is_empty, "nothing is in this range: the first end is more than the last");
}

/// Demands that the last end of a range is a value of the kind.
///
/// # Panics
/// At compile time, if not.
pub const fn last_fits(value: ValueType, rules: &'static [Rule], path: &[usize]) {
    if let (Rule::Range(_, last), value, _) = at(value, rules, path) {
        end_fits(last, Measured::of(value));
    }
}

const fn end_fits(end: End, measured: Measured) {
    let rank = end.rank(measured);
    match (measured, rank) {
        (Measured::Nothing | Measured::Text | Measured::Bytes, _) => {}
        (_, _) if end.is_open() => {}
        (Measured::Whole(least, most), Some(rank)) => {
            if rank.is_above(Rank::whole(most)) || Rank::whole(least).is_above(rank) {
                match most {
                    255 => panic!("this end is not a number that the kind holds: it holds 0 to 255"),
                    127 => panic!("this end is not a number that the kind holds: it holds -128 to 127"),
                    32_767 => panic!("this end is not a number that the kind holds: it holds -32768 to 32767"),
                    2_147_483_647 => {
                        panic!("this end is not a number that the kind holds: it holds -2147483648 to 2147483647")
                    }
                    _ => panic!("this end is not a number that the kind holds"),
                }
            }
        }
        (Measured::Float, _) => {
            assert!(end.float().is_some(), "an end of a range of floating-point numbers is a number: `0.5`");
        }
        (_, Some(_)) => {}
        (Measured::Whole(..), None) => panic!("an end of a range of whole numbers is a whole number: `9`"),
        (Measured::Decimal, None) => panic!("an end of a range of decimals is a whole number, or a text: `\"0.01\"`"),
        (Measured::Date, None) => panic!("an end of a range of dates is the text of a date: `\"2020-12-31\"`"),
        (Measured::TimeOfDay, None) => panic!("an end of a range of times is the text of a time: `\"08:30:00\"`"),
        (Measured::Moment, None) => {
            panic!("an end of a range of moments is the text of one, with an offset: `\"2020-12-31T08:30:00Z\"`")
        }
        (Measured::Duration, None) => panic!("an end of a range of durations is the text of a duration: `\"PT1H30M\"`"),
    }
}
