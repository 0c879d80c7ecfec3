//! An error as text for people, and as a value for serde.

use super::{Content, InnerError, ServiceError};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value, json};
use std::fmt::{self, Display, Formatter, Write};
use std::time::Duration;

impl Display for ServiceError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let status = Some(format!("status {}", self.0.status)).filter(|_| self.0.status != 0);
        let own = Some(self.0.own.to_string()).filter(|own| !own.is_empty());
        let parts: Vec<_> = status.into_iter().chain(own).collect();
        f.write_str(if parts.is_empty() { "an error without a code" } else { "" })?;
        f.write_str(&parts.join(": "))?;
        for inner in self.0.inner.iter().chain(&self.0.details) {
            write!(f, " ({inner})")?;
        }
        if let Some(id) = &self.0.request_id {
            write!(OneLine(f), " [request-id {id}]")?;
        }
        Ok(())
    }
}

impl Display for InnerError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let colon = if self.code.is_empty() || self.message.is_empty() { "" } else { ": " };
        write!(OneLine(f), "{}{colon}{}", self.code, self.message)?;
        self.target.as_ref().map_or(Ok(()), |target| write!(OneLine(f), " (at {target})"))
    }
}

impl std::error::Error for ServiceError {}

/// Writes control characters as spaces, so that an error stays on one line.
struct OneLine<'a, 'f>(&'a mut Formatter<'f>);

impl Write for OneLine<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.chars().try_for_each(|char| self.0.write_char(if char.is_control() { ' ' } else { char }))
    }
}

impl Serialize for ServiceError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_value().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ServiceError {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Map::deserialize(deserializer).map(|root| Self::from_value(&root))
    }
}

impl ServiceError {
    fn to_value(&self) -> Value {
        let error = &*self.0;
        let mut root = Map::new();
        if error.status != 0 {
            root.insert("status".into(), error.status.into());
        }
        if let Some(wait) = error.retry_after {
            root.insert("retryAfter".into(), wait.as_secs().into());
        }
        let mut body = error.own.to_map();
        if !error.details.is_empty() {
            let details: Vec<_> = error.details.iter().map(InnerError::to_map).map(Value::Object).collect();
            body.insert("details".into(), details.into());
        }
        let nested = error.inner.iter().rev().map(InnerError::to_map).reduce(|inside, mut around| {
            around.insert("innerError".into(), inside.into());
            around
        });
        body.extend(nested.map(|inner| ("innerError".to_owned(), inner.into())));
        for (name, text) in
            [("request-id", &error.request_id), ("client-request-id", &error.client_request_id), ("date", &error.date)]
        {
            body.extend(text.as_ref().map(|text| (name.to_owned(), json!(text))));
        }
        if !error.is_structured {
            root.insert("isForeign".into(), true.into());
        }
        root.insert("error".into(), body.into());
        root.into()
    }

    fn from_value(root: &Map<String, Value>) -> Self {
        let status = root.get("status").and_then(Value::as_u64).and_then(|status| status.try_into().ok());
        let wait = root.get("retryAfter").and_then(Value::as_u64).map(Duration::from_secs);
        let mut content = Content { status: status.unwrap_or_default(), retry_after: wait, ..Content::default() };
        content.fill(root);
        content.is_structured &= !root.contains_key("isForeign");
        Self(Box::new(content))
    }
}

impl InnerError {
    fn to_map(&self) -> Map<String, Value> {
        let texts = [("code", &self.code), ("message", &self.message)];
        let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
        let texts = texts.chain(self.target.as_ref().map(|target| ("target", target)));
        texts.map(|(name, text)| (name.to_owned(), json!(text))).collect()
    }
}
