//! Reads attributes into plain structs, with their tokens. `check` decides whether they make sense together.

mod grammar;
mod parts;

pub(crate) use grammar::{ACTION, COMPLEX_TYPE, ENTITY, ENUM_TYPE, Grammar, ONE_OF, PROP};

use crate::errors::Errors;
use crate::keys::{Given, Key, Value, nearest, value};
use crate::kind::respan;
use grammar::DERIVES;
use parts::{MEANT_AS_NAME, Part, parts};
use proc_macro2::TokenTree;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, ExprPath, Ident, LitStr, Meta, Token, Type, Visibility, parse_quote};

/// An attribute's name and keys.
#[derive(Default)]
pub(crate) struct Attr {
    pub(crate) name: Option<LitStr>,
    /// The lints that the type, a field or a variant allows or expects, as `allow`.
    pub(crate) allowed: Vec<Attribute>,
    pub(crate) given: Vec<Given>,
    /// True if a rule is given, even a mistaken one: the setter then returns a `Result`.
    pub(crate) has_rules: bool,
}

impl Attr {
    /// Reads the attribute of a property.
    pub(crate) fn of_prop(attr: &Attribute, errors: &mut Errors) -> Self {
        let mut this = Self::parse(attr, &PROP, errors);
        // A rule from a macro's fragment is not a token of the attribute.
        this.has_rules = names_a_rule(attr) || this.rules().next().is_some();
        this
    }

    /// Reads the one attribute of that grammar above a type. Reports it at the type's name if it is missing.
    pub(crate) fn of_type(input: &DeriveInput, grammar: &Grammar, errors: &mut Errors) -> Self {
        let has_another = another(input, grammar, errors);
        if let Some(attr) = single(&input.attrs, grammar.attribute, errors) {
            return Self { allowed: allowed(input), ..Self::parse(attr, grammar, errors) };
        }
        if !has_another {
            errors.at(&input.ident, format_args!("{} is missing above this type", grammar.example));
        }
        Self::default()
    }

    fn parse(attr: &Attribute, grammar: &Grammar, errors: &mut Errors) -> Self {
        let mut this = Self::default();
        let before = errors.count();
        parts(attr, grammar, errors, |part, input| match part {
            Part::Name(name) => {
                this.name = Some(name);
                Ok(())
            }
            Part::Key(key, at) => this.read(key, &at, input),
        });
        if let Some((keys, missing)) = grammar.needs
            && !keys.iter().any(|key| this.has(key))
            && errors.count() == before
        {
            errors.at(&attr.meta, format_args!("{missing}: {}", grammar.example));
        }
        this
    }

    fn read(&mut self, key: &'static Key, at: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
        let (value, mistake) = match key.takes {
            Some(takes) => (takes(at, input)?, Ok(())),
            None => (Value::None, value::none(at, input)),
        };
        // A fact with a value is a mistake, but the fact is meant.
        if mistake.is_ok() || !key.is_rule() {
            self.given.extend(Given::all(key, at, value));
        }
        mistake
    }

    /// The name; empty if it is missing.
    pub(crate) fn name_text(&self) -> String {
        self.name.as_ref().map(LitStr::value).unwrap_or_default()
    }

    pub(crate) fn find(&self, key: &Key) -> Option<&Given> {
        self.given.iter().find(|given| given.key.is(key))
    }

    pub(crate) fn has(&self, key: &Key) -> bool {
        self.find(key).is_some()
    }

    pub(crate) fn rules(&self) -> impl Iterator<Item = &Given> {
        self.given.iter().filter(|given| given.key.is_rule())
    }

    /// The value of a key that takes a type.
    pub(crate) fn ty(&self, key: &Key) -> Option<&Type> {
        if let Value::Type(ty) = &self.find(key)?.value { Some(ty) } else { None }
    }

    /// The values of a key that takes wire names.
    pub(crate) fn names<'a>(&'a self, key: &'a Key) -> impl Iterator<Item = &'a LitStr> {
        let given = self.given.iter().filter(move |given| given.key.is(key));
        given.filter_map(|given| if let Value::Name(name) = &given.value { Some(name) } else { None })
    }

    /// The value of a key that takes a visibility.
    pub(crate) fn vis(&self, key: &Key) -> Option<&Visibility> {
        if let Value::Vis(vis) = &self.find(key)?.value { Some(vis) } else { None }
    }

    /// The value of a key that takes a path.
    pub(crate) fn path(&self, key: &Key) -> Option<&ExprPath> {
        if let Value::Path(path) = &self.find(key)?.value { Some(path) } else { None }
    }
}

/// The lints that the user allows in the declaration: the generated code allows them too.
fn allowed(input: &DeriveInput) -> Vec<Attribute> {
    let mut attrs: Vec<_> = input.attrs.iter().collect();
    match &input.data {
        Data::Struct(data) => attrs.extend(data.fields.iter().flat_map(|field| &field.attrs)),
        Data::Enum(data) => attrs.extend(data.variants.iter().flat_map(|variant| &variant.attrs)),
        Data::Union(_) => {}
    }
    let is_level = |attr: &&Attribute| attr.path().is_ident("allow") || attr.path().is_ident("expect");
    let lints = attrs.into_iter().filter(is_level).filter_map(|attr| attr.meta.require_list().ok());
    lints.map(|list| respan(&list.tokens)).map(|lints| parse_quote!(#[allow(#lints)])).collect()
}

/// Reports another derive's attribute above the type. Returns whether there is one.
fn another(input: &DeriveInput, grammar: &Grammar, errors: &mut Errors) -> bool {
    let derive = DERIVES.iter().find(|(own, _)| own.attribute == grammar.attribute);
    let before = errors.count();
    for attr in &input.attrs {
        let found = DERIVES.iter().map(|(other, _)| other.attribute).find(|name| attr.path().is_ident(name));
        if let (Some(found), Some((_, derive))) = (found.filter(|name| *name != grammar.attribute), derive) {
            errors.at(attr.path(), format_args!("`{derive}` takes {}, not `#[{found}]`", grammar.example));
        }
    }
    errors.count() > before
}

/// Returns whether the type belongs to another derive too, whose attribute comes first. Both would write the same impls,
/// so this is reported.
pub(crate) fn is_anothers(input: &DeriveInput, grammar: &Grammar, errors: &mut Errors) -> bool {
    let is = |attr: &Attribute, grammar: &Grammar| attr.path().is_ident(grammar.attribute);
    let mut of_derives = input.attrs.iter().filter(|attr| DERIVES.iter().any(|(other, _)| is(attr, other)));
    of_derives.next().is_some_and(|first| !is(first, grammar))
        && of_derives.any(|attr| is(attr, grammar))
        && another(input, grammar, errors)
}

/// Returns whether any word of the attribute is, or is nearly, a rule's key, or is not a key but has a value.
fn names_a_rule(attr: &Attribute) -> bool {
    let Meta::List(list) = &attr.meta else { return false };
    let mut tokens = list.tokens.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        let TokenTree::Ident(word) = token else { continue };
        let word = word.to_string();
        let has_value = matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '=');
        let is_rule = match nearest(&word, PROP.all()) {
            Some(key) => key.is_rule(),
            None => has_value && !MEANT_AS_NAME.contains(&word.as_str()),
        };
        if is_rule {
            return true;
        }
    }
    false
}

/// The one attribute of that name. Reports each further one.
pub(crate) fn single<'a>(attrs: &'a [Attribute], name: &str, errors: &mut Errors) -> Option<&'a Attribute> {
    let mut found = attrs.iter().filter(|attr| attr.path().is_ident(name));
    let first = found.next();
    for another in found {
        errors.at(&another.meta, format_args!("`#[{name}]` is given twice: make it one"));
    }
    first
}

/// Reports each attribute of those names: they belong to `place`.
pub(crate) fn misplaced(attrs: &[Attribute], names: &[&str], place: &str, errors: &mut Errors) {
    for attr in attrs {
        if let Some(name) = names.iter().find(|name| attr.path().is_ident(name)) {
            errors.at(&attr.meta, format_args!("`#[{name}]` goes above {place}"));
        }
    }
}

/// Reports arguments of an attribute that takes none.
pub(crate) fn bare(attr: &Attribute, errors: &mut Errors) {
    let (tokens, name) = match &attr.meta {
        Meta::Path(_) => return,
        Meta::List(list) => (list.tokens.clone(), &list.path),
        Meta::NameValue(pair) => (quote::ToTokens::to_token_stream(&pair.value), &pair.path),
    };
    let name = name.get_ident().map(ToString::to_string).unwrap_or_default();
    if tokens.is_empty() {
        errors.at(&attr.meta, format_args!("`#[{name}]` takes nothing: write it alone"));
    } else {
        errors.at(tokens, format_args!("`#[{name}]` takes nothing: write it alone"));
    }
}

/// The name in `#[member("wire")]`.
pub(crate) fn member(attr: &Attribute, errors: &mut Errors) -> Option<LitStr> {
    let parsed = attr.parse_args_with(Punctuated::<LitStr, Token![,]>::parse_terminated).ok();
    let mut names = parsed.into_iter().flatten();
    let name = names.next().filter(|_| names.next().is_none());
    if name.is_none() {
        errors.at(&attr.meta, "expected the wire name: `#[member(\"inCall\")]`");
    }
    name
}
