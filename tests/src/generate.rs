//! JSON bodies for a property table, like those of services and worse.
//!
//! Always valid JSON, without a declared name given twice in an object, and at most 128 levels deep. Values within the rules
//! come from `values`.

use crate::ALL;
use crate::choices::Choices;
use entity_core::{EnumTable, Registered, StructuredType, ValueType};
use std::collections::HashSet;

/// A body for the type. The root's tag, if present, names the type, a type that derives from it, or an unknown type.
pub fn body(choices: &mut Choices<'_>, table: &'static StructuredType) -> String {
    Body { choices, out: String::new(), plain: false }.document(table)
}

/// Like [`body`], but a `serde_json::Value` can hold it: every number finite, no lone surrogate, no name twice.
pub fn plain_body(choices: &mut Choices<'_>, table: &'static StructuredType) -> String {
    Body { choices, out: String::new(), plain: true }.document(table)
}

/// Names that no type declares.
const NAMES: &[&str] = &[
    "more",
    "more",
    "",
    "é",
    "a\\\"b",
    "~/",
    "@odata.context",
    "@odata.id",
    "value@odata.count",
    "status@odata.type",
    "\\u0000",
    "aVeryLongNameThatNoTypeDeclaresInAnyCase",
    "\\ud800",
];

const TEXTS: &[&str] = &[
    r#""""#,
    r#""a""#,
    r#""running""#,
    r#""é🎵""#,
    r#""\u0041\/\n\t\"\\""#,
    r#""\ud83c\udfb5""#,
    r##""#""##,
    r##""#microsoft.graph.call""##,
    r#""\u0000\u001f\u007f""#,
    r#""Lorem ipsum dolor sit amet, consetetur sadipscing elitr, sed diam nonumy eirmod tempor invidunt""#,
    r#""null""#,
    r#""\ud800""#,
];
const TRUTHS: &[&str] = &["true", "false", r#""true""#, r#""False""#];
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "5",
    "127",
    "128",
    "-129",
    "255",
    "256",
    "32768",
    "2147483647",
    "2147483648",
    "-2147483649",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551616",
    r#""5""#,
    r#""-0""#,
    "-0",
    "1.0",
    "0.5",
    "1.50",
    "-1E-2",
    "1e2",
    "5e-324",
    "0.1000000000000000055",
    "3.5e38",
    "16777217",
    r#""INF""#,
    r#""-INF""#,
    r#""NaN""#,
    r#""1.5""#,
    "0.10",
    r#""0.10""#,
    "79228162514264337593543950336",
    "1e-30",
    "1e400",
];
/// Texts that a `serde_json::Value` cannot hold.
const UNFIT: &[&str] = &[
    r#""\ud800""#,
    "-0",
    "1e400",
    "1e-30",
    "5e-324",
    "3.5e38",
    "0.1000000000000000055",
    "18446744073709551616",
    "79228162514264337593543950336",
];
const MOMENTS: &[&str] = &[
    r#""2024-05-06T07:08:09Z""#,
    r#""2024-05-06T07:08:09.1234567+02:00""#,
    r#""2024-05-06T07:08:09.000Z""#,
    r#""0001-01-01T00:00:00Z""#,
    r#""9999-12-31T23:59:59.9999999Z""#,
    r#""2024-05-06""#,
    r#""2024-02-30""#,
    r#""07:08:09""#,
    r#""07:08:09.5000000""#,
    r#""24:00:00""#,
    r#""PT5M""#,
    r#""P1DT2H3M4.5S""#,
    r#""-PT0S""#,
    r#""P1Y""#,
    r#""PT0.000000001S""#,
    r#""P106751991167DT1H""#,
];
const IDS: &[&str] = &[
    r#""0fe0623f-d628-42ed-b4bd-8ac290072cc5""#,
    r#""0FE0623F-D628-42ED-B4BD-8AC290072CC5""#,
    r#""AQID""#,
    r#""AQI=""#,
    r#""AQI""#,
    r#""-_8""#,
    r#""_w""#,
    r#""A""#,
];
const LISTS: [&[&str]; 5] = [TEXTS, TRUTHS, NUMBERS, MOMENTS, IDS];

struct Body<'c, 'b> {
    choices: &'c mut Choices<'b>,
    out: String,
    plain: bool,
}

impl Body<'_, '_> {
    fn document(mut self, table: &'static StructuredType) -> String {
        self.space();
        self.object(table, 1);
        self.space();
        self.out
    }

    fn space(&mut self) {
        if self.choices.one_in(12) {
            self.out.push_str(self.choices.pick(&[" ", "\n", "\r\n\t", "   "]));
        }
    }

    /// An object of the type or one that derives from it, `level` deep.
    fn object(&mut self, table: &'static StructuredType, level: usize) {
        let tagged = self.tagged(table);
        let declared = match tagged {
            Some(Tag::Of(type_)) if type_.derives_from(table) => type_,
            _ => table,
        };
        let count = if level > 5 { 0 } else { self.choices.below(9) };
        let tag_at = self.choices.below(count + 1);
        let mut names = HashSet::new();
        self.out.push('{');
        let open = self.out.len();
        for at in 0..=count {
            if let Some(tag) = tagged.filter(|_| at == tag_at) {
                self.comma(open);
                self.tag(tag);
            }
            if at < count {
                self.member(declared, level, open, &mut names);
            }
        }
        self.space();
        self.out.push('}');
    }

    fn comma(&mut self, open: usize) {
        self.space();
        if self.out[open..].bytes().any(|byte| !byte.is_ascii_whitespace()) {
            self.out.push(',');
            self.space();
        }
    }

    fn tagged(&mut self, table: &'static StructuredType) -> Option<Tag> {
        if !self.choices.one_in(2) {
            return None;
        }
        let related: Vec<_> =
            ALL.iter().map(Registered::structured_type).filter(|type_| type_.derives_from(table)).collect();
        match self.choices.below(related.len() + 2) {
            0 => Some(Tag::Of(table)),
            1 => Some(Tag::Unknown),
            at => related.get(at - 2).map(|type_| Tag::Of(type_)),
        }
    }

    fn tag(&mut self, tag: Tag) {
        let name = match tag {
            Tag::Of(table) => table.name(),
            Tag::Unknown => "contoso.unknown",
        };
        let key = self.choices.pick(&[
            "@odata.type",
            "@odata.type",
            "@odata.type",
            "@type",
            "@Odata.Type",
            "\\u0040odata.type",
        ]);
        let mark = self.choices.pick(&["#", "#", "", "https://example.com#", "\\u0023"]);
        self.out.push_str(&format!("\"{key}\":"));
        self.space();
        self.out.push_str(&format!("\"{mark}{name}\""));
    }

    /// A member, unless the object has its name. An undeclared name may come again, except in a plain body.
    fn member(&mut self, table: &'static StructuredType, level: usize, open: usize, names: &mut HashSet<String>) {
        let other = if self.choices.one_in(6) { self.other_name() } else { None };
        let declared = table.properties().len();
        let property = match other {
            None if declared > 0 => table.properties().nth(self.choices.below(declared)),
            _ => None,
        };
        let name = property.map(entity_core::Property::name).or(other).unwrap_or("more");
        let fresh = names.insert(name.to_lowercase());
        if !fresh && (self.plain || property.is_some() || !NAMES.contains(&name)) || self.plain && name.contains("\\ud")
        {
            return;
        }
        self.comma(open);
        self.name(name, property.is_some());
        self.space();
        self.out.push(':');
        self.space();
        match property {
            Some(property) => self.value(property.value_type(), level),
            None => self.any(level),
        }
    }

    /// An undeclared name, or one that another type declares.
    fn other_name(&mut self) -> Option<&'static str> {
        if !self.choices.one_in(2) {
            return Some(self.choices.pick(NAMES));
        }
        let type_ = ALL.iter().nth(self.choices.below(ALL.iter().count()))?.structured_type();
        let properties = type_.properties().len();
        type_.properties().nth(self.choices.below(properties)).map(entity_core::Property::name)
    }

    fn name(&mut self, name: &str, declared: bool) {
        self.out.push('"');
        let odd = if declared { self.choices.byte() } else { 0 };
        match name.chars().next() {
            Some(first) if odd > 245 => {
                self.out.push_str(&format!("\\u{:04x}{}", u32::from(first), &name[first.len_utf8()..]));
            }
            _ if odd > 235 => self.out.push_str(&name.to_ascii_uppercase()),
            _ if odd > 225 => self.out.push_str(&name.to_ascii_lowercase()),
            _ => self.out.push_str(name),
        }
        self.out.push('"');
    }

    fn value(&mut self, value: ValueType, level: usize) {
        match self.choices.byte() {
            250.. => return self.any(level),
            240.. => return self.out.push_str("null"),
            _ => {}
        }
        match value {
            ValueType::Primitive(primitive) => self.primitive(primitive.name(), level),
            ValueType::Enum(table) => {
                let text = self.enum_member(table);
                self.out.push_str(&format!("\"{text}\""));
            }
            ValueType::Flags(table) => {
                let members: Vec<_> = (0..self.choices.below(4)).map(|_| self.enum_member(table)).collect();
                let comma = self.choices.pick(&[",", ",", ", "]);
                self.out.push_str(&format!("\"{}\"", members.join(comma)));
            }
            ValueType::Structured(table) | ValueType::OneOf(table) => self.object(table().0, level + 1),
            ValueType::Collection(item) | ValueType::NullableCollection(item) => {
                let count = if level > 5 { 0 } else { self.choices.below(4) };
                self.array(count, |body| body.value(*item, level + 1));
            }
            _ => self.any(level),
        }
    }

    fn array(&mut self, count: usize, mut item: impl FnMut(&mut Self)) {
        self.out.push('[');
        for at in 0..count {
            if at > 0 {
                self.out.push(',');
            }
            self.space();
            item(self);
            self.space();
        }
        self.out.push(']');
    }

    fn enum_member(&mut self, table: &'static EnumTable) -> String {
        let member = if table.members().is_empty() { "" } else { self.choices.pick(table.members()) };
        match self.choices.byte() {
            250.. => "unheardOf".to_owned(),
            240.. => member.to_ascii_uppercase(),
            230.. => format!("{}{}", member[..1].to_ascii_uppercase(), &member[1..]),
            _ => member.to_owned(),
        }
    }

    fn primitive(&mut self, name: &str, level: usize) {
        match name {
            "Edm.Boolean" => self.scalar(TRUTHS),
            "Edm.Byte" | "Edm.SByte" | "Edm.Int16" | "Edm.Int32" | "Edm.Int64" | "Edm.Single" | "Edm.Double"
            | "Edm.Decimal" => {
                self.scalar(NUMBERS);
            }
            "Edm.DateTimeOffset" | "Edm.Date" | "Edm.TimeOfDay" | "Edm.Duration" => self.scalar(MOMENTS),
            "Edm.Guid" | "Edm.Binary" => self.scalar(IDS),
            "Edm.Untyped" => self.any(level),
            _ => self.scalar(TEXTS),
        }
    }

    fn scalar(&mut self, list: &[&str]) {
        let text = self.choices.pick(list);
        let unfit = self.plain && UNFIT.contains(&text);
        self.out.push_str(if unfit { "0" } else { text });
    }

    /// Any value, inside `level` levels.
    fn any(&mut self, level: usize) {
        match self.choices.byte() {
            0..200 => {
                let list = self.choices.pick(&LISTS);
                self.scalar(list);
            }
            200..210 => {
                let most = if self.plain { 100 } else { 128 };
                let deep = self.choices.pick(&[1, 8, most - level]);
                self.out.push_str(&"[".repeat(deep));
                self.out.push_str(&"]".repeat(deep));
            }
            _ if level > 6 => self.out.push_str("{}"),
            210..230 => {
                let count = self.choices.below(4);
                self.array(count, |body| body.any(level + 1));
            }
            _ => {
                let table = ALL.iter().nth(self.choices.below(ALL.iter().count())).map(Registered::structured_type);
                self.object(table.unwrap_or_else(|| unreachable!("there are types")), level + 1);
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Tag {
    Of(&'static StructuredType),
    Unknown,
}
