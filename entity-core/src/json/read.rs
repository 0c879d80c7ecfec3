//! The reader: one pass over the text, into any type, by its table.

use super::cursor::{Cursor, Fault, MAX_DEPTH, Scan, Str, What};
use super::token::Token;
use crate::dynamic::Tag;
use crate::node::{AnyProp, Choice, DYNAMIC, Declared, Fidelity, Fill, Items, Node, Put, SlotMut, Start};
use crate::prop::{Prop, Received};
use crate::table::{Property, ValueType};

pub(crate) struct Reader<'a> {
    cursor: Cursor<'a>,
    depth: u32,
    /// Where the undeclared members of the objects being read stand; each object takes its own off the end.
    undeclared: Vec<(usize, usize)>,
    /// How many bytes may yet be read again because a tag came late. Then tags are looked for first, so that
    /// objects nested in objects with late tags cost no more than a look for each level.
    rewinds: usize,
}

/// How far the members of one object have been read.
struct Members {
    next: usize,
    mark: usize,
    tag: Option<Tag>,
}

/// Whether to stop where the tag stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    Tag,
    End,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { cursor: Cursor::new(text), depth: 0, undeclared: Vec::new(), rewinds: text.len() }
    }

    /// Whether there is nothing to read, or null.
    pub(crate) fn is_nothing(&mut self) -> bool {
        self.cursor.space();
        let rest = self.cursor.text[self.cursor.pos..].trim_end_matches([' ', '\n', '\t', '\r']);
        rest.is_empty() || rest == "null"
    }

    /// The whole document as one value.
    pub(crate) fn document<T: Declared>(&mut self) -> Scan<T> {
        let mut value = T::EMPTY;
        let fill = value.fill();
        self.document_into(fill)?;
        Ok(value)
    }

    /// The whole document into a value without its type.
    pub(crate) fn document_into(&mut self, fill: Option<Fill<'_>>) -> Scan<()> {
        self.cursor.space();
        match self.cursor.peek() {
            None => return Err(Fault { what: What::Empty, at: self.cursor.pos }),
            Some(b'{') => {}
            Some(_) => {
                let at = self.cursor.pos;
                self.cursor.skip(0)?;
                return Err(Fault { what: What::NotObject, at });
            }
        }
        if let Some(fill) = fill {
            self.fill(fill, ValueType::Open)?;
        }
        self.cursor.space();
        if self.cursor.peek().is_some() { self.cursor.fault(What::Trailing) } else { Ok(()) }
    }

    /// The name that the root's tag gives, wherever it stands.
    pub(crate) fn root_tag(&mut self) -> Scan<Option<String>> {
        self.cursor.space();
        if self.cursor.peek() != Some(b'{') {
            return Ok(None);
        }
        self.find_tag(self.cursor.pos + 1)
    }

    fn fill(&mut self, fill: Fill<'_>, value: ValueType) -> Scan<Fidelity> {
        match fill {
            Fill::Node(node) => {
                self.enter()?;
                let mut members = Members { next: 0, mark: self.undeclared.len(), tag: None };
                self.open(node, &mut members, Until::End)?;
            }
            Fill::Choice(choice) => self.choice(choice)?,
            Fill::Items(items) => return self.items(items, value),
        }
        Ok(Fidelity::Exact)
    }

    /// Steps into the array or object that opens here.
    #[inline]
    fn enter(&mut self) -> Scan<()> {
        if self.depth == MAX_DEPTH {
            return self.cursor.fault(What::Depth);
        }
        self.depth += 1;
        self.cursor.pos += 1;
        Ok(())
    }

    /// An object of one of many types: begun as the base; where the tag names another, as that.
    fn choice(&mut self, choice: &mut dyn Choice) -> Scan<()> {
        self.enter()?;
        let from = self.cursor.pos;
        let mark = self.undeclared.len();
        let start = || Members { next: 0, mark, tag: None };
        let mut members = start();
        if self.rewinds == 0 {
            if let Some(name) = self.find_tag(from)? {
                choice.choose(&name);
            }
            return self.open(choice, &mut members, Until::End).map(|_| ());
        }
        let Some(tag) = self.open(choice, &mut members, Until::Tag)? else { return Ok(()) };
        let name = tag.decode().map(|text| type_name(&text).to_owned());
        if name.is_some_and(|name| choice.choose(&name)) && (members.next != 0 || self.undeclared.len() != mark) {
            self.rewinds = self.rewinds.saturating_sub(self.cursor.pos - from);
            self.cursor.pos = from;
            self.undeclared.truncate(mark);
            members = start();
            return self.open(choice, &mut members, Until::End).map(|_| ());
        }
        self.members(choice, &mut members, Until::End).map(|_| ())
    }

    /// The members from the opening brace on.
    #[inline]
    fn open(&mut self, node: &mut dyn Node, members: &mut Members, until: Until) -> Scan<Option<Str<'a>>> {
        self.cursor.space();
        if self.cursor.peek() == Some(b'}') {
            self.cursor.pos += 1;
            self.depth -= 1;
            return Ok(None);
        }
        self.members(node, members, until)
    }

    /// The members from here to the object's end; or to its tag, which is given, and is read when the members are read on.
    fn members(&mut self, node: &mut dyn Node, members: &mut Members, until: Until) -> Scan<Option<Str<'a>>> {
        let table = node.table();
        loop {
            let at = self.cursor.pos;
            match table.all.get(members.next) {
                // The text holds a comma before the name in quotes and the colon.
                Some(property) if self.cursor.rest().starts_with(&property.text.as_bytes()[1..]) => {
                    self.cursor.pos += property.text.len() - 1;
                    self.property(node.slot_mut(members.next), property, None, at)?;
                    members.next += 1;
                }
                _ => {
                    let name = self.cursor.name()?;
                    let text = name.decode();
                    match text.as_deref().and_then(|text| table.find(text)) {
                        Some(index) => {
                            let property = table.all[index];
                            let odd = text.as_deref().filter(|text| *text != property.name());
                            self.property(node.slot_mut(index), property, odd, at)?;
                            members.next = index + 1;
                        }
                        None if text.as_deref().is_some_and(is_tag) => {
                            if let Some(tag) = self.tag(node, members, until, at)? {
                                return Ok(Some(tag));
                            }
                        }
                        None => {
                            self.cursor.space();
                            self.cursor.skip(self.depth)?;
                            self.undeclared.push((at, self.cursor.pos));
                        }
                    }
                }
            }
            self.cursor.space();
            match self.cursor.peek() {
                Some(b',') => self.cursor.pos += 1,
                Some(b'}') => break,
                _ => return self.cursor.fault(What::CommaOrEnd),
            }
            self.cursor.space();
        }
        self.cursor.pos += 1;
        self.depth -= 1;
        self.receive(node, members);
        Ok(None)
    }

    /// The tag's value. Where it is looked for, it is given, and the cursor stands before the member again.
    fn tag(&mut self, node: &dyn Node, members: &mut Members, until: Until, at: usize) -> Scan<Option<Str<'a>>> {
        if members.tag.is_some() {
            return Err(Fault { what: What::TagTwice, at });
        }
        self.cursor.space();
        if self.cursor.peek() == Some(b'"') {
            let tag = self.cursor.string()?;
            if until == Until::Tag {
                self.cursor.pos = at;
                return Ok(Some(tag));
            }
            let table = node.table();
            let known = tag.body.strip_prefix('#') == Some(table.name) && self.cursor.slice(at, self.cursor.pos).starts_with("\"@odata.type\"");
            members.tag = Some(if known { Tag::Known(table) } else { Tag::Received(at, self.cursor.pos) });
        } else {
            self.cursor.skip(self.depth)?;
            members.tag = Some(Tag::Received(at, self.cursor.pos));
        }
        Ok(None)
    }

    /// Hands the object's tag and undeclared members over, copied once.
    #[inline]
    fn receive(&mut self, node: &mut dyn Node, members: &Members) {
        if members.tag.is_none() && self.undeclared.len() == members.mark {
            return;
        }
        if let SlotMut::Dynamic(dynamic) = node.slot_mut(DYNAMIC) {
            dynamic.receive(self.cursor.text, members.tag, &self.undeclared[members.mark..]);
        }
        self.undeclared.truncate(members.mark);
    }

    /// The type that the object's tag names, where the object's members start at `from`. The cursor stays.
    fn find_tag(&mut self, from: usize) -> Scan<Option<String>> {
        let mut cursor = Cursor { text: self.cursor.text, pos: from };
        cursor.space();
        if cursor.peek() == Some(b'}') {
            return Ok(None);
        }
        loop {
            let name = cursor.name()?;
            cursor.space();
            let value = cursor.pos;
            cursor.skip(self.depth)?;
            if name.decode().is_some_and(|name| is_tag(&name)) {
                let tag = Token::new(cursor.slice(value, cursor.pos)).as_str();
                return Ok(tag.map(|tag| type_name(&tag).to_owned()));
            }
            cursor.space();
            match cursor.peek() {
                Some(b',') => cursor.pos += 1,
                Some(b'}') => return Ok(None),
                _ => return cursor.fault(What::CommaOrEnd),
            }
            cursor.space();
        }
    }

    /// The value of a declared property. `odd` is its name where that is in another case.
    #[inline]
    fn property(&mut self, slot: SlotMut<'_>, property: &'static Property, odd: Option<&str>, at: usize) -> Scan<()> {
        self.cursor.space();
        match (slot, self.cursor.peek(), odd) {
            (SlotMut::String(prop @ Prop::Absent), Some(b'"'), None) => {
                let from = self.cursor.pos;
                match self.cursor.string()?.to_owned() {
                    Some(text) => *prop = Prop::Value(text),
                    None => prop.put(Put::Received(Received { name: None, text: self.cursor.slice(from, self.cursor.pos).into() })),
                }
                Ok(())
            }
            (SlotMut::Bool(prop @ Prop::Absent), Some(b't'), None) => {
                *prop = Prop::Value(true);
                self.cursor.literal("true")
            }
            (SlotMut::Bool(prop @ Prop::Absent), Some(b'f'), None) => {
                *prop = Prop::Value(false);
                self.cursor.literal("false")
            }
            (slot, _, odd) => match slot.prop() {
                Some(prop) => self.any(prop, property.value, odd, at),
                None => Ok(()),
            },
        }
    }

    /// The value of a property of any kind, received in any form.
    fn any(&mut self, prop: &mut dyn AnyProp, value: ValueType, odd: Option<&str>, at: usize) -> Scan<()> {
        if !prop.state().is_absent() {
            return Err(Fault { what: What::Twice, at });
        }
        let from = self.cursor.pos;
        let fidelity = self.value(prop, value)?;
        if fidelity != Fidelity::Exact || odd.is_some() {
            let text = self.cursor.slice(from, self.cursor.pos).into();
            prop.put(Put::Received(Received { name: odd.map(Into::into), text }));
        }
        Ok(())
    }

    /// The value here into a property, which may be told in other words than its text.
    pub(crate) fn value(&mut self, prop: &mut dyn AnyProp, value: ValueType) -> Scan<Fidelity> {
        match self.cursor.peek() {
            Some(b'n') => {
                self.cursor.literal("null")?;
                prop.put(Put::Null);
                Ok(Fidelity::Exact)
            }
            Some(b'{' | b'[') => {
                let tag = if matches!(value, ValueType::Open) { self.peek_tag()? } else { None };
                match prop.begin(self.start(tag.as_deref())) {
                    Some(fill) => self.fill(fill, value),
                    None => Ok(prop.decode(&self.token()?)),
                }
            }
            _ => Ok(prop.decode(&self.token()?)),
        }
    }

    fn start<'t>(&self, tag: Option<&'t str>) -> Start<'t> {
        if self.cursor.peek() == Some(b'[') { Start::Array { tag } } else { Start::Object { tag } }
    }

    /// The tag of the object here, or of the first item of the array here.
    fn peek_tag(&mut self) -> Scan<Option<String>> {
        let mut cursor = self.cursor.clone();
        if cursor.peek() == Some(b'[') {
            cursor.pos += 1;
            cursor.space();
        }
        if cursor.peek() == Some(b'{') { self.find_tag(cursor.pos + 1) } else { Ok(None) }
    }

    /// The value here as text.
    #[inline]
    fn token(&mut self) -> Scan<Token<'a>> {
        let from = self.cursor.pos;
        self.cursor.skip(self.depth)?;
        Ok(Token::new(self.cursor.slice(from, self.cursor.pos)))
    }

    fn items(&mut self, items: &mut dyn Items, value: ValueType) -> Scan<Fidelity> {
        let item = value.item();
        self.enter()?;
        self.cursor.space();
        let mut fidelity = Fidelity::Exact;
        if self.cursor.peek() == Some(b']') {
            self.cursor.pos += 1;
            self.depth -= 1;
            return Ok(fidelity);
        }
        loop {
            let read = match self.cursor.peek() {
                Some(b'{' | b'[') => {
                    let tag = if matches!(item, ValueType::Open) { self.peek_tag()? } else { None };
                    match items.begin(self.start(tag.as_deref())) {
                        Some(fill) => self.fill(fill, item)?,
                        None => items.decode(&self.token()?),
                    }
                }
                Some(b']') => return self.cursor.fault(What::TrailingComma),
                _ => items.decode(&self.token()?),
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

/// Whether a member of that name is the tag.
pub(crate) fn is_tag(name: &str) -> bool {
    name.eq_ignore_ascii_case("@odata.type") || name.eq_ignore_ascii_case("@type")
}

/// The qualified name in a tag: what follows the last `#`.
pub(crate) fn type_name(tag: &str) -> &str {
    tag.rsplit_once('#').map_or(tag, |(_, name)| name)
}
