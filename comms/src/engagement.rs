//! Conversations of Viva Engage, which online meetings use for questions and answers: messages, replies, reactions.

#![allow(clippy::large_enum_variant, reason = "a subtype takes the place of its base, without a box")]

use crate::registry::registry;
use crate::{EngagementIdentitySet, GraphEntity, ItemBody, OnlineMeeting};
use entity_core::edm::DateTimeOffset;
use entity_core::{Entity, EnumType, OneOf, Prop, Registry};

pub(crate) static TYPES: Registry = registry![
    EngagementConversation,
    OnlineMeetingEngagementConversation,
    EngagementConversationMessage,
    EngagementConversationDiscussionMessage,
    EngagementConversationQuestionMessage,
    EngagementConversationSystemMessage,
    EngagementConversationMessageReaction,
];

/// A conversation of Viva Engage: a first message and its replies.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.engagementConversation", abstract)]
pub struct EngagementConversation {
    #[base]
    entity: GraphEntity,
    /// The id of its first message.
    #[prop("starterId", non_null)]
    starter_id: Prop<String>,
    /// Its first message.
    #[prop("starter", non_null)]
    starter: Prop<Box<AnyEngagementConversationMessage>>,
    /// All its messages.
    #[prop("messages")]
    messages: Prop<Vec<AnyEngagementConversationMessage>>,
    /// The state of an import from another system.
    #[prop("creationMode", non_null)]
    creation_mode: Prop<EngagementCreationMode>,
}

/// A question in an online meeting, with its answers.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.onlineMeetingEngagementConversation")]
pub struct OnlineMeetingEngagementConversation {
    #[base]
    conversation: EngagementConversation,
    /// The id of the meeting.
    #[prop("onlineMeetingId", non_null)]
    online_meeting_id: Prop<String>,
    /// The meeting.
    #[prop("onlineMeeting", non_null)]
    online_meeting: Prop<Box<OnlineMeeting>>,
    /// The organizer of the meeting; empty if absent.
    #[prop("organizer", non_null, default)]
    organizer: Prop<Box<EngagementIdentitySet>>,
    /// The state of moderation: visible to the participants or not.
    #[prop("moderationState", non_null)]
    moderation_state: Prop<EngagementConversationModerationState>,
    /// The number of participants who voted for the question.
    #[prop("upvoteCount", non_null)]
    upvote_count: Prop<i32>,
}

/// Any `engagementConversation`: the subtype that `@odata.type` names, else the base, without loss.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = EngagementConversation)]
#[non_exhaustive]
pub enum AnyEngagementConversation {
    /// `onlineMeetingEngagementConversation`.
    OnlineMeeting(OnlineMeetingEngagementConversation),
    /// The base itself, or a subtype that this version does not know.
    #[other]
    Other(EngagementConversation),
}

/// A message in a conversation.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.engagementConversationMessage")]
pub struct EngagementConversationMessage {
    #[base]
    entity: GraphEntity,
    /// The text; empty if absent.
    #[prop("body", non_null, default)]
    body: Prop<ItemBody>,
    /// The sender; an empty set if absent. A caller sets it only in an import from another system, or on
    /// behalf of somebody.
    #[prop("from", default)]
    from_: Prop<Box<EngagementIdentitySet>>,
    /// The time of sending, in UTC. A caller sets it only in an import from another system.
    #[prop("createdDateTime", non_null)]
    created_date_time: Prop<DateTimeOffset>,
    /// The time of the last change, in UTC.
    #[prop("lastModifiedDateTime", non_null)]
    last_modified_date_time: Prop<DateTimeOffset>,
    /// The conversation of the message.
    #[prop("conversation", non_null)]
    conversation: Prop<Box<AnyEngagementConversation>>,
    /// The id of the message that it answers.
    #[prop("replyToId")]
    reply_to_id: Prop<String>,
    /// The message that it answers.
    #[prop("replyTo")]
    reply_to: Prop<Box<AnyEngagementConversationMessage>>,
    /// The messages that answer it.
    #[prop("replies")]
    replies: Prop<Vec<AnyEngagementConversationMessage>>,
    /// The reactions to it.
    #[prop("reactions")]
    reactions: Prop<Vec<EngagementConversationMessageReaction>>,
    /// The state of an import from another system.
    #[prop("creationMode", non_null)]
    creation_mode: Prop<EngagementCreationMode>,
}

/// A message that starts or carries on a discussion.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.engagementConversationDiscussionMessage")]
pub struct EngagementConversationDiscussionMessage {
    #[base]
    message: EngagementConversationMessage,
}

/// A message that asks a question.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.engagementConversationQuestionMessage")]
pub struct EngagementConversationQuestionMessage {
    #[base]
    message: EngagementConversationMessage,
    /// The question in short.
    #[prop("title", non_null)]
    title: Prop<String>,
}

/// A message by the service itself.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.engagementConversationSystemMessage")]
pub struct EngagementConversationSystemMessage {
    #[base]
    message: EngagementConversationMessage,
}

/// Any `engagementConversationMessage`: the subtype that `@odata.type` names, else the base, without loss.
#[derive(Clone, Debug, PartialEq, OneOf)]
#[one_of(base = EngagementConversationMessage)]
#[non_exhaustive]
pub enum AnyEngagementConversationMessage {
    /// `engagementConversationDiscussionMessage`.
    EngagementConversationDiscussion(EngagementConversationDiscussionMessage),
    /// `engagementConversationQuestionMessage`.
    EngagementConversationQuestion(EngagementConversationQuestionMessage),
    /// `engagementConversationSystemMessage`.
    EngagementConversationSystem(EngagementConversationSystemMessage),
    /// The base itself, or a subtype that this version does not know.
    #[other]
    Other(EngagementConversationMessage),
}

/// Somebody's reaction to a message.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("microsoft.graph.engagementConversationMessageReaction")]
pub struct EngagementConversationMessageReaction {
    #[base]
    entity: GraphEntity,
    /// The person who reacted; an empty set if absent.
    #[prop("reactionBy", non_null, default)]
    reaction_by: Prop<Box<EngagementIdentitySet>>,
    /// The reaction.
    #[prop("reactionType", non_null)]
    reaction_type: Prop<EngagementConversationMessageReactionType>,
    /// The time of the reaction, in UTC. A caller sets it only in an import from another system.
    #[prop("createdDateTime", non_null)]
    created_date_time: Prop<DateTimeOffset>,
}

/// The state of an import from another system.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.engagementCreationMode")]
#[non_exhaustive]
pub enum EngagementCreationMode {
    /// Not an import.
    None,
    /// An import: properties that otherwise only the service sets can be set.
    Migration,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// The visibility of a message.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.engagementConversationModerationState")]
#[non_exhaustive]
pub enum EngagementConversationModerationState {
    /// Visible.
    Published,
    /// Hidden until a moderator has reviewed it.
    PendingReview,
    /// Hidden, because a moderator rejected it.
    Dismissed,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}

/// A reaction to a message, by its picture.
#[derive(Clone, Debug, PartialEq, Eq, EnumType)]
#[enum_type("microsoft.graph.engagementConversationMessageReactionType")]
#[non_exhaustive]
pub enum EngagementConversationMessageReactionType {
    /// A thumb up.
    Like,
    /// A heart.
    Love,
    /// A party hat.
    Celebrate,
    /// Two hands clapping.
    Thank,
    /// A face that laughs.
    Laugh,
    /// A face with its mouth turned down.
    Sad,
    /// A face smiling with an open mouth.
    Happy,
    /// A face with a wide smile and its eyes shut.
    Excited,
    /// A face with a slight smile.
    Smile,
    /// A face upside down.
    Silly,
    /// A face that laughs to tears.
    IntenseLaugh,
    /// A face with stars in its eyes.
    StarStruck,
    /// A face that sticks out its tongue.
    Goofy,
    /// A face with its chin in its hand.
    Thinking,
    /// A face with its mouth open.
    Surprised,
    /// A face under an exploding head.
    MindBlown,
    /// A face in fear.
    Scared,
    /// A face in tears.
    Crying,
    /// A face between two hands.
    Shocked,
    /// A face that frowns.
    Angry,
    /// A hand that points up.
    Agree,
    /// Two raised hands.
    Praise,
    /// A hand with a pen.
    TakingNotes,
    /// A heart in two.
    HeartBroken,
    /// The number 100 in red.
    Support,
    /// A green tick.
    Confirmed,
    /// Two eyes.
    Watching,
    /// A brain.
    Brain,
    /// A medal on a ribbon.
    Medal,
    /// A target that was hit.
    Bullseye,
    /// Keeps the enumeration open; never sent.
    UnknownFutureValue,
    /// A member that this version does not know.
    #[other]
    Other(String),
}
