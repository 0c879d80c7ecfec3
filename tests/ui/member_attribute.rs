//! `#[member]`, misused.
use entity_core::EnumType;

#[derive(EnumType)]
#[enum_type("contoso.phase")]
enum Phase {
    #[member] //~
    Bare,
    #[member()] //~
    Empty,
    #[member = "assigned"] //~
    Assigned,
    #[member(word)] //~
    Word,
    #[member(7)] //~
    Number,
    #[member("two", "names")] //~
    TwoNames,
    #[member("twice")]
    #[member("more")] //~
    Twice,
    #[member("")] //~
    NameEmpty,
    #[member("a,b")] //~
    NameWithComma,
    #[member("a\"b")] //~
    NameWithQuote,
    #[member(" running")] //~
    NameWithSpace,
    #[member("  ")] //~
    NameOfSpaces,
    #[member("twice")] //~
    SameAsAnother,
    Running,
    #[member("RUNNING")]
    SameInAnotherCase,
    #[member("other")] //~
    #[other]
    Other(String),
}

fn main() {}
