//! The derives' messages for mistaken input. The UI cases test the look of an error in a build.

use super::*;

fn messages(input: &str, steps: impl FnOnce(&DeriveInput, &mut Errors) -> TokenStream) -> Vec<String> {
    let mut errors = Errors::default();
    let input = ast::parse(input.parse().expect("tokens")).expect("a type");
    let code = steps(&input, &mut errors);
    syn::parse2::<syn::File>(code).expect("items");
    errors.messages()
}

/// The messages for one field, in a type without other mistakes.
fn field(field: &str) -> Vec<String> {
    let input = format!("#[entity(\"a.b\")] struct B {{ {field}, #[dynamic] dynamic: DynamicProperties }}");
    messages(&input, |input, errors| structured(input, ast::Category::Entity, errors))
}

fn entity(input: &str) -> Vec<String> {
    messages(input, |input, errors| structured(input, ast::Category::Entity, errors))
}

fn enumeration(input: &str) -> Vec<String> {
    messages(input, super::enumeration)
}

fn one_of(input: &str) -> Vec<String> {
    messages(input, choice)
}

#[track_caller]
fn said(messages: &[String], expected: &[&str]) {
    assert_eq!(messages.len(), expected.len(), "{messages:#?}");
    for (message, part) in messages.iter().zip(expected) {
        assert!(message.contains(part), "{part:?} is not in {message:?}");
    }
}

#[test]
fn nothing_is_said_of_what_is_right() {
    said(
        &field(
            "#[prop(\"a\", max_len = 1_0, min_len = 2usize, check = a::<u8, u8>::b, required,)] r#type: Prop<String>",
        ),
        &[],
    );
    said(&field("#[prop(\"a\", check = <A as B<u8>>::c)] a: Prop<i32>"), &[]);
    said(&field("#[prop(\"a\", range = -1..=i32::MAX)] a: Prop<i32>"), &[]);
    said(&field("#[prop(\"a\", default, required, dynamic)] a: Prop<Box<Self>>"), &[]);
    said(&enumeration("#[enum_type(\"a.b\")] enum E { A, r#B, #[member(\"c-d\")] C, #[other] Other(Box<str>) }"), &[]);
    said(&one_of("#[one_of(base = a::B, crate = ::x::y)] enum E { C(C), #[other] Other(a::B) }"), &[]);
}

#[test]
fn keys() {
    said(
        &field("#[prop(\"a\", max_length = 5)] a: Prop<String>"),
        &["did you mean `max_len`? valid keys are `max_len`, `min_len`"],
    );
    said(
        &field("#[prop(\"a\", max_len, min_len = \"5\")] a: Prop<String>"),
        &["`max_len` takes a whole number", "`min_len` takes a whole number"],
    );
    said(
        &field("#[prop(\"a\", max_len = 5 min_len = 1, required = true)] a: Prop<String>"),
        &["expected `,`", "`required` takes no value"],
    );
    said(&field("#[prop(\"a\", required, required)] a: Prop<String>"), &["given twice"]);
    said(&field("#[prop(\"a\", range = 0..5)] a: Prop<i32>"), &["the last one included"]);
    said(&field("#[prop] a: Prop<String>"), &["expected `#[prop(\"wireName\", …)]`"]);
    said(&field("#[prop()] a: Prop<String>"), &["the name is missing"]);
    said(&field("#[prop(\"a\")] #[prop(\"b\")] a: Prop<String>"), &["given twice"]);
    said(&field("a: Prop<String>"), &["each field is `#[prop"]);
    said(
        &field("#[prop(\"a\", maxLength = 5, regex = \"a\", rename = \"b\")] a: Prop<String>"),
        &["did you mean `max_len`?", "did you mean `pattern`?", "the name is the text in front"],
    );
    said(&field("#[prop(\"a\", \"required\")] a: Prop<String>"), &["`required` is a key: write it without quotes"]);
    said(&field("#[prop(\"a\", max_len == 5)] a: Prop<String>"), &["`max_len` takes a whole number"]);
    said(&field("#[prop(\"a\", r#default)] a: Prop<A>"), &[]);
}

/// The UI cases misspell no key of `#[prop]`, because each message lists all keys.
#[test]
fn misspelt_keys() {
    let words: Vec<_> = keys::PROP.iter().map(|key| key.word).collect();
    let valid = format!("valid keys are {}", text::list(&words));
    for key in keys::PROP {
        let word = key.word;
        let misspelt = [word[1..].to_owned(), format!("{word}s"), word.to_uppercase(), word.replace('_', "")];
        let others = key.also.iter().map(|other| (*other).to_owned());
        for other in misspelt.into_iter().chain(others).filter(|other| other != word) {
            let message = format!("`#[prop]` has no key `{other}`: did you mean `{word}`? {valid}");
            assert_eq!(field(&format!("#[prop(\"a\", {other})] a: Prop<String>")), [message]);
        }
    }
    let unknown = |word: &str| field(&format!("#[prop(\"a\", {word} = 5)] a: Prop<String>"));
    assert_eq!(unknown("colour"), [format!("`#[prop]` has no key `colour`: {valid}")]);
    assert_eq!(unknown("rename"), [format!("`#[prop]` has no key `rename`: the name is the text in front; {valid}")]);
}

#[test]
fn a_setter_refuses_after_a_mistake_in_its_rule() {
    for key in ["max_length = 5", "requird", "colour = 5", "max_len = \"5\"", "pattern"] {
        let input = format!(
            "#[entity(\"a.b\")] struct B {{ #[prop(\"a\", {key})] a: Prop<String>, #[dynamic] d: DynamicProperties }}"
        );
        let mut errors = Errors::default();
        let input = ast::parse(input.parse().expect("tokens")).expect("a type");
        let code = structured(&input, ast::Category::Entity, &mut errors);
        assert!(code.to_string().contains("set_by_rules"), "{key}");
    }
}

/// Whether a rule fits the kind is for the compiler: see the UI cases.
#[test]
fn rules_go_together() {
    said(&field("#[prop(\"a\", range = 0..)] a: Prop<i32>"), &[]);
    said(&field("#[prop(\"a\", range = ..=limits::MOST - 1)] a: Prop<i32>"), &[]);
    said(&field("#[prop(\"a\", range = \"0.01\"..=\"9\")] a: Prop<Decimal>"), &[]);
    for wrong in ["0..5", "..", "..5", "..=", "5", "\"a\""] {
        said(&field(&format!("#[prop(\"a\", range = {wrong})] a: Prop<i32>")), &["`range` takes its ends"]);
    }
    said(&field("#[prop(\"a\", range = -\"a\"..)] a: Prop<i32>"), &["an end of a range is a number, or the text of"]);
    said(&field("#[prop(\"a\", range = 0..=9223372036854775808)] a: Prop<i64>"), &["more than an `i64` holds"]);
    said(&field("#[prop(\"a\", max_len = limits::MOST, min_len = 2 * 2)] a: Prop<String>"), &[]);
    for wrong in ["-1", "1.5", "\"5\"", "true", "5u8", "0..5", "|a| a"] {
        said(
            &field(&format!("#[prop(\"a\", max_len = {wrong})] a: Prop<String>")),
            &["`max_len` takes a whole number"],
        );
    }
    said(&field("#[prop(\"a\", non_null, required)] a: Prop<i32>"), &["includes `non_null`"]);
    said(&field("#[prop(\"a\", read_only, required)] a: Prop<i32>"), &["cannot be required"]);
}

#[test]
fn each() {
    said(
        &field(
            "#[prop(\"a\", each(max_len = 1, min_len = 1, range = 0.., non_null, check = a, check(b = b, c = c),))] a: Prop<Vec<A>>",
        ),
        &[],
    );
    for wrong in ["each", "each = 5", "each()", "each(max_len)", "each(max_len = )"] {
        said(&field(&format!("#[prop(\"a\", {wrong})] a: Prop<Vec<A>>")), &["takes"]);
    }
    let valid = "valid keys are `max_len`, `min_len`, `range`, `pattern`, `non_null`, `check`";
    said(&field("#[prop(\"a\", each(maxLen = 1))] a: Prop<Vec<A>>"), &[&format!("did you mean `max_len`? {valid}")]);
    said(
        &field("#[prop(\"a\", each(required))] a: Prop<Vec<A>>"),
        &[&format!("`each` has no key `required`: {valid}")],
    );
    said(
        &field("#[prop(\"a\", each(non_null, non_null), each(non_null))] a: Prop<Vec<A>>"),
        &["given twice", "given twice"],
    );
    said(&field("#[prop(\"a\", each(check = a, check = b))] a: Prop<Vec<A>>"), &["another rule is called `check`"]);
}

#[test]
#[cfg(feature = "pattern")]
fn patterns() {
    said(&field("#[prop(\"a\", pattern = limits::WORD)] a: Prop<String>"), &[]);
    said(&field("#[prop(\"a\", pattern = 5)] a: Prop<String>"), &["a regular expression in quotes, or a constant"]);
    said(&field("#[prop(\"a\", each(pattern = \"(\"))] a: Prop<Vec<String>>"), &["not a regular expression"]);
    said(&field("#[prop(\"a\", pattern = \"^a+$\")] a: Prop<String>"), &[]);
    said(&field("#[prop(\"a\", pattern = \"(\")] a: Prop<String>"), &["not a regular expression"]);
}

#[test]
#[cfg(not(feature = "pattern"))]
fn patterns() {
    said(&field("#[prop(\"a\", pattern = \"^a+$\")] a: Prop<String>"), &["the feature `pattern` of entity-core"]);
}

#[test]
fn names() {
    said(
        &field(
            "#[prop(\"@a\")] a: Prop<i32>, #[prop(\"b\")] b: Prop<i32>, #[prop(\"b\")] c: Prop<i32>, #[prop(\"B\")] d: Prop<i32>",
        ),
        &["does not start with `@`", "of field `b` already"],
    );
    said(
        &field("#[prop(\"a\")] property: Prop<i32>"),
        &["`property` would hide the method of that name: name the field `property_`"],
    );
    said(
        &field("#[prop(\"a\")] a: Prop<A>, #[prop(\"b\")] a_mut: Prop<i32>"),
        &["`a_mut` is an accessor of `a` already"],
    );
    said(&field("#[prop(\"a\", read_only)] a: Prop<A>, #[prop(\"b\")] a_mut: Prop<i32>"), &[]);
    said(&entity("#[entity(\"b\")] struct B { #[base] a: A }"), &["a type's name is qualified"]);
}

#[test]
fn actions() {
    let action = |input: &str| messages(input, |input, errors| structured(input, ast::Category::Action, errors));
    let rest = "#[dynamic] dynamic: DynamicProperties";
    said(&action(&format!("#[action(\"a\", on = a::B, returns = Page<C>, function)] struct B {{ {rest} }}")), &[]);
    said(&action(&format!("struct B {{ {rest} }}")), &["`#[action(\"name\", on = Type, …)]` is missing"]);
    said(&action(&format!("#[action(\"a\")] struct B {{ {rest} }}")), &["the type that it is bound to is missing"]);
    said(&action(&format!("#[action(\"a\", on = A, return = C)] struct B {{ {rest} }}")), &["did you mean `returns`"]);
    said(
        &action(&format!("#[action(\"a\", on, function = true)] struct B {{ {rest} }}")),
        &["`on` takes the type", "takes no value"],
    );
    for name in ["", "a.b", "a/b", "1a", "a b", "a\\\"b"] {
        said(
            &action(&format!("#[action(\"{name}\", on = A)] struct B {{ {rest} }}")),
            &["an action's name is one word"],
        );
    }
    said(&action("#[action(\"a\", on = A)] struct B { #[base] base: A }"), &["an action has no base"]);
    said(&action("#[action(\"a\", on = A)] struct B { #[prop(\"a\")] a: Prop<i32> }"), &["an action has a field"]);
    said(
        &action(&format!(
            "#[action(\"a\", on = A)] struct B {{ #[prop(\"a\", read_only)] a: Prop<i32>, #[prop(\"answer\")] answer: Prop<i32>, {rest} }}"
        )),
        &["`read_only` is not for an action's parameters", "`answer` would hide the method"],
    );
    said(&action("#[action(\"a\", on = A)] enum B {}"), &["`Action` is for structs"]);
    said(&field("#[prop(\"answer\")] answer: Prop<i32>"), &[]);
}

#[test]
fn structs() {
    said(&field("#[prop(\"a\")] pub a: Prop<i32>"), &["fields stay private"]);
    said(&field("#[prop(\"a\")] a: Option<i32>"), &["`Prop<i32>`"]);
    said(&field("#[prop(\"a\", range = 0..=5)] a: Prop<usize>"), &["no property holds `usize`: use `Prop<i64>`"]);
    said(&field("#[prop(\"a\", max_len = 5)] a: Prop<Vec<&str>>"), &["use `Prop<Vec<String>>`"]);
    said(&field("#[prop(\"a\")] a: Option<Prop<&str>>"), &["by that name: use `Prop<String>`"]);
    said(&entity("#[entity(\"a.b\")] struct B { #[prop(\"a\")] a: DynamicProperties }"), &["is `#[dynamic]`"]);
    said(&entity("#[entity(\"a.b\")] struct B { #[base] a: &A }"), &["the base type itself: `A`"]);
    said(&entity("#[entity(\"a.b\")] struct B { #[base] b: B }"), &["does not derive from itself"]);
    said(&field("#[base] a: A"), &["the base holds the dynamic properties"]);
    said(&field("#[base] #[prop(\"a\")] a: Prop<A>"), &["a field is one of"]);
    said(
        &entity("#[entity(\"a.b\")] struct B { #[base] a: A, #[base(x)] b: A }"),
        &["takes nothing", "derives from one"],
    );
    said(&entity("#[entity(\"a.b\")] struct B { #[prop(\"a\")] a: Prop<i32> }"), &["has a field `#[base]`"]);
    said(&entity("#[entity(\"a.b\")] struct B { dynamic: DynamicProperties }"), &["each field is"]);
    said(
        &entity("#[entity(\"a.b\")] struct B<'a, T> { #[prop(\"a\", max_len = 1)] a: Prop<String>, #[base] t: T }"),
        &["no lifetimes"],
    );
    said(&entity("#[entity(\"a.b\")] struct B(u8);"), &["fields with names"]);
    said(&entity("#[entity(\"a.b\")] enum B {}"), &["use `EnumType` or `OneOf`"]);
    said(&entity("#[entity(\"a.b\")] union B { a: u8 }"), &["is for structs"]);
    said(&entity("struct B { #[base] a: A }"), &["is missing above this type"]);
}

#[test]
fn enums() {
    said(&enumeration("#[enum_type(\"a.b\")] enum E { A }"), &["`#[other] Other(String)`"]);
    said(&enumeration("#[enum_type(\"a.b\")] enum E { A, #[other] B { b: String } }"), &["holds the received name"]);
    said(
        &enumeration("#[enum_type(\"a.b\")] enum E { A(u8), #[member(b)] B, #[other] C(String), #[other] D(String) }"),
        &["already", "holds nothing", "expected the wire name"],
    );
    said(
        &enumeration("#[enum_type(\"a.b\")] enum E { A, #[member(\"a\")] B, #[member(\"c,d\")] #[other] C(String) }"),
        &["none of its own", "the name of variant `A` already"],
    );
    said(&enumeration("#[enum_type(\"a.b\")] enum E<T> { A, #[other] C(T) }"), &["no lifetimes"]);
    said(
        &one_of("#[one_of(bas = B)] enum E { C(C), D(C), F(), #[other] Other(B) }"),
        &["did you mean `base`", "holds one type", "held by a variant above"],
    );
    said(&enumeration("#[enum_type(\"a.b\")] enum E { A, B(String) }"), &["`#[other]` is missing above this variant"]);
    said(&one_of("#[one_of(base = B)] enum E { A(A), B(B) }"), &["`#[other]` is missing above this variant"]);
    said(&one_of("#[one_of(base = c::B)] enum E { A(A), B(c::AnyB) }"), &["`#[other]` is missing above this variant"]);
    said(
        &one_of("#[one_of(base = Box<B>)] enum E { A(Box<Box<A>>), #[other] B(Box<B>), C(Box<E>) }"),
        &[
            "`base` takes the type itself: `base = B`",
            "itself, alone or in one `Box`: `A`",
            "does not hold itself",
            "itself: `B`",
        ],
    );
    said(
        &one_of("#[one_of(B)] enum E { #[other] B(B) }"),
        &["valid keys are `base`, `untyped`, `unknown`, `crate`, as in `#[one_of(base"],
    );
    said(
        &one_of("#[one_of()] enum E { C(C) }"),
        &["`base` or `untyped` is missing", "is missing: `#[other] Other(Base)`"],
    );
    let other = "#[other] O(serde_json::Value)";
    said(
        &one_of(&format!("#[one_of(untyped, unknown = <A as B>::c)] enum E {{ A(A), B(Box<B>), C(Vec<B>), {other} }}")),
        &[],
    );
    said(
        &one_of(&format!("#[one_of(base = B, untyped)] enum E {{ A(A), B(Box<A>), C(Box<Vec<B>>), {other} }}")),
        &["remove one of the two", "alone or in one `Box` or `Vec`: `B`", "`A` is held by a variant above already"],
    );
    said(
        &one_of("#[one_of(base = B, unknown = f)] enum E { #[other] B(B) }"),
        &["`unknown` is for a `OneOf` without a common base"],
    );
    said(
        &one_of("#[one_of(untyped, unknown = 5)] enum E { A(A), #[other] B { b: B } }"),
        &["`unknown` takes the path of a function", "holds untyped JSON: `#[other] Other(serde_json::Value)`"],
    );
    said(&one_of("#[one_of(untyped)] enum E { A(A), B(Value) }"), &["`#[other]` is missing above this variant"]);
    said(&one_of("struct E;"), &["is missing above this type", "is for enums"]);
}
