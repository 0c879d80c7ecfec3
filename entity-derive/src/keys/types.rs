//! The keys above a type.

use super::prop::check;
use super::{Effect, Key, rows, value};

rows! { STRUCTURED, structured_rows:
    /// | `abstract` | the schema declares the type abstract: a fact for tools |
    ABSTRACT = "abstract" {}
    /// | `open` | the schema allows dynamic properties: a fact for tools, since every type keeps them |
    OPEN = "open" {
        also: &["dynamic"],
    }
}

rows! { WHOLE, whole_rows:
    /// | `check = path` | a rule over several properties, `fn(&Self) -> Result<(), String>`, checked by `validate`, nested too; `check(name = path)` names it, for several rules |
    CHECK_WHOLE = "check" {
        also: &["validate", "validator"],
        repeats: true,
        takes: Some(|key, input| value::checks(key, input, "Self")),
        effect: Effect::Rule(check),
    }
}

rows! { ACTION, action_rows:
    /// | `on = Type` | the entity type that the action is bound to, or the type of the collection's items; needed |
    ON = "on" {
        also: &["bound_to"],
        takes: Some(|key, input| value::ty(key, input, "the type that it is bound to: `on = Call`")),
    }
    /// | `returns = Type` | the type of the answer: one that derives `Entity`, `ComplexType` or `OneOf`, a `Page` or a `Single` of one, or an `Option` of these if the answer may be empty; without it `()` |
    RETURNS = "returns" {
        also: &["result"],
        takes: Some(|key, input| value::ty(key, input, "the type of the answer: `returns = Page<Presence>`")),
    }
    /// | `function` | changes nothing: sent with `GET`, the parameters in the path |
    FUNCTION = "function" {}
}

rows! { ONE_OF, one_of_rows:
    /// | `base = Type` | the type that all variants derive from, to which the enum derefs |
    BASE = "base" {
        not_with: &[(&UNTYPED, "`untyped` is for variants without a common base: remove one of the two")],
        takes: Some(|key, input| value::ty(key, input, "the type that all variants derive from: `base = Operation`")),
    }
    /// | `untyped` | the variants have no common base, and `#[other]` holds untyped JSON |
    UNTYPED = "untyped" {}
    /// | `unknown = path` | with `untyped`: makes the value for an object whose tag names the type of no variant, `fn(&str) -> Option<Self>`; `None` is untyped JSON |
    UNKNOWN = "unknown" {
        also: &["other"],
        takes: Some(|key, input| {
            value::function(key, input, "the path of a function, `fn(&str) -> Option<Self>`: `unknown = of_unknown_type`")
        }),
        only_with: Some((&UNTYPED, "`unknown` is for a `OneOf` without a common base: add `untyped`, or remove this key")),
    }
}

rows! { GENERAL, general_rows:
    /// | `crate = path` | the path of `entity-core`, if it is not `::entity_core` |
    CRATE = "crate" {
        takes: Some(|key, input| value::path(key, input, "the path of entity-core: `crate = my_crate::entity_core`")),
    }
}
