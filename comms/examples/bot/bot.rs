//! The bot: one call, its tracker in a file, and steps that are never started twice.

use super::http::{Http, Read};
use comms::actions::call::{PlayPrompt, RecordResponse, SubscribeToTone};
use comms::actions::participant::Invite;
use comms::tracker::{Event, EventKind, Goal, Input, Limits, Tracker};
use comms::{AnswerError, Call, CallUpdate, CallView, CommsNotifications, CreateCall, LongRunning, Tone, prelude::*};
use comms::{AnyCommsOperation, Request, Target};
use entity_core::{Accepts, answer, json};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::Notify;
use tokio::time::timeout;

pub(crate) type Done<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Short waits, so that the rehearsal takes seconds: the defaults are minutes. Finals are kept, so that no step is started again.
const LIMITS: fn() -> Limits = || Limits {
    overdue: Duration::from_millis(400),
    grace: Duration::from_millis(600),
    final_age: Duration::MAX,
    ..Limits::default()
};

/// The wait between two looks at the clock, and the wait for a step.
const TICK: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_secs(1);

pub(crate) struct Bot {
    http: Http,
    /// The tracker's snapshot, stored before any message is acknowledged.
    file: PathBuf,
    state: Mutex<State>,
    changed: Notify,
}

struct State {
    tracker: Tracker,
    view: CallView,
    /// The latest end of each request.
    ends: BTreeMap<String, Event>,
    keys: Vec<Tone>,
}

impl Bot {
    /// Opens the bot with the file of an earlier run, if there is one.
    pub(crate) fn open(http: Http, file: PathBuf) -> Done<Arc<Self>> {
        let tracker = if file.exists() {
            Tracker::restore(LIMITS(), &std::fs::read_to_string(&file)?)?
        } else {
            Tracker::of_one_call(LIMITS())
        };
        let state = State { tracker, view: CallView::default(), ends: BTreeMap::new(), keys: Vec::new() };
        Ok(Arc::new(Self { http, file, state: state.into(), changed: Notify::new() }))
    }

    /// Goes through all steps. A restarted bot goes through them again, and starts none twice.
    pub(crate) async fn run(&self) -> Done<()> {
        let mut create = CreateCall::to_user("72f988bf", "112f7296");
        create.set_callback_uri("https://bot.example.com/graph")?;
        create.validate()?;
        if self.is_new(Goal::Established, "call")? {
            let sent = self.http.send(create.request(), CreateCall::answer).await;
            self.answered("call", sent, |tracker, now, call| {
                tracker.apply(now, Input::Placed { context: "call".to_owned(), call: Box::new(call) })
            })?;
        }
        let established = self.end("call").await?;
        let id = established.call_id.as_deref().ok_or("the call has no id")?;
        if established.outcome != Some(Outcome::Succeeded) {
            return Err("the call was not established".into());
        }
        let call = Call::at(id);

        self.start(&call, "prompt", PlayPrompt::of("https://cdn.example.com/greeting.wav")).await?;
        self.end("prompt").await?;
        self.start(&call, "tones", SubscribeToTone::default()).await?;
        let key = self.wait(|state| state.keys.first().cloned()).await?;
        println!("the user pressed {key:?}");
        self.start(&call, "recording", RecordResponse::lasting(30)).await?;
        self.start(&call, "invitation", Invite::user("86dc81db")).await?;
        if timeout(PATIENCE, self.end("invitation")).await.is_err() {
            println!("invitation: no end so far");
        }

        if self.is_new(Goal::Ended, "hang up")? {
            let read: Read<Option<AnyCommsOperation>> = answer;
            let sent = self.http.send(Request::delete(call.path()), read).await;
            self.answered("hang up", sent, |tracker, now, nothing| tracker.response(now, &nothing, Some("hang up")))?;
        }
        for context in ["hang up", "recording", "invitation"] {
            self.end(context).await?;
        }
        Ok(())
    }

    /// Starts an operation, unless it was started before.
    async fn start<A>(&self, call: &Target<Call>, context: &str, mut action: A) -> Done<()>
    where
        A: Action<Answer: LongRunning>,
        Target<Call>: Accepts<A>,
    {
        action.set_property("clientContext", context.into())?;
        action.validate()?;
        if !self.is_new(Goal::Operation, context)? {
            return Ok(());
        }
        let sent = self.http.send(action.request(call), A::answer).await;
        self.answered(context, sent, |tracker, now, operation| tracker.response(now, &operation, Some(context)))
    }

    /// Stores the intent. Returns false if an earlier run had it: its request may have been sent.
    fn is_new(&self, goal: Goal, context: &str) -> Done<bool> {
        let events = self.change(|tracker, now| tracker.apply(now, Input::sent_towards(goal, context)))?;
        match events.first().map(|event| event.kind) {
            Some(EventKind::Refused(reason)) => Err(format!("{context}: {reason}").into()),
            kind => Ok(kind == Some(EventKind::Sent)),
        }
    }

    /// Applies the answer. A request whose fate is unknown is not repeated: a notification, or the end of the call, ends it.
    fn answered<T>(
        &self,
        context: &str,
        sent: Done<Result<T, AnswerError>>,
        apply: impl FnOnce(&mut Tracker, Duration, T) -> Vec<Event>,
    ) -> Done<()> {
        match sent {
            Ok(Ok(answer)) => drop(self.change(|tracker, now| apply(tracker, now, answer))?),
            Ok(Err(AnswerError::Refused(error))) if error.is_refused() => {
                let refused = Input::Refused { context: context.to_owned(), error };
                self.change(|tracker, now| tracker.apply(now, refused))?;
            }
            Ok(Err(error)) => println!("{context}: sent, with an unknown fate: {error}"),
            Err(error) => println!("{context}: sent, with an unknown fate: {error}"),
        }
        Ok(())
    }

    /// Takes a body that the callback URL received, and returns the status to answer with.
    pub(crate) fn callback(&self, body: &[u8]) -> u16 {
        let Ok(received) = json::from_slice::<CommsNotifications>(body) else { return 400 };
        let updates: Vec<_> = {
            let mut state = self.state();
            received.value().iter().flat_map(|notification| state.view.apply(notification)).collect()
        };
        for update in updates {
            if let CallUpdate::Tone(pressed) = update {
                self.state().keys.extend(pressed.tone().cloned());
            }
        }
        let taken = self.change(|tracker, now| tracker.notifications(now, &received));
        if taken.is_ok() { 202 } else { 503 }
    }

    /// Waits until a request has ended, and returns its end.
    pub(crate) async fn end(&self, context: &str) -> Done<Event> {
        self.wait(|state| state.ends.get(context).cloned()).await
    }

    /// Waits until the state has something, and looks at the clock meanwhile.
    async fn wait<T>(&self, find: impl Fn(&State) -> Option<T>) -> Done<T> {
        loop {
            let changed = self.changed.notified();
            if let Some(found) = find(&self.state()) {
                return Ok(found);
            }
            if timeout(TICK, changed).await.is_err() {
                self.tick().await?;
            }
        }
    }

    /// Applies the time. If a notification is overdue, asks whether the call still exists.
    async fn tick(&self) -> Done<()> {
        self.change(|tracker, now| tracker.apply(now, Input::Time))?;
        let overdue = {
            let state = self.state();
            state.tracker.overdue(now()).find_map(|waiting| waiting.call_id.map(Call::at))
        };
        let Some(call) = overdue else { return Ok(()) };
        let read: Read<Call> = answer;
        if let Ok(Err(AnswerError::Refused(error))) = self.http.send(Request::get(call.path()), read).await
            && error.status() == 404
        {
            self.change(|tracker, now| tracker.apply(now, Input::CallEnded { call: None, result: None }))?;
        }
        Ok(())
    }

    /// Changes the tracker, stores it, and reports the ends. If it cannot be stored, nothing changes.
    fn change(&self, change: impl FnOnce(&mut Tracker, Duration) -> Vec<Event>) -> Done<Vec<Event>> {
        let mut state = self.state();
        let mut tracker = state.tracker.clone();
        let events = change(&mut tracker, now());
        let new = self.file.with_extension("new");
        std::fs::write(&new, tracker.snapshot())?;
        std::fs::rename(new, &self.file)?;
        state.tracker = tracker;
        for event in &events {
            let (Some(context), Some(outcome)) = (event.client_context.as_deref(), event.outcome) else { continue };
            let is_end = matches!(event.kind, EventKind::Final | EventKind::Late);
            if is_end {
                println!("{context}: {}, {outcome}", event.kind);
            }
            // A start of an earlier run that has ended is a duplicate.
            if is_end || event.kind == EventKind::Duplicate {
                state.ends.insert(context.to_owned(), event.clone());
            }
        }
        self.changed.notify_waiters();
        Ok(events)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The time since the Unix epoch: a snapshot outlives the program.
fn now() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}
