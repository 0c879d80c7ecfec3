//! The kind of a property, decided by the last word of its type: a macro cannot ask for traits.

use crate::edm;
use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericArgument, PathArguments, PathSegment, Type, parse_quote};

/// The `T` of a `Prop<T>`.
pub(crate) struct Kind {
    pub(crate) ty: Type,
    pub(crate) form: Form,
    /// The result of [`ends`], which is used often and slow to find.
    pub(crate) ends: (Span, Span),
}

/// The form of a kind as it is written: decides the signatures of accessors. Rules fit by what the kind is, which only the compiler
/// knows.
pub(crate) enum Form {
    String,
    Secret,
    Binary,
    Bool,
    /// `u8` to `f64`.
    Number(&'static str),
    /// Edm's kinds that are copied: dates, `Guid`, `Decimal`.
    Edm,
    /// With the type of its items.
    Vec(Box<Type>),
    /// With the type in it.
    Box(Box<Type>),
    /// With the type behind it.
    Linked(Box<Type>),
    /// Read by reference, but not a structured type: `Flags`, untyped JSON.
    Plain,
    /// A structured type, an enumeration, or a kind added by hand.
    Other,
}

/// The run-time crate's names for one of the most frequent primitives.
pub(crate) struct Names {
    /// The variant of `Slot`.
    pub(crate) slot: &'static str,
    /// The constant for its value type.
    pub(crate) value: &'static str,
    /// The method of `Viewer`.
    pub(crate) shown: &'static str,
}

const NUMBERS: [&str; 7] = ["u8", "i8", "i16", "i32", "i64", "f32", "f64"];

impl Kind {
    /// The kind of a field of type `Prop<…>`; `None` for another type.
    pub(crate) fn of_prop(field: &Type) -> Option<Self> {
        let segment = last_segment(field)?;
        if segment.ident != "Prop" {
            return None;
        }
        // The compiler reports a `Prop` without its argument.
        let ty = only_argument(segment).cloned().unwrap_or_else(|| parse_quote!(::std::string::String));
        Some(Self::new(ty))
    }

    pub(crate) fn new(ty: Type) -> Self {
        Self { form: Form::of(&ty), ends: ends(&ty), ty }
    }

    /// The type itself or, for a box or a link, the type in it.
    pub(crate) fn unboxed(&self) -> &Type {
        if let Form::Box(inner) | Form::Linked(inner) = &self.form { inner } else { &self.ty }
    }
}

impl Form {
    fn of(ty: &Type) -> Self {
        let Some(segment) = last_segment(ty) else { return Self::Plain };
        let word = segment.ident.to_string();
        if let Some(argument) = only_argument(segment) {
            return match word.as_str() {
                "Vec" => Self::Vec(Box::new(argument.clone())),
                "Box" => Self::Box(Box::new(argument.clone())),
                "Linked" => Self::Linked(Box::new(argument.clone())),
                "Flags" => Self::Plain,
                _ => Self::Other,
            };
        }
        if let Some(number) = NUMBERS.iter().find(|number| **number == word) {
            return Self::Number(number);
        }
        match word.as_str() {
            "String" => Self::String,
            "Secret" => Self::Secret,
            "Binary" => Self::Binary,
            "bool" => Self::Bool,
            word if edm::is_copied(word) => Self::Edm,
            "Value" if is_serde_json(ty) => Self::Plain,
            _ => Self::Other,
        }
    }

    /// The run-time crate's names for it, if it has some.
    pub(crate) fn names(&self) -> Option<Names> {
        let names = |slot, value, shown| Some(Names { slot, value, shown });
        match self {
            Self::String => names("String", "STRING", "string"),
            Self::Bool => names("Bool", "BOOL", "bool"),
            Self::Number("i32") => names("I32", "I32", "i32"),
            Self::Number("i64") => names("I64", "I64", "i64"),
            Self::Number("f64") => names("F64", "F64", "f64"),
            _ => None,
        }
    }

    /// Returns whether it may contain structured values.
    pub(crate) fn may_nest(&self) -> bool {
        !matches!(self, Self::String | Self::Bool | Self::Number(_) | Self::Edm)
    }

    /// The type of a collection's items.
    pub(crate) fn items(&self) -> Option<&Type> {
        match self {
            Self::Vec(item) => Some(item),
            Self::Linked(inner) => held_in(inner, "Vec"),
            _ => None,
        }
    }

    /// Returns whether there is a `_mut`. Values that are only set as a whole have none.
    pub(crate) fn is_changed_in_place(&self) -> bool {
        matches!(self, Self::Vec(_) | Self::Box(_) | Self::Linked(_) | Self::Plain | Self::Other)
    }
}

/// The type without the invisible brackets around a `macro_rules!` fragment.
pub(crate) fn peel(mut ty: &Type) -> &Type {
    loop {
        match ty {
            Type::Group(group) => ty = &group.elem,
            Type::Paren(paren) => ty = &paren.elem,
            _ => return ty,
        }
    }
}

pub(crate) fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match peel(ty) {
        Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        _ => None,
    }
}

fn only_argument(segment: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    match (arguments.args.first(), arguments.args.len()) {
        (Some(GenericArgument::Type(ty)), 1) => Some(ty),
        _ => None,
    }
}

/// The `T` of a `Wrapper<T>`.
pub(crate) fn held_in<'a>(ty: &'a Type, wrapper: &str) -> Option<&'a Type> {
    last_segment(ty).filter(|segment| segment.ident == wrapper).and_then(only_argument)
}

/// The type in a `Box`, else the type itself.
pub(crate) fn unboxed(ty: &Type) -> &Type {
    held_in(ty, "Box").unwrap_or(ty)
}

/// The type in a `Box` or a `Vec`, else the type itself.
pub(crate) fn content(ty: &Type) -> &Type {
    held_in(ty, "Box").or_else(|| held_in(ty, "Vec")).unwrap_or(ty)
}

/// The kind to use instead of a type of std that is not a kind.
pub(crate) fn instead(ty: &Type) -> Option<Type> {
    if let Type::Reference(reference) = peel(ty) {
        return instead(&reference.elem);
    }
    if let Some(item) = held_in(ty, "Vec") {
        // OData has no collection of collections.
        if held_in(held_in(item, "Option").unwrap_or(item), "Vec").is_some() {
            return Some(parse_quote!(serde_json::Value));
        }
        let item = instead(item)?;
        return Some(parse_quote!(Vec<#item>));
    }
    if let Some(held) = ["Box", "Arc", "Rc"].iter().find_map(|pointer| held_in(ty, pointer)) {
        return is_called(held, "str").then(|| parse_quote!(String));
    }
    match last_segment(ty)?.ident.to_string().as_str() {
        "u16" => Some(parse_quote!(i32)),
        "u32" | "u64" | "u128" | "usize" | "isize" | "i128" => Some(parse_quote!(i64)),
        "char" | "str" => Some(parse_quote!(String)),
        _ => None,
    }
}

pub(crate) fn is_called(ty: &Type, name: &str) -> bool {
    last_segment(ty).is_some_and(|segment| segment.ident == name)
}

/// The `T` of a type that only refers to it: `&T`, `Box<T>`, `Option<Box<T>>` …
pub(crate) fn wrapped(ty: &Type) -> Option<&Type> {
    let held = match peel(ty) {
        Type::Reference(reference) => &*reference.elem,
        ty => ["Prop", "Option", "Box", "Linked", "Vec"].iter().find_map(|wrapper| held_in(ty, wrapper))?,
    };
    Some(wrapped(held).unwrap_or(held))
}

/// Returns whether the type is a `Vec<T>` of a type that is not wrapped itself.
pub(crate) fn is_collection(ty: &Type) -> bool {
    held_in(peel(ty), "Vec").is_some_and(|item| wrapped(item).is_none())
}

/// Returns whether the type may be structured, by its name.
pub(crate) fn may_be_structured(ty: &Type) -> bool {
    let is_foreign = |segment: &PathSegment| !segment.arguments.is_none() || segment.ident == "DynamicProperties";
    matches!(Form::of(ty), Form::Other) && last_segment(ty).is_some_and(|segment| !is_foreign(segment))
}

fn is_serde_json(ty: &Type) -> bool {
    matches!(peel(ty), Type::Path(path) if path.path.segments.iter().any(|segment| segment.ident == "serde_json"))
}

/// A span for generated tokens: placed at `at`, but known to be generated, so that lints skip it.
pub(crate) fn generated(at: Span) -> Span {
    Span::call_site().located_at(at)
}

/// The spans of the first and the last token, for generated tokens whose errors are to be shown there.
pub(crate) fn ends(tokens: impl ToTokens) -> (Span, Span) {
    let mut spans = tokens.into_token_stream().into_iter().map(|token| token.span());
    let first = spans.next().unwrap_or_else(Span::call_site);
    (generated(first), generated(spans.last().unwrap_or(first)))
}

/// The user's tokens with the spans of generated code, so that lints skip them.
pub(crate) fn respan(tokens: impl ToTokens) -> TokenStream {
    tokens
        .into_token_stream()
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), respan(group.stream()));
                inner.set_span(generated(group.span()));
                inner.into()
            }
            mut other => {
                other.set_span(generated(other.span()));
                other
            }
        })
        .collect()
}
