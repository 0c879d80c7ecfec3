//! Draws each operation as a lane on an axis, for people, in 80 columns.
//!
//! The axis is time, or line numbers if a message has no time.

use crate::show::{BOLD, CYAN, DIM, GREEN, RED, ROWS, YELLOW, plural, styled, visible, write_rest};
use anstyle::Style;
use comms::Outcome;
use comms::tracker::{Event, EventKind};
use entity_core::edm::DateTimeOffset;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

/// The width of the chart.
const WIDTH: usize = 80;
/// The longest id, and the longest context.
const NAME: usize = 13;
const MILLISECOND: i128 = 1_000_000;
const SECOND: i128 = 1000 * MILLISECOND;

/// The tracker's conclusions, message by message.
#[derive(Clone, Default)]
pub(in crate::commands) struct Chart {
    messages: Vec<Moment>,
    lives: Vec<Life>,
    by_operation: HashMap<u64, usize>,
    ignored: usize,
}

/// The line and the time of a message.
#[derive(Clone)]
struct Moment {
    line: usize,
    at: Option<DateTimeOffset>,
}

/// The events of one operation.
#[derive(Clone, Default)]
struct Life {
    id: Arc<str>,
    context: Arc<str>,
    outcome: Option<Outcome>,
    /// Events with the index of their message.
    marks: Vec<(usize, EventKind)>,
}

impl Chart {
    pub(in crate::commands) fn add(&mut self, line: usize, at: Option<&DateTimeOffset>, events: Vec<Event>) {
        let index = self.messages.len();
        self.messages.push(Moment { line, at: at.copied() });
        for event in events {
            if event.kind == EventKind::Ignored {
                self.ignored += 1;
                continue;
            }
            self.life_of(&event).update(index, event);
        }
    }

    /// The life that the event belongs to. An event without an operation has a life of its own.
    fn life_of(&mut self, event: &Event) -> &mut Life {
        let new = self.lives.len();
        let place = event.operation.map_or(new, |number| *self.by_operation.entry(number).or_insert(new));
        if place == new {
            self.lives.push(Life::default());
        }
        if let Some(joined) = event.joined.and_then(|number| self.by_operation.remove(&number)) {
            let earlier = std::mem::take(&mut self.lives[joined].marks);
            let marks = &mut self.lives[place].marks;
            marks.extend(earlier);
            marks.sort_by_key(|(message, _)| *message);
        }
        &mut self.lives[place]
    }

    pub(in crate::commands) fn draw(mut self) -> String {
        // A joined life gave its marks to another.
        self.lives.retain(|life| !life.marks.is_empty());
        if self.messages.is_empty() {
            return "nothing was recorded\n".to_owned();
        }
        let axis = Axis::of(&self.messages);
        let mut out = format!("{}\n", styled(BOLD, &axis.heading(self.messages.len())));
        if !self.lives.is_empty() {
            self.draw_lives(&axis, &mut out);
        }
        let _ = writeln!(out, "\n{}", self.summary());
        out
    }

    fn draw_lives(&self, axis: &Axis, out: &mut String) {
        let lives = &self.lives[..self.lives.len().min(ROWS)];
        let ends: Vec<_> = lives.iter().map(|life| life.end(axis)).collect();
        let widest = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or_default();
        let context = widest(&mut lives.iter().map(|life| short(&life.context).chars().count()));
        let id = widest(&mut lives.iter().map(|life| short(&life.id).chars().count()));
        let end = widest(&mut ends.iter().map(|end| end.chars().count()));
        let names = context + id + usize::from(context > 0 && id > 0);
        let width = WIDTH - (names + end + 6);
        let _ = writeln!(out, "\n{:names$}    {}", "", styled(DIM, axis.labels(width).trim_end()));
        for (life, end) in lives.iter().zip(&ends) {
            let gap = if context > 0 && id > 0 { " " } else { "" };
            let id = styled(DIM, &format!("{:id$}", short(&life.id)));
            let lane = life.lane(axis, width);
            let _ =
                writeln!(out, "  {:context$}{gap}{id}  {lane}  {}", short(&life.context), styled(life.style(), end));
        }
        write_rest(out, self.lives.len() - lives.len());
        let used = |(kinds, _, _): &&(&[EventKind], &str, &str)| {
            lives.iter().any(|life| life.marks.iter().any(|(_, kind)| kinds.contains(kind)))
        };
        let legend: Vec<_> = LEGEND.iter().filter(used).map(|(_, sign, meaning)| format!("{sign} {meaning}")).collect();
        if !legend.is_empty() {
            let _ = writeln!(out, "\n  {}", styled(DIM, &legend.join("   ")));
        }
    }

    fn summary(&self) -> String {
        let count = |wanted: &dyn Fn(&Life) -> bool| self.lives.iter().filter(|life| wanted(life)).count();
        let ended = |outcome| count(&|life| life.is_over() && life.outcome == Some(outcome));
        let parts = [
            (ended(Outcome::Succeeded), "succeeded", GREEN),
            (ended(Outcome::Failed), "failed", RED),
            (ended(Outcome::Unknown), "ended unknown", YELLOW),
            (count(&|life| !life.is_over() && life.is_answered()), "pending", CYAN),
            (count(&|life| !life.is_answered()), "unmatched", YELLOW),
        ];
        let parts: Vec<_> = parts
            .iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, what, style)| styled(*style, &format!("{count} {what}")))
            .collect();
        let separator = if parts.is_empty() { "" } else { ": " };
        let mut text = plural(self.lives.len(), "operation") + separator + &parts.join(", ");
        if self.ignored > 0 {
            let _ = write!(
                text,
                "\n{}",
                styled(DIM, &format!("{} about something else", plural(self.ignored, "notification")))
            );
        }
        text
    }
}

/// The less obvious signs, with their meanings. A chart explains the signs that it uses.
const LEGEND: [(&[EventKind], &str, &str); 5] = [
    (&[EventKind::Pending, EventKind::Final], "●", "response"),
    (&[EventKind::Unmatched], "○", "notification only"),
    (&[EventKind::Duplicate], "=", "reported again"),
    (&[EventKind::Stale], "<", "earlier state"),
    (&[EventKind::Late], "+", "late end"),
];

impl Life {
    fn update(&mut self, message: usize, event: Event) {
        self.id = event.id.unwrap_or_default();
        self.context = event.client_context.unwrap_or_default();
        self.outcome = event.outcome;
        self.marks.push((message, event.kind));
    }

    fn is_over(&self) -> bool {
        self.ended().is_some()
    }

    fn is_answered(&self) -> bool {
        self.marks.iter().any(|(_, kind)| *kind != EventKind::Unmatched)
    }

    fn ended(&self) -> Option<usize> {
        self.marks.iter().find(|(_, kind)| *kind == EventKind::Final).map(|(message, _)| *message)
    }

    fn style(&self) -> Style {
        match self.outcome {
            _ if !self.is_answered() => YELLOW,
            None => CYAN,
            Some(Outcome::Succeeded) => GREEN,
            Some(Outcome::Failed) => RED,
            Some(Outcome::Unknown) => YELLOW,
        }
    }

    /// The end and the time until then.
    fn end(&self, axis: &Axis) -> String {
        match (self.ended(), self.outcome) {
            (Some(message), Some(outcome)) => {
                let word = if outcome == Outcome::Unknown { "over, unknown".to_owned() } else { outcome.to_string() };
                match axis.between(self.marks[0].0, message) {
                    Some(0) => word + " at once",
                    Some(lasted) => format!("{word} {}", duration(lasted)),
                    None => word,
                }
            }
            _ if self.is_answered() => "pending".to_owned(),
            (_, Some(outcome)) => format!("unmatched, {outcome}"),
            (_, None) => "unmatched".to_owned(),
        }
    }

    /// The lane: from the first message to the end of the operation, or to the right edge if it is not over.
    fn lane(&self, axis: &Axis, width: usize) -> String {
        let column = |message: usize| axis.column(message, width);
        let mut cells = vec![' '; width];
        let first = column(self.marks[0].0);
        let answer = self.marks.iter().position(|(_, kind)| *kind != EventKind::Unmatched);
        let last = self.ended().map_or(width - 1, column);
        let mut fill = |from: usize, to: usize, sign| (from.min(to)..=from.max(to)).for_each(|at| cells[at] = sign);
        fill(first, last, '╌');
        if let Some(answer) = answer {
            fill(column(self.marks[answer].0), last, '─');
        }
        if self.ended().is_none() {
            cells[width - 1] = '▸';
        }
        // The most important sign is drawn last, over the others.
        for drawn in ['<', '=', '•', '○', '●', '+', '✓'] {
            for (index, (message, kind)) in self.marks.iter().enumerate() {
                if sign(*kind, answer == Some(index)) == drawn {
                    cells[column(*message)] = if drawn == '✓' { self.end_sign() } else { drawn };
                }
            }
        }
        let cells: String = cells.into_iter().collect();
        styled(self.style(), &cells)
    }

    const fn end_sign(&self) -> char {
        match self.outcome {
            Some(Outcome::Succeeded) => '✓',
            Some(Outcome::Failed) => '✗',
            _ => '?',
        }
    }
}

const fn sign(kind: EventKind, is_answer: bool) -> char {
    match kind {
        EventKind::Stale => '<',
        EventKind::Duplicate => '=',
        EventKind::Late => '+',
        EventKind::Unmatched => '○',
        EventKind::Pending if is_answer => '●',
        EventKind::Final => '✓',
        _ => '•',
    }
}

/// The places of messages: nanoseconds, or line numbers if a message has no time.
struct Axis {
    places: Vec<i128>,
    first: i128,
    span: i128,
    /// The first moment, if the axis is time.
    start: Option<DateTimeOffset>,
}

impl Axis {
    fn of(messages: &[Moment]) -> Self {
        let times: Option<Vec<_>> = messages.iter().map(|message| message.at).collect();
        let start = times.as_ref().and_then(|times| times.iter().min().copied());
        let places: Vec<i128> = match &times {
            Some(times) => times.iter().map(|at| at.as_nanosecond()).collect(),
            None => messages.iter().map(|message| message.line as i128).collect(),
        };
        let (first, last) =
            places.iter().fold((places[0], places[0]), |(first, last), place| (first.min(*place), last.max(*place)));
        Self { places, first, span: last - first, start }
    }

    fn heading(&self, messages: usize) -> String {
        let messages = plural(messages, "message");
        match self.start {
            Some(start) => format!("{messages} in {}, from {start}", duration(self.span)),
            None => format!("{messages}, by line"),
        }
    }

    fn column(&self, message: usize, width: usize) -> usize {
        self.column_of(self.places[message] - self.first, width)
    }

    fn column_of(&self, offset: i128, width: usize) -> usize {
        usize::try_from(offset * (width as i128 - 1) / self.span.max(1)).map_or(0, |column| column.min(width - 1))
    }

    /// Nanoseconds, if the axis is time.
    fn between(&self, from: usize, to: usize) -> Option<i128> {
        self.start.map(|_| (self.places[to] - self.places[from]).max(0))
    }

    /// Labels at round values, as many as fit.
    fn labels(&self, width: usize) -> String {
        let (offset, steps, name): (i128, Vec<i128>, fn(i128) -> String) = match self.start {
            Some(_) => (0, time_steps(), |offset| if offset == 0 { "0".to_owned() } else { duration(offset) }),
            None => (
                self.first,
                (0..12).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_i128.pow(power))).collect(),
                |line| line.to_string(),
            ),
        };
        let room = (width as i128 / 8).max(1);
        let step = steps.into_iter().find(|step| self.span / step <= room).unwrap_or(self.span.max(1));
        let mut row = String::new();
        // The first line number can be a value that is not round.
        let mut tick = offset;
        while tick - offset <= self.span {
            let (column, label) = (self.column_of(tick - offset, width), name(tick));
            let used = row.chars().count();
            if (used == 0 || column > used) && column + label.chars().count() <= width {
                let _ = write!(row, "{:1$}{label}", "", column - used);
            }
            tick = (tick / step + 1) * step;
        }
        row
    }
}

fn time_steps() -> Vec<i128> {
    let seconds = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200];
    let milliseconds = [1, 2, 5, 10, 20, 50, 100, 200, 500].map(|count| count * MILLISECOND);
    let days = (0..8).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_i128.pow(power) * 86_400 * SECOND));
    milliseconds.into_iter().chain(seconds.map(|count| count * SECOND)).chain(days).collect()
}

/// At most two units: `1m30s`.
fn duration(nanoseconds: i128) -> String {
    let units = [("d", 86_400 * SECOND), ("h", 3600 * SECOND), ("m", 60 * SECOND), ("s", SECOND), ("ms", MILLISECOND)];
    let largest = units.iter().position(|(_, size)| nanoseconds >= *size).unwrap_or(units.len() - 1);
    let (name, size) = units[largest];
    let mut text = format!("{}{name}", nanoseconds / size);
    if let Some((name, next)) = units.get(largest + 1).filter(|(name, _)| *name != "ms") {
        let rest = nanoseconds % size / next;
        if rest > 0 {
            let _ = write!(text, "{rest}{name}");
        }
    }
    text
}

/// The name, or its start and its end if it is long. Control characters are replaced.
fn short(name: &str) -> String {
    let chars = || name.chars().map(visible);
    match chars().count() {
        len if len <= NAME => chars().collect(),
        len => chars().take(8).chain(['…']).chain(chars().skip(len - (NAME - 9))).collect(),
    }
}
