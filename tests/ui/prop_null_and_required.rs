//! `non_null`, `required` and `read_only`, misused.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("givenTwice", non_null, non_null)] //~
    given_twice: Prop<String>,
    #[prop("requiredTwice", required, required)] //~
    required_twice: Prop<String>,
    #[prop("readOnlyTwice", read_only, read_only)] //~
    read_only_twice: Prop<String>,
    #[prop("withValues", required = true, read_only(true))] //~~
    with_values: Prop<String>,
    #[prop("nonNullFalse", non_null = false)] //~
    non_null_false: Prop<String>,
    #[prop("both", non_null, required)] //~
    both: Prop<String>,
    #[prop("never", read_only, required)] //~
    never: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {}
