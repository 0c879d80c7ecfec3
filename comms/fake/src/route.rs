//! Routes: a method and a path become a target with the name that faults and counts use.

use comms::TYPES;
use entity_core::Registered;

/// A request's target.
#[derive(Clone, Debug)]
pub(crate) enum Route {
    Token {
        tenant: String,
    },
    OpenId,
    Keys,
    CreateCall,
    GetCall(String),
    DeleteCall(String),
    ListParticipants(String),
    GetParticipant(String, String),
    DeleteParticipant(String, String),
    ListOperations(String),
    GetOperation(String, String),
    Action(Action),
    /// A known path, asked with another method than these.
    OtherMethod(&'static str),
    Unknown,
}

/// An action: of a call, of a participant, or (`logTeleconferenceDeviceQuality`) of neither.
#[derive(Clone, Debug)]
pub(crate) struct Action {
    pub(crate) name: &'static str,
    /// The declared type's name, such as `microsoft.graph.call/playPrompt`.
    pub(crate) type_name: &'static str,
    pub(crate) call: Option<String>,
    pub(crate) participant: Option<String>,
}

impl Route {
    pub(crate) fn of(method: &str, path: &str) -> Self {
        let segments = path.split('/').filter(|segment| !segment.is_empty()).collect::<Vec<_>>();
        let is = |segment: &str, name: &str| segment.eq_ignore_ascii_case(name);
        let segments = match segments.as_slice() {
            [tenant, oauth, version, token] if is(oauth, "oauth2") && is(version, "v2.0") && is(token, "token") => {
                return only("POST", method, || Self::Token { tenant: (*tenant).to_owned() });
            }
            [_, known, document] if is(known, ".well-known") && is(document, "OpenIdConfiguration") => {
                return only("GET", method, || Self::OpenId);
            }
            [_, known, document] if is(known, ".well-known") && is(document, "keys") => {
                return only("GET", method, || Self::Keys);
            }
            [version, rest @ ..] if is(version, "v1.0") || is(version, "beta") => rest,
            all => all,
        };
        match segments {
            [root, calls, rest @ ..] if (is(root, "communications") || is(root, "app")) && is(calls, "calls") => {
                Self::below_calls(method, rest)
            }
            _ => Self::Unknown,
        }
    }

    fn below_calls(method: &str, rest: &[&str]) -> Self {
        let own = |id: &str| id.to_owned();
        let is = |segment: &str, name: &str| segment.eq_ignore_ascii_case(name);
        match *rest {
            [] => only("POST", method, || Self::CreateCall),
            [action] if is(action, "logTeleconferenceDeviceQuality") => {
                Self::action("call", method, action, None, None)
            }
            [id] => match method {
                "GET" => Self::GetCall(own(id)),
                "DELETE" => Self::DeleteCall(own(id)),
                _ => Self::OtherMethod("GET, DELETE"),
            },
            [id, list] if is(list, "participants") => only("GET", method, || Self::ListParticipants(own(id))),
            [id, list] if is(list, "operations") => only("GET", method, || Self::ListOperations(own(id))),
            [id, action] => Self::action("call", method, action, Some(id), None),
            [id, list, action] if is(list, "participants") && is(action, "invite") => {
                Self::action("participant", method, action, Some(id), None)
            }
            [id, list, participant] if is(list, "participants") => match method {
                "GET" => Self::GetParticipant(own(id), own(participant)),
                "DELETE" => Self::DeleteParticipant(own(id), own(participant)),
                _ => Self::OtherMethod("GET, DELETE"),
            },
            [id, list, operation] if is(list, "operations") => {
                only("GET", method, || Self::GetOperation(own(id), own(operation)))
            }
            [id, list, participant, action] if is(list, "participants") && !is(action, "invite") => {
                Self::action("participant", method, action, Some(id), Some(participant))
            }
            _ => Self::Unknown,
        }
    }

    /// An action that `comms` declares, by its name in the URL.
    fn action(on: &str, method: &str, name: &str, call: Option<&str>, participant: Option<&str>) -> Self {
        let declared = TYPES.find(&format!("microsoft.graph.{on}/{name}")).map(Registered::structured_type);
        let Some(type_name) = declared.map(entity_core::StructuredType::name) else { return Self::Unknown };
        let name = type_name.rsplit('/').next().unwrap_or(type_name);
        let (call, participant) = (call.map(str::to_owned), participant.map(str::to_owned));
        only("POST", method, || Self::Action(Action { name, type_name, call, participant }))
    }

    /// The name for faults, outages and counts: an action's own, else the route's.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Token { .. } => "token",
            Self::OpenId => "openId",
            Self::Keys => "keys",
            Self::CreateCall => "createCall",
            Self::GetCall(_) => "getCall",
            Self::DeleteCall(_) => "deleteCall",
            Self::ListParticipants(_) => "listParticipants",
            Self::GetParticipant(..) => "getParticipant",
            Self::DeleteParticipant(..) => "deleteParticipant",
            Self::ListOperations(_) => "listOperations",
            Self::GetOperation(..) => "getOperation",
            Self::Action(action) => action.name,
            Self::OtherMethod(_) | Self::Unknown => "unknown",
        }
    }

    /// The id of its call.
    pub(crate) fn call(&self) -> Option<&str> {
        match self {
            Self::GetCall(id)
            | Self::DeleteCall(id)
            | Self::ListParticipants(id)
            | Self::GetParticipant(id, _)
            | Self::DeleteParticipant(id, _)
            | Self::ListOperations(id)
            | Self::GetOperation(id, _) => Some(id),
            Self::Action(action) => action.call.as_deref(),
            _ => None,
        }
    }

    /// Returns whether it needs a token: all but the login and the key documents.
    pub(crate) fn is_graph(&self) -> bool {
        !matches!(self, Self::Token { .. } | Self::OpenId | Self::Keys)
    }
}

fn only(allowed: &'static str, method: &str, route: impl FnOnce() -> Route) -> Route {
    if method == allowed { route() } else { Route::OtherMethod(allowed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_in_any_case_and_version() {
        for (method, path, name) in [
            ("POST", "/communications/calls", "createCall"),
            ("POST", "/v1.0/app/calls/", "createCall"),
            ("GET", "/BETA/Communications/Calls/7", "getCall"),
            ("POST", "/communications/calls/7/PLAYPROMPT", "playPrompt"),
            ("POST", "/communications/calls/7/participants/invite", "invite"),
            ("POST", "/communications/calls/7/participants/8/mute", "mute"),
            ("POST", "/communications/calls/logTeleconferenceDeviceQuality", "logTeleconferenceDeviceQuality"),
            ("GET", "/communications/calls/7/operations/9", "getOperation"),
            ("POST", "/contoso/oauth2/v2.0/token", "token"),
            ("GET", "/v1/.well-known/OpenIdConfiguration", "openId"),
            ("GET", "/communications/calls/7/playPrompt", "unknown"),
            ("POST", "/communications/calls/7/danceAround", "unknown"),
            ("POST", "/communications/calls/7/participants/8/invite", "unknown"),
            ("PATCH", "/communications/calls/7", "unknown"),
            ("GET", "", "unknown"),
        ] {
            assert_eq!(Route::of(method, path).name(), name, "{method} {path}");
        }
    }
}
