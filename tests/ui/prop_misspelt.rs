//! Each key of `#[prop]`, misspelt, in another case, or as other frameworks call it.
use entity_core::{DynamicProperties, Entity, Prop};

#[derive(Default, Entity)]
#[entity("contoso.call")]
struct Call {
    #[prop("one", max_leng = 5, min_lne = 1, patern = "^a", requierd)] //~~~~
    one: Prop<String>,
    #[prop("two", rang = 1..=5, nonnull, red_only)] //~~~
    two: Prop<i32>,
    #[prop("three", max_itmes = 5, min_item = 1, dynamc)] //~~~
    three: Prop<Vec<i32>>,
    #[prop("four", defalt, chek = is_valid)] //~~
    four: Prop<Box<Call>>,
    #[prop("camel", maxLength = 5, minLen = 1, Required, readOnly)] //~~~~
    camel: Prop<String>,
    #[prop("words", length = 5, regex = "^a", validate = is_valid, computed, open)] //~~~~~
    words: Prop<String>,
    #[prop("ends", min = 1, max = 5)] //~~
    ends: Prop<i32>,
    #[prop("limits", minimum = 1, maximum = 5, validator = is_valid)] //~~~
    limits: Prop<i32>,
    #[prop("unknown", between = 3)] //~
    unknown: Prop<i32>,
    #[prop("renamed", rename = "name", skip_serializing_if = "Prop::is_absent")] //~~
    renamed: Prop<String>,
    #[prop(name = "named")] //~
    named: Prop<String>,
    #[prop(rename = "renamed")] //~
    called: Prop<String>,
    #[prop("quoted", "required")] //~
    quoted: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn set(call: &mut Call) -> Result<(), entity_core::Violation> {
    call.set_limits(1)?;
    call.set_unknown(1)
}

fn main() {
    let mut call = Call::default();
    let _ = (call.set_one("a"), call.set_words("a"), call.set_ends(1), set(&mut call));
}
