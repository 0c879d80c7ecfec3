//! `#[prop("wire", …)]`: a property's wire name, rules and facts.

use super::{Grammar, MEANT_AS_NAME, Part, no_value, parts, peel, picked, string};
use crate::errors::Errors;
use crate::text::nearest;
use proc_macro2::TokenTree;
use syn::parse::ParseStream;
use syn::{Attribute, Expr, ExprLit, ExprPath, ExprRange, Ident, Lit, LitInt, LitStr, Meta, RangeLimits};

const PROP: Grammar = Grammar {
    attribute: "prop",
    example: "`#[prop(\"wireName\", …)]`",
    takes_name: true,
    keys: &[
        "max_len",
        "min_len",
        "range",
        "pattern",
        "max_items",
        "min_items",
        "non_null",
        "required",
        "read_only",
        "default",
        "check",
        "dynamic",
    ],
};

/// The keys that are facts; all others are rules.
const FACTS: [&str; 3] = ["read_only", "default", "dynamic"];

/// A property's attribute. A key stands for a fact that is given, and says where.
#[derive(Default)]
pub(crate) struct PropAttr {
    pub(crate) wire: Option<LitStr>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) read_only: Option<Ident>,
    pub(crate) default: Option<Ident>,
    pub(crate) dynamic: Option<Ident>,
    /// A rule is given, even if it is a mistaken one: the setter can refuse.
    pub(crate) has_rules: bool,
}

/// One rule, and the key that gives it.
pub(crate) struct Rule {
    pub(crate) key: Ident,
    pub(crate) demand: Demand,
}

/// What a rule demands.
pub(crate) enum Demand {
    MaxLen(Limit),
    MinLen(Limit),
    MaxItems(Limit),
    MinItems(Limit),
    Pattern(LitStr),
    Range(Box<(Expr, Expr)>),
    Check(ExprPath),
    NonNull,
    Required,
}

/// A whole number, and how it is written.
pub(crate) struct Limit {
    pub(crate) value: usize,
    pub(crate) literal: LitInt,
}

impl PropAttr {
    pub(crate) fn parse(attr: &Attribute, errors: &mut Errors) -> Self {
        let mut this = Self { has_rules: names_a_rule(attr), ..Self::default() };
        parts(attr, &PROP, errors, |part, input| match part {
            Part::Name(name) => {
                this.wire = Some(name);
                Ok(())
            }
            Part::Key(key) => this.set(key, input),
        });
        // A macro's fragment is no token that names a rule, but is one.
        this.has_rules |= !this.rules.is_empty();
        this
    }

    fn set(&mut self, key: Ident, input: ParseStream<'_>) -> syn::Result<()> {
        let word = key.to_string();
        if FACTS.contains(&word.as_str()) {
            // Kept even with a value behind it, which is a mistake: it is meant.
            let fact = match word.as_str() {
                "read_only" => &mut self.read_only,
                "default" => &mut self.default,
                _ => &mut self.dynamic,
            };
            return no_value(fact.insert(key), input);
        }
        let demand = Demand::parse(&word, &key, input)?;
        self.rules.push(Rule { key, demand });
        Ok(())
    }
}

impl Demand {
    fn parse(word: &str, key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(match word {
            "max_len" => Self::MaxLen(limit(key, input)?),
            "min_len" => Self::MinLen(limit(key, input)?),
            "max_items" => Self::MaxItems(limit(key, input)?),
            "min_items" => Self::MinItems(limit(key, input)?),
            "pattern" => Self::Pattern(string(key, input, "a regular expression in quotes: `pattern = \"^[0-9]+$\"`")?),
            "range" => Self::Range(range(key, input)?),
            "check" => Self::Check(check(key, input)?),
            "non_null" => {
                no_value(key, input)?;
                Self::NonNull
            }
            _ => {
                no_value(key, input)?;
                Self::Required
            }
        })
    }
}

fn limit(key: &Ident, input: ParseStream<'_>) -> syn::Result<Limit> {
    picked(key, input, &format!("a whole number, written out: `{key} = 256`"), |value| match value {
        Expr::Lit(ExprLit { lit: Lit::Int(literal), .. }) if matches!(literal.suffix(), "" | "usize") => {
            Some(Limit { value: literal.base10_parse().ok()?, literal: literal.clone() })
        }
        _ => None,
    })
}

fn check(key: &Ident, input: ParseStream<'_>) -> syn::Result<ExprPath> {
    let takes = "the path of a function, `fn(&T) -> Result<(), String>`: `check = is_valid`";
    picked(key, input, takes, |value| if let Expr::Path(path) = value { Some(path.clone()) } else { None })
}

fn range(key: &Ident, input: ParseStream<'_>) -> syn::Result<Box<(Expr, Expr)>> {
    picked(key, input, "both ends, the last one included: `range = 0..=99`", |value| match value {
        Expr::Range(ExprRange { start: Some(start), end: Some(end), limits: RangeLimits::Closed(_), .. }) => {
            Some(Box::new((peel(start).clone(), peel(end).clone())))
        }
        _ => None,
    })
}

/// Whether any word of the attribute is, or is nearly, a rule's key; or none at all, but with a value.
fn names_a_rule(attr: &Attribute) -> bool {
    let Meta::List(list) = &attr.meta else { return false };
    let mut tokens = list.tokens.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        let TokenTree::Ident(word) = token else { continue };
        let word = word.to_string();
        let has_value = matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '=');
        let is_rule = match nearest(&word, PROP.keys) {
            Some(key) => !FACTS.contains(&key),
            None => has_value && !MEANT_AS_NAME.contains(&word.as_str()),
        };
        if is_rule {
            return true;
        }
    }
    false
}
