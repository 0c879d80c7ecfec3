//! Everything the fake knows, behind one lock: settings, calls, and the jobs that are due at a time.

use crate::call::{Call, Ending, State};
use crate::clock::Clock;
use crate::fault::{Event, Fault, Script, Stage};
use crate::keys::Keys;
use crate::log::Log;
use crate::login::Login;
use crate::outbox::Outgoing;
use crate::settings::Settings;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

/// Calls that have not ended; beyond this new ones are refused.
pub(crate) const CALLS: usize = 20_000;
/// Calls kept after their end; beyond this the oldest is forgotten.
const ENDED: usize = 10_000;

/// Something to be done at a time.
pub(crate) enum Job {
    Establish(String),
    /// Ends an incoming call that nobody took.
    Unanswered(String),
    /// Ends a call that was not kept alive.
    KeepAlive(String),
    EndOperation(String, String),
    /// Notifies that the transfer was accepted (`false`), then ends the call (`true`).
    Transfer(String, bool),
    Queue(String, Outgoing),
    Release(String),
}

pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) settings: Settings,
    pub(crate) script: Script,
    pub(crate) keys: Keys,
    pub(crate) login: Login,
    pub(crate) log: Log,
    /// The fake's own URL, such as `http://127.0.0.1:4711`.
    pub(crate) base: String,
    /// By id in lower case.
    pub(crate) calls: HashMap<String, Call>,
    ended: VecDeque<String>,
    made: u64,
    /// Addresses by origin, such as `https://bot.example.com`.
    pub(crate) routes: HashMap<String, SocketAddr>,
    /// Callback URLs by app, for incoming calls.
    pub(crate) bots: HashMap<String, String>,
    /// The ends of outages, by the name of the requests that are answered with 503.
    pub(crate) outages: HashMap<String, Duration>,
    /// Calls with notifications to send, and none under way.
    pub(crate) ready: VecDeque<String>,
    /// Posts under way.
    pub(crate) sending: usize,
    /// By due time and order of arrival.
    jobs: BTreeMap<(Duration, u64), Job>,
    queued: u64,
    /// Requests about no known call, by name.
    strays: HashMap<&'static str, u64>,
}

impl World {
    pub(crate) fn new(address: SocketAddr) -> io::Result<Self> {
        Ok(Self {
            clock: Clock::new(),
            settings: Settings::default(),
            script: Script::default(),
            keys: Keys::new()?,
            login: Login::default(),
            log: Log::default(),
            base: format!("http://{address}"),
            calls: HashMap::new(),
            ended: VecDeque::new(),
            made: 0,
            routes: HashMap::new(),
            bots: HashMap::new(),
            outages: HashMap::new(),
            ready: VecDeque::new(),
            sending: 0,
            jobs: BTreeMap::new(),
            queued: 0,
            strays: HashMap::new(),
        })
    }

    /// Does the job at that time; never, if that is beyond all time.
    pub(crate) fn at(&mut self, due: Duration, job: Job) {
        if due != Duration::MAX {
            self.queued += 1;
            self.jobs.insert((due, self.queued), job);
        }
    }

    /// Does what is due; returns whether there was anything, and how long it is until the next job.
    pub(crate) fn work(&mut self) -> (bool, Option<Duration>) {
        let mut worked = false;
        while let Some(entry) = self.jobs.first_entry() {
            let (due, _) = *entry.key();
            if let Some(wait) = due.checked_sub(self.clock.now()).filter(|wait| !wait.is_zero()) {
                return (worked, Some(wait));
            }
            let job = entry.remove();
            self.run(job);
            worked = true;
        }
        (worked, None)
    }

    fn run(&mut self, job: Job) {
        match job {
            Job::Establish(call) => self.establish(&call),
            Job::Unanswered(call) => {
                if self.calls.get(&call).is_some_and(|call| call.state == State::Incoming) {
                    self.terminate(&call, &Ending::new(408, 10_057, "The call was not answered."));
                }
            }
            Job::KeepAlive(id) => self.check_alive(&id),
            Job::EndOperation(call, operation) => self.end_as_planned(&call, &operation),
            Job::Transfer(call, accepted) => self.transferred(&call, accepted),
            Job::Queue(call, outgoing) => self.queue(&call, outgoing),
            Job::Release(call) => self.release(&call),
        }
    }

    fn check_alive(&mut self, id: &str) {
        let limit = self.settings.keep_alive;
        let Some(call) = self.calls.get(id).filter(|call| call.state != State::Terminated) else { return };
        let due = call.kept_alive.saturating_add(limit);
        if due <= self.clock.now() {
            self.terminate(id, &Ending::new(408, 0, "The call was not kept alive."));
        } else {
            self.at(due, Job::KeepAlive(id.to_owned()));
        }
    }

    /// Returns whether nothing is under way: no post, and no job but those that guard against silence or come too late.
    pub(crate) fn is_idle(&self) -> bool {
        let now = self.clock.now();
        let rests = |(&(due, _), job): (&(Duration, u64), &Job)| due > now && !self.is_awaited(job);
        self.sending == 0 && self.ready.is_empty() && self.jobs.iter().all(rests)
    }

    /// Returns whether a job will do something, other than to guard against silence.
    fn is_awaited(&self, job: &Job) -> bool {
        let call = |id: &String| self.calls.get(id);
        match job {
            Job::Unanswered(_) | Job::KeepAlive(_) => false,
            Job::Establish(id) => call(id).is_some_and(|call| call.state == State::Establishing),
            Job::Transfer(id, _) => call(id).is_some_and(|call| call.state == State::Transferring),
            Job::EndOperation(id, operation) => call(id).is_some_and(|call| {
                let own = call.operations.iter().find(|own| own.id == *operation);
                own.is_some_and(|own| !own.is_over() && (own.outlives_call || call.state != State::Terminated))
            }),
            Job::Release(id) => call(id).is_some_and(|call| !call.held.is_empty()),
            Job::Queue(..) => true,
        }
    }

    pub(crate) fn live_calls(&self) -> usize {
        self.calls.len() - self.ended.len()
    }

    /// Adds a call, and makes sure that somebody watches over it.
    pub(crate) fn add(&mut self, mut call: Call) {
        self.made += 1;
        call.ordinal = self.made;
        call.kept_alive = self.clock.now();
        let (id, due) = (call.id.clone(), call.kept_alive.saturating_add(self.settings.keep_alive));
        self.calls.insert(id.clone(), call);
        self.at(due, Job::KeepAlive(id));
    }

    /// Counts a call as ended, and forgets the one that ended longest ago.
    pub(crate) fn ended(&mut self, id: &str) {
        self.ended.push_back(id.to_owned());
        if self.ended.len() > ENDED
            && let Some(oldest) = self.ended.pop_front()
        {
            self.calls.remove(&oldest);
        }
    }

    /// The call of that id in any case, unless it has ended.
    pub(crate) fn live_call(&mut self, id: &str) -> Option<&mut Call> {
        self.calls.get_mut(&id.to_ascii_lowercase()).filter(|call| call.state != State::Terminated)
    }

    /// The fault that a request meets.
    pub(crate) fn request_fault(
        &mut self,
        name: &'static str,
        call: Option<&str>,
        starts: bool,
        own: bool,
    ) -> Option<Fault> {
        let known = call.and_then(|id| self.calls.get_mut(&id.to_ascii_lowercase()));
        let (call, nth) = if let Some(call) = known {
            (call.ordinal, call.count(Stage::Request, name))
        } else {
            let seen = self.strays.entry(name).or_default();
            *seen += 1;
            (0, *seen - 1)
        };
        self.script.draw(Event { stage: Stage::Request, name, call, nth, starts, by_name_only: !own })
    }

    /// Returns whether requests of that name are answered with 503.
    pub(crate) fn is_out(&mut self, name: &str) -> bool {
        let now = self.clock.now();
        self.outages.retain(|_, until| now < *until);
        self.outages.contains_key(name)
    }
}
