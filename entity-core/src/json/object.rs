//! Objects: the loop over their members.

use super::fast::{Next, next_member};
use super::reader::Reader;
use super::tags::Tagged;
use crate::json::fast::{expected, primitive};
use crate::model::dynamic::Tag;
use crate::model::kind::Fidelity;
use crate::model::node::{Choice, Node};
use crate::model::prop::Received;
use crate::model::property::Property;
use crate::model::slot::{DYNAMIC, NewState, SlotMut};
use crate::syntax::cursor::{Scan, What};
use crate::syntax::scan::{after_spaces, byte};
use crate::syntax::strings::Str;
use crate::syntax::tag::{is_tag, type_name};

/// Progress within one object.
struct Progress {
    /// Index of the property expected next: most members come in the order of declaration.
    next: usize,
    /// No property from this index on has been read.
    unread: usize,
    /// Index of the object's first undeclared member in the reader's list.
    first_undeclared: usize,
    tag: Option<Tag>,
    /// A name in another case came before the tag: it waits, because the type that the tag names may declare it exactly.
    has_waiting: bool,
}

impl Progress {
    const fn from(first_undeclared: usize) -> Self {
        Self { next: 0, unread: 0, first_undeclared, tag: None, has_waiting: false }
    }

    /// Marks the property as read. Returns whether it was read before: then it is not absent.
    #[inline]
    fn see(&mut self, index: usize, slot: &SlotMut<'_>) -> bool {
        if index < self.unread {
            return !slot.is_absent();
        }
        self.unread = index + 1;
        false
    }
}

/// A declared member, positioned before its value.
struct Member<'n> {
    property: &'static Property,
    index: usize,
    /// The received name, if its case differs.
    odd: Option<&'n str>,
    /// Offset of the name.
    at: usize,
    /// Offset behind the colon.
    from: usize,
}

/// The point at which the member loop stops: behind the tag, or at the end of the object.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    Tag,
    End,
}

impl<'a> Reader<'a> {
    /// Reads an object of one type.
    pub(super) fn node(&mut self, node: &mut dyn Node) -> Scan<()> {
        if !self.enter(b'}')? {
            return Ok(());
        }
        let mut progress = Progress::from(self.undeclared.len());
        if let Some(tag) = self.usual_tag() {
            progress.tag = Some(self.usual_tag_of(node, tag));
            return self.rest(node, &mut progress);
        }
        self.members(node, &mut progress, Until::End)?;
        Ok(())
    }

    /// Reads the members that follow a tag.
    #[inline]
    fn rest(&mut self, node: &mut dyn Node, progress: &mut Progress) -> Scan<()> {
        match self.more(self.cursor.pos)? {
            Some(next) => {
                self.cursor.pos = next;
                self.members(node, progress, Until::End)?;
            }
            None => self.receive(node, progress),
        }
        Ok(())
    }

    /// Reads an object of a `OneOf`: starts with the base type and continues with the type that the tag names.
    pub(super) fn choice(&mut self, choice: &mut dyn Choice) -> Scan<()> {
        if !self.enter(b'}')? {
            return Ok(());
        }
        let mut progress = Progress::from(self.undeclared.len());
        let Some(tag) = self.usual_tag() else { return self.late_choice(choice, &mut progress) };
        choice.__choose(type_name(tag.body), false);
        let node = choice.__held();
        self.charge_held(node)?;
        progress.tag = Some(self.usual_tag_of(node, tag));
        self.rest(node, &mut progress)
    }

    /// Reads an object of a `OneOf` whose tag comes late, is missing, or is not in the form of [`Self::usual_tag`].
    fn late_choice(&mut self, choice: &mut dyn Choice, progress: &mut Progress) -> Scan<()> {
        let first = self.cursor.pos;
        let Some(tagged) = self.members(choice.__held(), progress, Until::Tag)? else { return Ok(()) };
        let late = tagged.at != first;
        let known = choice.__held().table().all.len();
        let chosen = tagged.body.decode().is_some_and(|tag| choice.__choose(type_name(&tag), late));
        let node = choice.__held();
        self.charge_held(node)?;
        progress.tag = Some(self.tag_of(node, tagged));
        if (chosen && late) || progress.has_waiting {
            progress.has_waiting = false;
            self.declared_after_all(node, progress, known)?;
        }
        self.rest(node, progress)
    }

    /// Reads skipped members that only the type named by a late tag declares. Nothing else is read twice, so late tags at every level
    /// cost one look for each level. The first `next` properties belong to the base.
    fn declared_after_all(&mut self, node: &mut dyn Node, progress: &mut Progress, mut next: usize) -> Scan<()> {
        let table = node.table();
        let resume = self.cursor.pos;
        let mut kept = progress.first_undeclared;
        // Nested objects remove their own entries from the list again.
        for passed in progress.first_undeclared..self.undeclared.len() {
            let (at, end) = self.undeclared[passed];
            self.cursor.pos = at;
            if let Some((index, property)) = expected(table.all, next, self.cursor.rest()) {
                next = index + 1;
                let from = at + property.wire_name.len_with_colon();
                self.declared_cold(node, progress, &Member { property, index, odd: None, at, from })?;
                continue;
            }
            let name = self.cursor.name()?.decode();
            let name = name.as_deref();
            if let Some((index, exact)) = name.and_then(|name| table.look_up(name.as_bytes())) {
                let (odd, from) = (name.filter(|_| !exact), self.cursor.pos);
                self.declared_cold(node, progress, &Member { property: &table.all[index], index, odd, at, from })?;
            } else {
                self.undeclared[kept] = (at, end);
                kept += 1;
            }
        }
        self.undeclared.truncate(kept);
        self.cursor.pos = resume;
        Ok(())
    }

    /// Reads members up to the object's end, or up to and including its tag, which is returned.
    ///
    /// The position lives in a local variable, not in the cursor. This makes the loop fast.
    fn members(&mut self, node: &mut dyn Node, progress: &mut Progress, until: Until) -> Scan<Option<Tagged<'a>>> {
        let text = self.cursor.text;
        let table = node.table();
        let mut at = self.cursor.pos;
        loop {
            let end = match next_member(table, progress.next, text, at) {
                Next::Declared(index, property) => {
                    progress.next = index + 1;
                    let from = at + property.wire_name.len_with_colon();
                    self.declared(node, progress, &Member { property, index, odd: None, at, from })?
                }
                Next::Undeclared(from) => self.undeclared(at, from)?,
                Next::Unclear => {
                    self.cursor.pos = at;
                    if let Some(tagged) = self.other_member(node, progress, until)? {
                        return Ok(Some(tagged));
                    }
                    self.cursor.pos
                }
            };
            at = match byte(text, end) {
                b',' if byte(text, end + 1) == b'"' => end + 1,
                b'}' => {
                    self.leave(end + 1);
                    break;
                }
                _ => match self.more(end)? {
                    Some(next) => next,
                    None => break,
                },
            };
        }
        if progress.has_waiting {
            // The object has ended, and its depth with it.
            self.depth += 1;
            self.declared_after_all(node, progress, 0)?;
            self.depth -= 1;
        }
        self.receive(node, progress);
        Ok(None)
    }

    /// Notes the undeclared member that starts at `at`, with its value from `from` on. Returns its end.
    fn undeclared(&mut self, at: usize, from: usize) -> Scan<usize> {
        self.cursor.pos = from;
        self.cursor.space();
        match self.cursor.plain_string() {
            Some((_, end)) => self.cursor.pos = end,
            None => self.cursor.skip(self.depth)?,
        }
        self.charge_place()?;
        self.undeclared.push((at, self.cursor.pos));
        Ok(self.cursor.pos)
    }

    /// Returns the start of the next member, or `None` at the end of the object, with the cursor behind it.
    fn more(&mut self, end: usize) -> Scan<Option<usize>> {
        let text = self.cursor.text;
        let at = after_spaces(text, end);
        match byte(text, at) {
            b',' => Ok(Some(after_spaces(text, at + 1))),
            b'}' => {
                self.leave(at + 1);
                Ok(None)
            }
            _ => self.cursor.fault_at(What::CommaOrEnd, at),
        }
    }

    /// Leaves the object that ends at `end`.
    #[inline]
    fn leave(&mut self, end: usize) {
        self.cursor.pos = end;
        self.depth -= 1;
    }

    /// Reads a member other than the expected property: another property, the tag, or an undeclared member.
    fn other_member(&mut self, node: &mut dyn Node, progress: &mut Progress, until: Until) -> Scan<Option<Tagged<'a>>> {
        let at = self.cursor.pos;
        if progress.tag.is_none()
            && let Some(tag) = self.usual_tag()
        {
            if until == Until::Tag {
                return Ok(Some(Tagged { at, usual: true, body: Str { body: tag.body, escaped: false } }));
            }
            progress.tag = Some(self.usual_tag_of(node, tag));
            return Ok(None);
        }
        let table = node.table();
        let name = self.cursor.name()?;
        let text = name.decode();
        let text = text.as_deref();
        let is_tag = text.is_some_and(is_tag);
        let found = text.filter(|_| !is_tag).and_then(|text| table.look_up(text.as_bytes()));
        let waits = until == Until::Tag && found.is_some_and(|(_, exact)| !exact);
        progress.has_waiting |= waits;
        if let Some((index, exact)) = found.filter(|_| !waits) {
            progress.next = index + 1;
            let (odd, from) = (text.filter(|_| !exact), self.cursor.pos);
            self.cursor.pos =
                self.declared_cold(node, progress, &Member { property: &table.all[index], index, odd, at, from })?;
            return Ok(None);
        }
        self.cursor.space();
        if !is_tag {
            self.cursor.pos = self.undeclared(at, self.cursor.pos)?;
            return Ok(None);
        }
        if progress.tag.is_some() {
            return self.cursor.fault_at(What::TagTwice, at);
        }
        if self.cursor.peek() != Some(b'"') {
            self.cursor.skip(self.depth)?;
            progress.tag = Some(Tag::Received(at, self.cursor.pos, None));
            return Ok(None);
        }
        let usual = self.cursor.slice(at, self.cursor.pos).starts_with("\"@odata.type\"");
        let tagged = Tagged { at, usual, body: self.cursor.string()? };
        if until == Until::Tag {
            return Ok(Some(tagged));
        }
        progress.tag = Some(self.tag_of(node, tagged));
        Ok(None)
    }

    /// Moves the tag and the undeclared members into the node, in one copy.
    #[inline]
    fn receive(&mut self, node: &mut dyn Node, progress: &Progress) {
        if progress.tag.is_none() && self.undeclared.len() == progress.first_undeclared {
            return;
        }
        if let SlotMut::Dynamic(dynamic) = node.slot_mut(DYNAMIC) {
            dynamic.receive(self.cursor.text, progress.tag, &self.undeclared[progress.first_undeclared..]);
        }
        self.undeclared.truncate(progress.first_undeclared);
    }

    /// Like [`Self::declared`], outside the hot loop.
    #[inline(never)]
    fn declared_cold(&mut self, node: &mut dyn Node, progress: &mut Progress, member: &Member<'_>) -> Scan<usize> {
        self.declared(node, progress, member)
    }

    /// Reads the value of a declared property. Returns its end.
    #[allow(
        clippy::inline_always,
        reason = "without the reader's, parse/operation of the json bench takes 13 % more instructions"
    )]
    #[inline(always)]
    fn declared(&mut self, node: &mut dyn Node, progress: &mut Progress, member: &Member<'_>) -> Scan<usize> {
        let Member { property, index, odd, at, mut from } = *member;
        let mut slot = node.slot_mut(index);
        if progress.see(index, &slot) {
            return self.cursor.fault_at(What::Twice, at);
        }
        let text = self.cursor.text;
        let mut first = byte(text, from);
        if first <= b' ' {
            from = after_spaces(text, from);
            first = byte(text, from);
        }
        let read = primitive(text, from, first, &mut slot, self.is_limited);
        if let Some((end, Fidelity::Exact)) = read
            && odd.is_none()
        {
            return Ok(end);
        }
        let Some(prop) = slot.prop() else { return Ok(from) };
        self.cursor.pos = from;
        let fidelity = match read {
            Some((end, fidelity)) => {
                self.cursor.pos = end;
                fidelity
            }
            None => self.value(prop, property)?,
        };
        if fidelity != Fidelity::Exact || odd.is_some() {
            let text = self.cursor.slice(from, self.cursor.pos);
            if self.is_limited {
                self.charge_received(prop, odd, text)?;
            }
            prop.set(NewState::Received(Received::new(odd, text, property.value)));
        }
        Ok(self.cursor.pos)
    }
}
