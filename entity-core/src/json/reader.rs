//! The reader: one pass over the text, into any type, driven by the property table.

use super::limits::Growth;
use crate::model::growth::SizeHint;
use crate::model::kind::{Fidelity, Incoming, Items, ViewMut};
use crate::model::linked::Make;
use crate::model::property::Property;
use crate::model::slot::{AnyProp, NewState};
use crate::model::value_type::ValueType;
use crate::syntax::cursor::{Cursor, Fault, MAX_DEPTH, Scan, Stopped, What};
use crate::syntax::token::Token;
use std::borrow::Cow;

/// Returns whether the text is one valid value, without white space around it.
pub(crate) fn is_value(text: &str) -> bool {
    let mut reader = Reader::new(text);
    reader.check().is_ok() && reader.cursor.pos == text.len()
}

pub(crate) struct Reader<'a> {
    pub(super) cursor: Cursor<'a>,
    pub(super) depth: u32,
    /// Ranges of undeclared members of all open objects. Each object removes its own at its end.
    pub(super) undeclared: Vec<(usize, usize)>,
    /// The bytes of memory that are left.
    pub(super) memory: usize,
    pub(super) is_limited: bool,
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(text: &'a str) -> Self {
        Self { cursor: Cursor::new(text), depth: 0, undeclared: Vec::new(), memory: usize::MAX, is_limited: false }
    }

    /// Returns a reader for a value inside an object, which may nest one level less.
    pub(crate) fn member(text: &'a str) -> Self {
        Self { depth: 1, ..Self::new(text) }
    }

    /// Checks that the text is one valid value.
    pub(crate) fn check(&mut self) -> Result<(), Fault> {
        self.cursor.skip(self.depth).map_err(|Stopped| self.why())
    }

    /// Returns the fault of a failed read.
    pub(crate) const fn why(&self) -> Fault {
        self.cursor.why()
    }

    /// Reads the whole document into a target; without a target, only checks it.
    pub(crate) fn document(&mut self, view: Option<ViewMut<'_>>) -> Scan<()> {
        self.cursor.space();
        match self.cursor.peek() {
            None => return self.cursor.empty(),
            Some(b'{') => {}
            Some(_) => {
                let at = self.cursor.pos;
                self.cursor.skip(self.depth)?;
                return self.cursor.fault_at(What::NotObject, at);
            }
        }
        match view {
            Some(view) => {
                if self.is_limited {
                    self.charge(self.cursor.text.len())?;
                }
                self.read_into(view, ValueType::Open)?;
            }
            None => self.cursor.skip(self.depth)?,
        }
        self.cursor.space();
        if self.cursor.peek().is_some() { self.cursor.fault(What::Trailing) } else { Ok(()) }
    }

    /// Returns the type name in the root's tag, wherever the tag stands.
    pub(crate) fn root_tag(&mut self) -> Scan<Option<Cow<'a, str>>> {
        self.cursor.space();
        if self.cursor.peek() != Some(b'{') {
            return Ok(None);
        }
        self.find_tag(self.cursor.pos + 1)
    }

    fn read_into(&mut self, view: ViewMut<'_>, value: ValueType) -> Scan<Fidelity> {
        match view {
            ViewMut::Node(node) => self.node(node)?,
            ViewMut::Choice(choice) => self.choice(choice)?,
            ViewMut::Items(items) => return self.items(items, value),
        }
        Ok(Fidelity::Exact)
    }

    /// Enters the array or object that opens here. Returns `false`, and has left it again, if it is empty.
    #[inline]
    pub(super) fn enter(&mut self, close: u8) -> Scan<bool> {
        if self.depth == MAX_DEPTH {
            return self.cursor.fault(What::Depth);
        }
        self.cursor.pos += 1;
        self.cursor.space();
        if self.cursor.peek() == Some(close) {
            self.cursor.pos += 1;
            return Ok(false);
        }
        self.depth += 1;
        Ok(true)
    }

    /// Reads the value here into a property. The value may be null or of the wrong kind.
    pub(crate) fn value(&mut self, prop: &mut dyn AnyProp, property: &Property) -> Scan<Fidelity> {
        let value = property.value;
        match self.cursor.peek() {
            Some(b'n') => {
                self.cursor.literal("null")?;
                prop.set(NewState::Null);
                Ok(Fidelity::Exact)
            }
            Some(b'{' | b'[') => {
                let tag = if matches!(value, ValueType::Open) { self.peek_tag()? } else { None };
                match prop.open(self.start(tag.as_deref(), SizeHint::ALONE, property.make)) {
                    Some(view) => {
                        self.charge_view(&view)?;
                        self.read_into(view, value)
                    }
                    None => Ok(prop.read(&self.leaf(value)?)),
                }
            }
            _ => Ok(prop.read(&self.leaf(value)?)),
        }
    }

    /// Describes how the value here starts.
    fn start<'t>(&self, tag: Option<&'t str>, hint: SizeHint, make: Option<Make>) -> Incoming<'t> {
        if self.cursor.peek() == Some(b'[') {
            Incoming::Array { tag, hint, make }
        } else {
            Incoming::Object { tag, hint, make }
        }
    }

    /// Returns the tag of the object here, or of the first item of the array here.
    fn peek_tag(&mut self) -> Scan<Option<Cow<'a, str>>> {
        let mut cursor = self.cursor.clone();
        if cursor.peek() == Some(b'[') {
            cursor.pos += 1;
            cursor.space();
        }
        if cursor.peek() == Some(b'{') { self.find_tag(cursor.pos + 1) } else { Ok(None) }
    }

    /// Returns the value here as text, to decode it.
    #[inline]
    fn leaf(&mut self, value: ValueType) -> Scan<Token<'a>> {
        let token = self.token()?;
        if self.is_limited {
            self.charge_leaf(value, &token)?;
        }
        Ok(token)
    }

    /// Returns the value here as text.
    #[inline]
    fn token(&mut self) -> Scan<Token<'a>> {
        let from = self.cursor.pos;
        if self.cursor.peek() == Some(b'"') {
            let escaped = self.cursor.skip_string()?;
            let raw = self.cursor.slice(from, self.cursor.pos);
            return Ok(if escaped { Token::new(raw) } else { Token::plain(raw) });
        }
        self.cursor.skip(self.depth)?;
        Ok(Token::new(self.cursor.slice(from, self.cursor.pos)))
    }

    fn items(&mut self, items: &mut dyn Items, value: ValueType) -> Scan<Fidelity> {
        let item = value.item();
        let mut fidelity = Fidelity::Exact;
        if !self.enter(b']')? {
            return Ok(fidelity);
        }
        let first = self.cursor.pos;
        let mut growth = Growth::of(item);
        loop {
            let read = match self.cursor.peek() {
                Some(b'{' | b'[') => {
                    let tag = if matches!(item, ValueType::Open) { self.peek_tag()? } else { None };
                    let hint = SizeHint { read: self.cursor.pos - first, left: self.cursor.rest().len() };
                    if self.is_limited {
                        self.charge_item(&mut growth, hint)?;
                    }
                    match items.push_item(self.start(tag.as_deref(), hint, None)) {
                        Some(view) => {
                            growth.note(&view);
                            self.read_into(view, item)?
                        }
                        None => items.push_leaf(&self.leaf(item)?),
                    }
                }
                Some(b']') => return self.cursor.fault(What::TrailingComma),
                _ => {
                    if self.is_limited {
                        self.charge_item(&mut growth, SizeHint::ALONE)?;
                    }
                    items.push_leaf(&self.leaf(item)?)
                }
            };
            if read != Fidelity::Exact {
                fidelity = Fidelity::Differs;
            }
            self.cursor.space();
            match self.cursor.peek() {
                Some(b',') => self.cursor.pos += 1,
                Some(b']') => break,
                _ => return self.cursor.fault(What::CommaOrEnd),
            }
            self.cursor.space();
        }
        self.cursor.pos += 1;
        self.depth -= 1;
        Ok(fidelity)
    }
}
