//! The reader: one pass over the text, into any type, by its table.

use super::cursor::{Cursor, Fault, MAX_DEPTH, Scan, Str, What, unescape};
use super::token::Token;
use crate::dynamic::Tag;
use crate::node::{AnyProp, Choice, DYNAMIC, Declared, Fidelity, Fill, Items, Node, Put, SlotMut, Start};
use crate::prop::{Prop, Received};
use crate::table::{Property, ValueType};
use std::borrow::Cow;

pub(crate) struct Reader<'a> {
    cursor: Cursor<'a>,
    depth: u32,
    /// Where the undeclared members of the objects being read stand; each object takes its own off the end.
    undeclared: Vec<(usize, usize)>,
}

/// How far the members of one object have been read.
struct Members {
    /// The property to expect, since most come in the order of declaration.
    next: usize,
    /// Which of the first 64 properties have been read; of the others, their state tells.
    seen: u64,
    /// Where the object's undeclared members start.
    mark: usize,
    tag: Option<Tag>,
}

impl Members {
    const fn from(mark: usize) -> Self {
        Self { next: 0, seen: 0, mark, tag: None }
    }

    /// Whether the property was read before; it is now.
    #[inline]
    fn see(&mut self, node: &dyn Node, index: usize) -> bool {
        if index >= 64 {
            return !node.slot(index).state().is_absent();
        }
        let bit = 1 << index;
        let seen = self.seen & bit != 0;
        self.seen |= bit;
        seen
    }
}

/// A declared member whose value is next.
struct Member<'n> {
    property: &'static Property,
    index: usize,
    /// Its name, where that is in another case.
    odd: Option<&'n str>,
    /// Where it starts.
    at: usize,
}

/// Whether to stop where the tag stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    Tag,
    End,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { cursor: Cursor::new(text), depth: 0, undeclared: Vec::new() }
    }

    /// Why the reader stopped.
    pub(crate) const fn why(&self) -> Fault {
        self.cursor.why()
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
            None => return self.cursor.empty(),
            Some(b'{') => {}
            Some(_) => {
                let at = self.cursor.pos;
                self.cursor.skip(0)?;
                return self.cursor.fault_at(What::NotObject, at);
            }
        }
        if let Some(fill) = fill {
            self.fill(fill, ValueType::Open)?;
        }
        self.cursor.space();
        if self.cursor.peek().is_some() { self.cursor.fault(What::Trailing) } else { Ok(()) }
    }

    /// The name that the root's tag gives, wherever it stands.
    pub(crate) fn root_tag(&mut self) -> Scan<Option<Cow<'a, str>>> {
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
                let mut members = Members::from(self.undeclared.len());
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

    /// An object of one of many types: begun as the base; from the tag on, as what that names.
    fn choice(&mut self, choice: &mut dyn Choice) -> Scan<()> {
        self.enter()?;
        let mut members = Members::from(self.undeclared.len());
        let Some((tag, at)) = self.open(choice.held(), &mut members, Until::Tag)? else { return Ok(()) };
        let late = members.seen != 0 || members.next != 0 || self.undeclared.len() != members.mark;
        let chosen = tag.decode().is_some_and(|tag| choice.choose(type_name(&tag), late));
        let node = choice.held();
        members.tag = Some(self.tag_of(node, tag.body, at));
        if chosen && late {
            self.declared_after_all(node, &mut members)?;
        }
        if self.more()? {
            self.members(node, &mut members, Until::End)?;
        } else {
            self.receive(node, &members);
        }
        Ok(())
    }

    /// Reads the members that were passed because only the type that a late tag named declares them. Nothing else is
    /// read twice, so that late tags at every level cost no more than a look for each level.
    fn declared_after_all(&mut self, node: &mut dyn Node, members: &mut Members) -> Scan<()> {
        let table = node.table();
        let resume = self.cursor.pos;
        let passed = self.undeclared.split_off(members.mark);
        for (at, end) in passed {
            self.cursor.pos = at;
            let name = self.cursor.name()?.decode();
            match name.as_deref().and_then(|name| table.find(name)) {
                Some(index) => {
                    let odd = name.as_deref().filter(|name| !table.all[index].is_named(name));
                    self.property(node, members, &Member { property: table.all[index], index, odd, at })?;
                }
                None => self.undeclared.push((at, end)),
            }
        }
        self.cursor.pos = resume;
        Ok(())
    }

    /// The members from the opening brace on.
    #[inline]
    fn open(&mut self, node: &mut dyn Node, members: &mut Members, until: Until) -> Scan<Option<(Str<'a>, usize)>> {
        self.cursor.space();
        if self.cursor.peek() == Some(b'}') {
            self.cursor.pos += 1;
            self.depth -= 1;
            return Ok(None);
        }
        self.members(node, members, until)
    }

    /// The members from here to the object's end; or to behind its tag, which is given with the place of its member.
    fn members(&mut self, node: &mut dyn Node, members: &mut Members, until: Until) -> Scan<Option<(Str<'a>, usize)>> {
        let table = node.table();
        loop {
            let at = self.cursor.pos;
            if let Some(property) = table.all.get(members.next)
                && property.starts(self.cursor.rest())
            {
                self.cursor.pos += property.text.len() - 1;
                let index = members.next;
                members.next = index + 1;
                self.property(node, members, &Member { property, index, odd: None, at })?;
            } else if let Some(tag) = self.other_member(node, members, until, at)? {
                return Ok(Some((tag, at)));
            }
            if !self.more()? {
                break;
            }
        }
        self.receive(node, members);
        Ok(None)
    }

    /// Past the comma to the next member, or past the object's end.
    #[inline]
    fn more(&mut self) -> Scan<bool> {
        let mut next = self.cursor.peek();
        if !matches!(next, Some(b',' | b'}')) {
            self.cursor.space();
            next = self.cursor.peek();
        }
        match next {
            Some(b',') => {
                self.cursor.pos += 1;
                self.cursor.space();
                Ok(true)
            }
            Some(b'}') => {
                self.cursor.pos += 1;
                self.depth -= 1;
                Ok(false)
            }
            _ => self.cursor.fault(What::CommaOrEnd),
        }
    }

    /// A member that is not the property expected: another one, the tag, or undeclared.
    fn other_member(
        &mut self,
        node: &mut dyn Node,
        members: &mut Members,
        until: Until,
        at: usize,
    ) -> Scan<Option<Str<'a>>> {
        let table = node.table();
        let name = self.cursor.name()?;
        let text = name.decode();
        let text = text.as_deref();
        let is_tag = text.is_some_and(is_tag);
        if let Some(index) = text.filter(|_| !is_tag).and_then(|text| table.find(text)) {
            let odd = text.filter(|text| !table.all[index].is_named(text));
            members.next = index + 1;
            self.property(node, members, &Member { property: table.all[index], index, odd, at })?;
            return Ok(None);
        }
        self.cursor.space();
        if is_tag {
            if members.tag.is_some() {
                return self.cursor.fault_at(What::TagTwice, at);
            }
            if self.cursor.peek() == Some(b'"') {
                let tag = self.cursor.string()?;
                if until == Until::Tag {
                    return Ok(Some(tag));
                }
                members.tag = Some(self.tag_of(node, tag.body, at));
            } else {
                self.cursor.skip(self.depth)?;
                members.tag = Some(Tag::Received(at, self.cursor.pos, None));
            }
        } else {
            self.cursor.skip(self.depth)?;
            self.undeclared.push((at, self.cursor.pos));
        }
        Ok(None)
    }

    /// The tag that was read from `at` to here: what the node's type would write, or a text to keep.
    fn tag_of(&self, node: &dyn Node, body: &str, at: usize) -> Tag {
        let table = node.table();
        let usual = self.cursor.slice(at, self.cursor.pos).starts_with("\"@odata.type\"");
        if usual && body.strip_prefix('#') == Some(table.name) {
            Tag::Known(table)
        } else {
            let named = unescape(body);
            let own = named.as_deref().is_some_and(|tag| type_name(tag) == table.name);
            Tag::Received(at, self.cursor.pos, own.then_some(table))
        }
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
    fn find_tag(&mut self, from: usize) -> Scan<Option<Cow<'a, str>>> {
        let mut cursor = Cursor::at(self.cursor.text, from);
        let tag = self.tag_from(&mut cursor);
        if tag.is_err() {
            self.cursor = cursor;
        }
        tag
    }

    fn tag_from(&self, cursor: &mut Cursor<'a>) -> Scan<Option<Cow<'a, str>>> {
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
                return Ok(match Token::new(cursor.slice(value, cursor.pos)).as_str() {
                    Some(Cow::Borrowed(tag)) => Some(Cow::Borrowed(type_name(tag))),
                    Some(Cow::Owned(tag)) => Some(Cow::Owned(type_name(&tag).to_owned())),
                    None => None,
                });
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

    /// The value of a declared property.
    #[inline]
    fn property(&mut self, node: &mut dyn Node, members: &mut Members, member: &Member<'_>) -> Scan<()> {
        let Member { property, index, odd, at } = *member;
        if members.see(node, index) {
            return self.cursor.fault_at(What::Twice, at);
        }
        let mut slot = node.slot_mut(index);
        self.cursor.space();
        if odd.is_none() && self.primitive(&mut slot)? {
            return Ok(());
        }
        let from = self.cursor.pos;
        let Some(prop) = slot.prop() else { return Ok(()) };
        let fidelity = self.value(prop, property.value)?;
        if fidelity != Fidelity::Exact || odd.is_some() {
            let text = self.cursor.slice(from, self.cursor.pos).into();
            prop.put(Put::Received(Received { name: odd.map(Into::into), text }));
        }
        Ok(())
    }

    /// The most frequent primitives in their usual form. Whether it was one; the cursor stays where not.
    #[inline]
    fn primitive(&mut self, slot: &mut SlotMut<'_>) -> Scan<bool> {
        let from = self.cursor.pos;
        let Some(first) = self.cursor.peek() else { return Ok(false) };
        let number = first == b'-' || first.is_ascii_digit();
        let read = match slot {
            SlotMut::String(prop) if first == b'"' => {
                let escaped = self.cursor.skip_string()?;
                let body = self.cursor.slice(from + 1, self.cursor.pos - 1);
                if !escaped {
                    **prop = Prop::Value(body.to_owned());
                    return Ok(true);
                }
                set(prop, unescape(body))
            }
            SlotMut::Bool(prop) if first == b't' => {
                self.cursor.literal("true")?;
                set(prop, Some(true))
            }
            SlotMut::Bool(prop) if first == b'f' => {
                self.cursor.literal("false")?;
                set(prop, Some(false))
            }
            SlotMut::I32(prop) if number => set(prop, integer(self.cursor.number()?)),
            SlotMut::I64(prop) if number => set(prop, integer(self.cursor.number()?)),
            SlotMut::F64(prop) if number => set(prop, usual_float(self.cursor.number()?)),
            _ => false,
        };
        if !read {
            self.cursor.pos = from;
        }
        Ok(read)
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
    fn peek_tag(&mut self) -> Scan<Option<Cow<'a, str>>> {
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

#[inline]
fn set<T>(prop: &mut Prop<T>, value: Option<T>) -> bool {
    match value {
        Some(value) => {
            *prop = Prop::Value(value);
            true
        }
        None => false,
    }
}

/// A whole number that is written as it is here.
#[inline]
fn integer<T: std::str::FromStr>(text: &str) -> Option<T> {
    if text == "-0" { None } else { text.parse().ok() }
}

/// A double that is surely written as it is here: the shortest text of one has up to 15 digits, and no exponent in this range.
#[inline]
fn usual_float(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.')?;
    let shortest = fraction == "0" || !fraction.ends_with('0');
    let large = !whole.starts_with('0') || !fraction.starts_with("00");
    let few = digits.len() <= 16 && !fraction.bytes().any(|byte| byte == b'e' || byte == b'E');
    if shortest && large && few { text.parse().ok() } else { None }
}

/// Whether a member of that name is the tag.
#[inline]
pub(crate) fn is_tag(name: &str) -> bool {
    name.starts_with('@')
        && (name == "@odata.type" || name.eq_ignore_ascii_case("@odata.type") || name.eq_ignore_ascii_case("@type"))
}

/// The qualified name in a tag: what follows the last `#`.
#[inline]
pub(crate) fn type_name(tag: &str) -> &str {
    match tag.bytes().rposition(|byte| byte == b'#') {
        Some(at) => &tag[at + 1..],
        None => tag,
    }
}
