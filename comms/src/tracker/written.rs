//! Inputs as JSON: one object with a version, read and written by its property table.

use super::{Goal, Input};
use crate::{AnyCommsOperation, Call, CommsNotification, Outcome, ResultInfo};
use entity_core::{ComplexType, DynamicProperties, Prop};
use serde_core::de::{self, Deserialize, Deserializer};
use serde_core::ser::{Serialize, Serializer};
use serde_json::Value;

/// The version that is written, and the only one that is read.
const VERSION: i32 = 1;

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("comms.trackerInput")]
struct Written {
    #[prop("version")]
    version: Prop<i32>,
    #[prop("input")]
    input: Prop<String>,
    #[prop("callId")]
    call_id: Prop<String>,
    #[prop("clientContext")]
    client_context: Prop<String>,
    #[prop("goal")]
    goal: Prop<String>,
    #[prop("answer")]
    answer: Prop<AnyCommsOperation>,
    #[prop("call")]
    call: Prop<Box<Call>>,
    #[prop("error")]
    error: Prop<Value>,
    #[prop("notification")]
    notification: Prop<CommsNotification>,
    #[prop("resultInfo")]
    result_info: Prop<ResultInfo>,
    #[prop("operation")]
    operation: Prop<i64>,
    #[prop("outcome")]
    outcome: Prop<String>,
    #[dynamic]
    dynamic: DynamicProperties,
}

impl Written {
    fn of(input: &Input) -> Self {
        let empty = |input: &str| Self { version: VERSION.into(), input: input.into(), ..Self::default() };
        match input {
            Input::Sent { call, context, goal } => Self {
                call_id: call.clone().into(),
                client_context: context.into(),
                goal: goal.name().into(),
                ..empty("sent")
            },
            Input::Answered { context, operation } => {
                Self { client_context: context.into(), answer: operation.clone().into(), ..empty("answered") }
            }
            Input::Placed { context, call } => {
                Self { client_context: context.into(), call: call.clone().into(), ..empty("placed") }
            }
            Input::Refused { context, error } => Self {
                client_context: context.into(),
                error: serde_json::to_value(error).unwrap_or_default().into(),
                ..empty("refused")
            },
            Input::Notified(notification) => Self { notification: notification.clone().into(), ..empty("notified") },
            Input::CallEnded { call, result } => {
                Self { call_id: call.clone().into(), result_info: result.clone().into(), ..empty("callEnded") }
            }
            Input::Closed { operation, outcome } => Self {
                operation: i64::try_from(*operation).unwrap_or(i64::MAX).into(),
                outcome: outcome.to_string().into(),
                ..empty("closed")
            },
            Input::Time => empty("time"),
        }
    }

    /// The input, or the fault of the JSON.
    fn into_input(self) -> Result<Input, String> {
        match self.version.value() {
            Some(&VERSION) => {}
            Some(version) => return Err(format!("version {version} of an input is not {VERSION}, the only known one")),
            None => return Err("an input without a version".to_owned()),
        }
        let call = self.call_id.value().cloned();
        let context = || self.client_context.value().cloned().ok_or("`clientContext` of the input is missing");
        let goal = self.goal.value().and_then(|goal| Goal::from_name(goal));
        let error = self.error.value().and_then(|error| serde_json::from_value(error.clone()).ok());
        let operation = self.operation.value().and_then(|number| u64::try_from(*number).ok());
        let outcome = self.outcome.value().and_then(|outcome| Outcome::from_name(outcome));
        let wrong = |name: &str| format!("`{name}` of the input is missing or wrong");
        Ok(match self.input.value().map(String::as_str) {
            Some("sent") => Input::Sent { call, context: context()?, goal: goal.ok_or_else(|| wrong("goal"))? },
            Some("answered") => Input::Answered { context: context()?, operation: self.answer.value().cloned() },
            Some("placed") => {
                let call = self.call.value().cloned();
                Input::Placed { context: context()?, call: call.ok_or_else(|| wrong("call"))? }
            }
            Some("refused") => Input::Refused { context: context()?, error: error.ok_or_else(|| wrong("error"))? },
            Some("notified") => {
                Input::Notified(self.notification.value().cloned().ok_or_else(|| wrong("notification"))?)
            }
            Some("callEnded") => Input::CallEnded { call, result: self.result_info.value().cloned() },
            Some("closed") => Input::Closed {
                operation: operation.ok_or_else(|| wrong("operation"))?,
                outcome: outcome.ok_or_else(|| wrong("outcome"))?,
            },
            Some("time") => Input::Time,
            Some(other) => return Err(format!("an input of the unknown kind `{other}`")),
            None => return Err("an input without a kind".to_owned()),
        })
    }
}

impl Serialize for Input {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written::of(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Input {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Written::deserialize(deserializer)?.into_input().map_err(de::Error::custom)
    }
}
