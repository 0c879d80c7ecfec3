//! A request from its arrival to its answer: token, outage, fault, effect.

use crate::answer::Answer;
use crate::fault::Fault;
use crate::keys::ISSUER;
use crate::log::Request;
use crate::login::{Grant, Moment};
use crate::operations::operation_type;
use crate::route::Route;
use crate::world::World;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::sync::oneshot;

/// The server's part of a request.
pub(crate) struct Turn {
    /// `None` resets the connection.
    pub(crate) answer: Option<Answer>,
    taken: bool,
    /// The fake's time to wait before answering.
    pub(crate) delay: Duration,
    /// Closed once the operation's end was delivered.
    pub(crate) after: Option<oneshot::Receiver<()>>,
}

impl Turn {
    fn of(answer: Answer) -> Self {
        let taken = answer.status < 400;
        Self { answer: Some(answer), taken, delay: Duration::ZERO, after: None }
    }
}

impl World {
    /// Takes in a request, and returns how it is answered.
    pub(crate) fn receive(&mut self, mut request: Request) -> Turn {
        let route = Route::of(&request.method, &request.path);
        request.name = route.name();
        let mut turn = self.turn(&route, &request);
        if route.is_graph()
            && let Some(answer) = &mut turn.answer
        {
            answer.identify(&crate::call::new_id(), request.header("client-request-id"), self.clock.wall());
        }
        (request.taken, request.status) = (turn.taken, turn.answer.as_ref().map(|answer| answer.status));
        self.log.request(request);
        turn
    }

    fn turn(&mut self, route: &Route, request: &Request) -> Turn {
        let grant = match route.is_graph().then(|| self.login.grant(request.header("authorization"), self.clock.now()))
        {
            Some(Err(refused)) => return Turn::of(refused),
            Some(Ok(grant)) => Some(grant),
            None => None,
        };
        if self.is_out(route.name()) {
            return Turn::of(Answer::unavailable(None));
        }
        let starts = matches!(route, Route::Action(action) if operation_type(action.name).is_some());
        let fault = self.request_fault(route.name(), route.call(), starts, route.is_graph());
        let untaken = match &fault {
            Some(Fault::Throttle { retry_after }) => Some(Answer::throttled(*retry_after)),
            Some(Fault::Unavailable { retry_after }) => Some(Answer::unavailable(*retry_after)),
            Some(Fault::GatewayTimeout { taken: false }) => Some(Answer::timed_out()),
            Some(Fault::ResetBefore) => return Turn { answer: None, taken: false, delay: Duration::ZERO, after: None },
            _ => None,
        };
        if let Some(answer) = untaken {
            return Turn::of(answer);
        }
        let turn = Turn::of(self.perform(route, grant.as_ref(), request));
        self.meet(fault, route, turn)
    }

    /// Applies a fault that comes after the effect.
    fn meet(&mut self, fault: Option<Fault>, route: &Route, mut turn: Turn) -> Turn {
        let call = route.call().unwrap_or_default().to_ascii_lowercase();
        let started = turn.answer.as_ref().and_then(|answer| answer.started.clone());
        match (fault, started) {
            (Some(Fault::ResetAfter), _) => turn.answer = None,
            (Some(Fault::GatewayTimeout { .. }), _) => turn.answer = Some(Answer::timed_out()),
            (Some(Fault::DelayAnswer(by)), _) => turn.delay = by,
            (Some(Fault::NullAnswer), Some(operation)) => {
                if let Some(answer) = &mut turn.answer {
                    answer.body = Some(Value::Null);
                }
                self.repeat_end(&call, &operation, None);
            }
            (Some(Fault::EndBeforeAnswer), Some(operation)) => {
                let (done, after) = oneshot::channel();
                if self
                    .calls
                    .get_mut(&call)
                    .and_then(|call| call.operation(&operation))
                    .is_some_and(|own| own.is_over())
                {
                    self.repeat_end(&call, &operation, Some(done));
                } else {
                    self.end_operation(&call, &operation, None, Some(done));
                }
                turn.after = Some(after);
            }
            _ => {}
        }
        turn
    }

    fn perform(&mut self, route: &Route, grant: Option<&Grant>, request: &Request) -> Answer {
        match (route, grant) {
            (Route::Token { tenant }, _) => {
                let lifetime = self.settings.token_lifetime;
                let moment = Moment { now: self.clock.now(), wall: self.clock.wall(), lifetime };
                self.login.token(tenant, &request.body, moment)
            }
            (Route::OpenId, _) => self.openid(),
            (Route::Keys, _) => Answer::json(200, self.keys.document()),
            (Route::OtherMethod(allowed), _) => {
                Answer::error(405, "MethodNotAllowed", "The method is not allowed here.").with("allow", *allowed)
            }
            (Route::CreateCall, Some(grant)) => self.create_call(grant, &request.body),
            (Route::Action(action), Some(grant)) => self.act(action, grant, &request.body),
            (route, Some(grant)) => self.look(route, grant),
            (_, None) => Answer::missing("The resource"),
        }
    }

    fn openid(&self) -> Answer {
        let document = json!({
            "issuer": ISSUER,
            "authorization_endpoint": "https://invalid.botframework.com",
            "jwks_uri": format!("{}/v1/.well-known/keys", self.base),
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        });
        Answer::json(200, document)
    }

    /// Reads or deletes a call or what is in it.
    fn look(&mut self, route: &Route, grant: &Grant) -> Answer {
        let Some(id) = route.call() else { return Answer::missing("The resource") };
        let Some(call) = self.live_call(id) else { return Answer::no_call(id) };
        if call.app != grant.app {
            return Answer::error(403, "Forbidden", "The call is another app's.");
        }
        match route {
            Route::GetCall(_) => Answer::json(200, call.body()),
            Route::ListParticipants(_) => Answer::json(200, json!({"value": call.participants})),
            Route::GetParticipant(_, participant) => match call.participant(participant) {
                Some(participant) => Answer::json(200, participant.clone()),
                None => Answer::missing("The participant"),
            },
            Route::ListOperations(_) => {
                let operations = call.operations.iter().map(crate::call::Operation::body).collect::<Vec<_>>();
                Answer::json(200, json!({"value": operations}))
            }
            Route::GetOperation(_, operation) => match call.operation(operation) {
                Some(operation) => Answer::json(200, operation.body()),
                None => Answer::missing("The operation"),
            },
            Route::DeleteParticipant(_, participant) => {
                let Some(participant) = call.participant(participant).cloned() else {
                    return Answer::missing("The participant");
                };
                call.participants.retain(|other| *other != participant);
                let id = call.id.clone();
                self.notify_roster(&id);
                Answer::empty(204)
            }
            _ => {
                let id = call.id.clone();
                self.delete_call(&id);
                Answer::empty(204)
            }
        }
    }
}
