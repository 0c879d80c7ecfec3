//! The request that places a call.

use crate::actions::rules::{has_identity, has_number, hosted, ids, modality};
use crate::identity_sets::identity_of;
use crate::{
    AnyMeetingInfo, Call, InvitationParticipantInfo, JoinMeetingIdMeetingInfo, MeetingInfo, Modality,
    OrganizerMeetingInfo, ParticipantInfo, ServiceHostedMediaConfig,
};
use entity_core::{AnswerError, Entity, Prop, Request, Secret, Violation, Violations, answer, json};
use std::ops::{Deref, DerefMut};

/// The request to place a call: to a user, to several, to a telephone, or into a meeting.
///
/// It is a [`Call`] with the rules of placing one: [`validate`](Self::validate) checks everything that the documentation says the service
/// refuses. The functions here ask for audio with media that the service hosts; change the call by the setters of [`Call`].
///
/// ```
/// use comms::{AnswerError, CreateCall, prelude::*};
///
/// let mut create = CreateCall::to_user("86dc81db", "112f7296");
/// assert_eq!(create.validate().unwrap_err().to_string(), "/callbackUri: is required, but absent (required)");
/// create.set_callback_uri("https://bot.example.com/graph")?;
/// create.validate()?;
///
/// let request = create.request();
/// assert_eq!((request.method, request.path.as_str()), ("POST", "/communications/calls"));
/// let call = CreateCall::answer(201, &[], br#"{"id": "57dab8b1", "state": "establishing"}"#)?;
/// assert_eq!(call.id(), Some("57dab8b1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// - Sends: `POST /communications/calls`
/// - Returns: [`Call`]; notifications report it as established, or as terminated with its result
/// - Permission: `Calls.Initiate.All` for one target, `Calls.InitiateGroupCall.All` for several, `Calls.JoinGroupCall.All` or
///   `Calls.JoinGroupCallAsGuest.All` for a meeting; also `Calls.AccessMedia.All` if the bot hosts the media
#[derive(Clone, Debug, PartialEq)]
pub struct CreateCall(Call);

impl CreateCall {
    /// Calls a user.
    pub fn to_user(tenant_id: impl Into<String>, user_id: impl Into<String>) -> Self {
        Self::to(tenant_id, vec![InvitationParticipantInfo::user(user_id)])
    }

    /// Calls several users at once.
    pub fn to_users<I>(tenant_id: impl Into<String>, user_ids: I) -> Self
    where
        I: IntoIterator<Item: Into<String>>,
    {
        Self::to(tenant_id, user_ids.into_iter().map(InvitationParticipantInfo::user).collect())
    }

    /// Calls a telephone by its number in E.164: `+12345678901`.
    ///
    /// The caller is an instance of the application, which has a telephone number of its own.
    pub fn to_phone(
        tenant_id: impl Into<String>,
        application_instance_id: impl Into<String>,
        number: impl Into<String>,
    ) -> Self {
        let mut create = Self::to(tenant_id, vec![InvitationParticipantInfo::phone(number)]);
        create.set_source(ParticipantInfo::of(identity_of("applicationInstance", application_instance_id.into())));
        create
    }

    /// Joins a scheduled meeting, by the thread of its chat and its organizer. Both are in the meeting's link.
    pub fn join_meeting(
        tenant_id: impl Into<String>,
        thread_id: impl Into<String>,
        organizer_id: impl Into<String>,
    ) -> Self {
        let mut create = Self::to(tenant_id, Vec::new());
        create.set_meeting_info(OrganizerMeetingInfo::of_user(organizer_id));
        create.chat_info_mut().set_thread_id(thread_id.into());
        create.chat_info_mut().set_message_id("0");
        create
    }

    /// Joins a meeting by the id, and the passcode if there is one, that its invitation shows.
    pub fn join_meeting_by_id(
        tenant_id: impl Into<String>,
        join_meeting_id: impl Into<String>,
        passcode: Option<&str>,
    ) -> Self {
        let mut create = Self::to(tenant_id, Vec::new());
        create.set_meeting_info(JoinMeetingIdMeetingInfo::of(join_meeting_id, passcode));
        create
    }

    fn to(tenant_id: impl Into<String>, targets: Vec<InvitationParticipantInfo>) -> Self {
        let mut call = Call::default();
        call.set_tenant_id(tenant_id.into());
        call.set_targets(if targets.is_empty() { Prop::Absent } else { targets.into() });
        call.set_requested_modalities(vec![Modality::Audio]);
        call.set_media_config(ServiceHostedMediaConfig::default());
        Self(call)
    }

    /// Checks the rules of the call, and those of placing one.
    ///
    /// # Errors
    /// Every broken rule, with its place.
    pub fn validate(&self) -> Result<(), Violations> {
        let mut broken: Vec<_> = self.0.validate().err().into_iter().flatten().collect();
        self.check_caller(&mut broken);
        self.check_targets(&mut broken);
        self.check_media(&mut broken);
        if broken.is_empty() { Ok(()) } else { Err(broken.into_iter().collect()) }
    }

    fn check_caller(&self, broken: &mut Vec<Violation>) {
        if self.callback_uri().is_none() {
            broken.push(required("/callbackUri"));
        }
        let calls_a_phone = self.targets().iter().any(|target| ids(target.identity()).any(|(kind, _)| kind == "phone"));
        let is_instance = ids(self.source().identity()).any(|(kind, _)| kind == "applicationInstance");
        if calls_a_phone && !is_instance {
            let message = "a call to a telephone comes from an instance of the application";
            broken.push(Violation::new("/source/identity/applicationInstance", "required", message));
        }
        let needs_tenant = calls_a_phone || self.joins_a_meeting();
        if needs_tenant && self.tenant_id().is_none_or(|tenant| tenant.trim().is_empty()) {
            broken.push(required("/tenantId"));
        }
    }

    fn joins_a_meeting(&self) -> bool {
        self.0.property("meetingInfo").is_some_and(|value| !value.is_null())
    }

    fn check_targets(&self, broken: &mut Vec<Violation>) {
        match (self.targets().is_empty(), self.joins_a_meeting()) {
            (true, false) => {
                let message = "needs `targets` to call, or `meetingInfo` to join";
                broken.push(Violation::new("/targets", "required", message));
            }
            (false, true) => {
                let message = "has both `targets` to call and a meeting to join";
                broken.push(Violation::new("/targets", "one_of", message));
            }
            (false, false) => {
                for (index, target) in self.targets().iter().enumerate() {
                    let path = format!("/targets/{index}/identity");
                    if !has_identity(target.identity()) {
                        broken.push(Violation::new(path, "identified", "has no identity with an id"));
                    } else if let Err(message) = has_number(target.identity()) {
                        broken.push(Violation::new(path, "dialable", message));
                    }
                }
            }
            (true, true) => self.check_meeting(broken),
        }
    }

    fn check_meeting(&self, broken: &mut Vec<Violation>) {
        let is_blank = |text: Option<&str>| text.is_none_or(|text| text.trim().is_empty());
        match self.meeting_info() {
            AnyMeetingInfo::Organizer(meeting) => {
                if !has_identity(meeting.organizer()) {
                    let message = "has no identity with an id";
                    broken.push(Violation::new("/meetingInfo/organizer", "identified", message));
                }
                if is_blank(self.chat_info().thread_id()) {
                    broken.push(required("/chatInfo/threadId"));
                }
            }
            AnyMeetingInfo::Token(meeting) if is_blank(meeting.token().map(Secret::expose)) => {
                broken.push(required("/meetingInfo/token"));
            }
            AnyMeetingInfo::JoinMeetingId(meeting) if is_blank(meeting.join_meeting_id()) => {
                broken.push(required("/meetingInfo/joinMeetingId"));
            }
            AnyMeetingInfo::Other(meeting) if is_untyped(meeting) => {
                let message = "has no type, such as `organizerMeetingInfo`";
                broken.push(Violation::new("/meetingInfo", "typed", message));
            }
            _ => {}
        }
    }

    fn check_media(&self, broken: &mut Vec<Violation>) {
        if self.requested_modalities().is_empty() {
            broken.push(required("/requestedModalities"));
        }
        for (index, requested) in self.requested_modalities().iter().enumerate() {
            if let Err(message) = modality(requested) {
                broken.push(Violation::new(format!("/requestedModalities/{index}"), "modality", message));
            }
        }
        if self.0.property("mediaConfig").is_none_or(|value| value.is_null()) {
            broken.push(required("/mediaConfig"));
        } else if let Err(message) = hosted(self.media_config()) {
            broken.push(Violation::new("/mediaConfig", "hosted", message));
        }
    }

    /// Creates the request. [`validate`](Self::validate) first.
    pub fn request(&self) -> Request {
        Request::post(Call::all().path(), Some(json::to_string(&self.0)))
    }

    /// Reads the response: the call, with its id.
    ///
    /// # Errors
    /// See [`AnswerError`]. A body that is an error is one whatever the status.
    pub fn answer(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Result<Call, AnswerError> {
        answer(status, headers, body)
    }

    /// Returns the call.
    pub fn into_call(self) -> Call {
        self.0
    }
}

/// Returns whether the meeting has no type of its own: the declared one is abstract.
fn is_untyped(meeting: &MeetingInfo) -> bool {
    meeting.dynamic().type_name().is_none_or(|name| name == meeting.structured_type().name())
}

fn required(path: &str) -> Violation {
    Violation::new(path, "required", "is required, but absent")
}

impl From<Call> for CreateCall {
    fn from(call: Call) -> Self {
        Self(call)
    }
}

impl Deref for CreateCall {
    type Target = Call;

    fn deref(&self) -> &Call {
        &self.0
    }
}

impl DerefMut for CreateCall {
    fn deref_mut(&mut self) -> &mut Call {
        &mut self.0
    }
}
