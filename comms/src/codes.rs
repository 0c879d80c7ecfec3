//! Result codes and subcodes of calls and operations that Microsoft documents, each with a sentence.
//!
//! A result has a code like an HTTP status, and a subcode that is more precise. Some subcodes are in the documentation of Graph's cloud
//! communications; all are in that of Azure's Call Automation, which has the same calling service behind it.
//!
//! ```
//! use comms::{ResultInfo, codes};
//! use entity_core::json;
//!
//! let result: ResultInfo = json::from_str(r#"{"code": 400, "subcode": 8508, "message": "Action failed."}"#)?;
//! assert_eq!(codes::of_result(&result), Some("The operation was cancelled."));
//! assert_eq!(result.to_string(), "400, subcode 8508: The operation was cancelled. (Action failed.)");
//! assert_eq!(codes::of_code(486), Some("The callee is busy."));
//! # Ok::<(), json::Error>(())
//! ```

use crate::ResultInfo;
use entity_core::ServiceError;
use std::fmt::{self, Display, Formatter};

/// Returns the meaning of a result code; `None` if it is not known.
pub fn of_code(code: i32) -> Option<&'static str> {
    meaning(CODES, code)
}

/// Returns the meaning of a subcode; `None` if it is not known.
pub fn of_subcode(subcode: i32) -> Option<&'static str> {
    meaning(SUBCODES, subcode)
}

/// Returns the meaning of a result: that of its subcode if it is known and not 0, else that of its code.
pub fn of_result(result: &ResultInfo) -> Option<&'static str> {
    let subcode = result.subcode().filter(|subcode| *subcode != 0).and_then(of_subcode);
    subcode.or_else(|| result.code().and_then(of_code))
}

/// Returns the meaning of the service's error: that of the first of its codes that is a known subcode.
///
/// ```
/// use comms::{ServiceError, codes};
///
/// let error = ServiceError::from_body(br#"{"error": {"code": "UnknownError", "innerError": {"code": "8522"}}}"#);
/// assert_eq!(error.as_ref().and_then(codes::of_error), Some("The call or the participant does not exist, or no longer."));
/// ```
pub fn of_error(error: &ServiceError) -> Option<&'static str> {
    error.codes().find_map(|code| code.parse().ok().and_then(of_subcode))
}

/// Returns the error as text, with the meaning of its code if it is known.
pub fn explained(error: &ServiceError) -> impl Display {
    struct Explained<'a>(&'a ServiceError);
    impl Display for Explained<'_> {
        fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
            self.0.fmt(f)?;
            of_error(self.0).map_or(Ok(()), |meaning| write!(f, ": {meaning}"))
        }
    }
    Explained(error)
}

/// `400, subcode 8508: The operation was cancelled. (Action failed.)`: the codes, their meaning if it is known, and the message.
impl Display for ResultInfo {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let subcode = self.subcode().filter(|subcode| *subcode != 0).map(|subcode| format!("subcode {subcode}"));
        let numbers: Vec<_> = self.code().map(|code| code.to_string()).into_iter().chain(subcode).collect();
        let message = self.message().map(str::trim).filter(|message| !message.is_empty());
        let message = message.map(|text| text.replace(char::is_control, " "));
        let words = match (of_result(self), message) {
            (Some(meaning), Some(message)) => format!("{meaning} ({message})"),
            (Some(meaning), None) => meaning.to_owned(),
            (None, message) => message.unwrap_or_default(),
        };
        let parts = [numbers.join(", "), words];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        f.write_str(if parts.is_empty() { "no result" } else { "" })?;
        f.write_str(&parts.join(": "))
    }
}

fn meaning(table: &[(i32, &'static str)], number: i32) -> Option<&'static str> {
    table.binary_search_by_key(&number, |(known, _)| *known).ok().map(|at| table[at].1)
}

/// The known result codes, in ascending order.
pub const CODES: &[(i32, &str)] = &[
    (0, "Success: it ended normally."),
    (200, "Success."),
    (201, "Created."),
    (202, "Accepted: the result follows later."),
    (204, "Success, without content."),
    (400, "The request is not valid."),
    (401, "The request has no valid token."),
    (403, "The application is not allowed to do this."),
    (404, "The call or the callee was not found."),
    (405, "The action is not allowed here."),
    (406, "The request asks for a format that the service does not have."),
    (408, "Nobody responded in time."),
    (409, "The request conflicts with another one."),
    (410, "The media could not be set up, or the connection for media was lost."),
    (412, "A condition of the action does not hold, such as another media action that must end first."),
    (413, "The request is too large."),
    (426, "The client is too old."),
    (429, "Too many requests: wait before the next."),
    (430, "The message could not be delivered to the client application."),
    (480, "The callee has no device that can be reached."),
    (481, "The service does not know the call or the transaction."),
    (486, "The callee is busy."),
    (487, "The call was cancelled before it was answered."),
    (488, "The callee cannot take the offered media."),
    (490, "The network of a device failed."),
    (491, "The network of a device failed."),
    (495, "The client had no valid token."),
    (496, "A device lost its network."),
    (497, "The network of a device failed."),
    (498, "The network of a device failed."),
    (500, "The service failed."),
    (501, "The service does not implement this."),
    (502, "A part of the service failed behind a gateway."),
    (503, "The service is not available for now."),
    (504, "A part of the service did not respond in time."),
    (600, "The callee is busy at all devices."),
    (603, "The callee declined."),
    (604, "The callee does not exist."),
    (606, "The callee cannot take the call."),
];

/// The known subcodes, in ascending order.
pub const SUBCODES: &[(i32, &str)] = &[
    (0, "No more is known."),
    (7, "A device lost its network and could not connect again."),
    (3100, "The call could not be set up, because the client's network failed."),
    (3101, "The call broke off, because the client's network failed."),
    (3111, "The call could not be set up: the offer of media was not understood."),
    (3112, "The call could not be set up, because of the configuration of the client's network."),
    (4097, "The organizer ended the meeting for everybody."),
    (4502, "A request of the client failed on its network."),
    (4506, "The call timed out before it was accepted."),
    (4507, "The client had no valid token."),
    (4521, "A user left abruptly, for example by closing the application."),
    (5000, "A participant was removed by another participant."),
    (5003, "All endpoints of the callee declined."),
    (5300, "A participant was removed by another participant or by an application."),
    (5317, "A participant was removed because their role changed."),
    (5828, "The participant is not invited to this meeting."),
    (5829, "The meeting has not begun, or is over."),
    (5830, "The kind of user may not join this meeting."),
    (7000, "The call ended in order, at the request of an application or a bot."),
    (7015, "The call was transferred."),
    (7500, "The kind of identity in the token is not supported."),
    (7501, "The token is not valid."),
    (7502, "The application has no access to calling."),
    (7504, "The application lacks a permission."),
    (7505, "The tenant of the request is not that of the token."),
    (7506, "The certificate is not trusted."),
    (7507, "The source of the call is not the application that asks."),
    (7508, "The identity from Azure Communication Services is not supported."),
    (7509, "The request's signature is not valid."),
    (7510, "The managed identity could not be validated."),
    (7600, "The resource has no access to this."),
    (7601, "The source's identity in Azure Communication Services is not valid."),
    (7602, "The target's identity in Azure Communication Services is not valid."),
    (7603, "An identity in Azure Communication Services is not valid."),
    (7604, "Calls between Azure Communication Services and this tenant of Teams are not allowed."),
    (7605, "Recording across Azure Communication Services and Teams is not allowed."),
    (7606, "The resource may not use cognitive actions."),
    (8500, "The call's media are hosted in another way than the action needs, or are busy."),
    (8501, "The call is not established."),
    (8502, "The service does not know the bot's own participant yet."),
    (8503, "The call's audio is not active."),
    (8504, "The call has no media streams."),
    (8505, "Several participants were invited in place of one call; only one can replace it."),
    (8506, "The call is not one of compliance recording."),
    (8508, "The operation was cancelled."),
    (8509, "The recording ended by silence after speech."),
    (8510, "Nobody spoke before the initial silence was over."),
    (8511, "The prompt could not be played."),
    (8512, "The beep could not be played."),
    (8513, "No media arrived in time."),
    (8514, "A stop tone ended the recording."),
    (8515, "The recording reached its longest duration."),
    (8516, "The call was throttled."),
    (8517, "The tenant of the call is another one."),
    (8518, "The call failed inside the service."),
    (8519, "Another action on the same resource is under way."),
    (8520, "The service does not implement this."),
    (8521, "The call was passed on too often."),
    (8522, "The call or the participant does not exist, or no longer."),
    (8523, "A parameter of the request is not valid."),
    (8524, "The number of participants does not fit compliance recording."),
    (8525, "The participant is not one who is recorded."),
    (8526, "The token to join the meeting is not valid."),
    (8527, "The link to join the meeting is not valid."),
    (8528, "The call has ended."),
    (8529, "The month's limit of calls is reached."),
    (8530, "The limit of active calls is reached."),
    (8531, "All digits that were asked for were pressed."),
    (8532, "The next digit did not come in time."),
    (8533, "The pressed key is one of the options."),
    (8534, "The pressed key is not one of the options."),
    (8535, "The file has another format than WAV with one channel, 16 bits, 16 kHz."),
    (8536, "The file could not be fetched."),
    (8537, "The bot did not keep the call alive in time."),
    (8538, "The callee declined."),
    (8539, "The callee is busy."),
    (8540, "The callee is busy at all devices."),
    (8541, "The callee is not available."),
    (8542, "The call was cancelled."),
    (8543, "The call does not exist."),
    (8544, "The callee cannot be reached."),
    (8545, "The speech matched one of the options."),
    (8546, "The callee sent a request that is not valid."),
    (8547, "The speech matched none of the options."),
    (8548, "The call is not a group call."),
    (8549, "The conversation for the new target could not be created."),
    (8550, "The media with the new target could not be agreed."),
    (8551, "The call cannot be moved to another target."),
    (8552, "The organizer cannot be removed."),
    (8553, "The call is recorded already."),
    (8554, "The participant is not in the mix of the meeting's audio."),
    (8555, "The call is being moved to another target already."),
    (8556, "A call of compliance recording does not support the action."),
    (8557, "The format is wrong."),
    (8558, "The participant is not present."),
    (8559, "The application has such an action under way already."),
    (8560, "The meeting is locked."),
    (8561, "The id to join the meeting is not valid."),
    (8562, "This way of recording is not supported."),
    (8563, "The speech was not recognized."),
    (8564, "The speech service could not be reached."),
    (8565, "The cognitive services failed."),
    (8566, "The participant may not be unmuted by others."),
    (8567, "The service principal of the resource is not enabled."),
    (8568, "The managed identity got no access to the cognitive services."),
    (8569, "The speech was recognized."),
    (8570, "The speech recognition failed."),
    (8571, "Another action of recording is under way."),
    (8572, "The service that plays was shut down."),
    (8573, "Pausing and resuming are not allowed here."),
    (8578, "The transcription failed."),
    (8579, "The transcription was cancelled."),
    (8580, "The service that transcribes was shut down."),
    (8581, "The URL of the stream is not valid."),
    (8582, "The text to speak is empty."),
    (8583, "Another media action is under way that does not go together with this one."),
    (8585, "The call's present state does not allow the action."),
    (8586, "The bot did not acknowledge the incoming call."),
    (8587, "The incoming call was not answered in time."),
    (8588, "The recording is complete, and no more media arrived in time."),
    (8589, "Recording was throttled."),
    (8594, "The state of the meeting could not be changed."),
    (8603, "The media stream failed."),
    (8604, "The media stream was cancelled."),
    (8605, "The custom model of speech is not supported for transcription."),
    (8606, "An identity for the call could not be created."),
    (8607, "Another transfer is under way."),
    (8608, "The client of a recording participant failed."),
    (8609, "The bot's response to a joining participant is not valid."),
    (8610, "The bot did not respond to a notification."),
    (8613, "The limit of live captions is reached."),
    (9001, "A service behind the calling service failed."),
    (9002, "A service behind the calling service did not respond in time."),
    (9003, "The operation was cancelled inside the service."),
    (9998, "The service failed fatally."),
    (9999, "The service does not know the reason."),
    (10003, "Another endpoint of the callee accepted the call."),
    (10004, "The callee did not respond in time."),
    (10009, "The identity is not authenticated."),
    (10024, "All endpoints of the callee declined."),
    (10037, "The callee has no endpoint."),
    (10057, "The callee accepted, but the connection could not be completed."),
    (10076, "The callee is offline."),
    (10077, "The callee is offline, and push did not reach them."),
    (10078, "The callee's endpoint cannot be reached."),
    (301_004, "A participant was removed: no media connection could be set up."),
    (301_005, "A participant was removed: their media connection was lost."),
    (510_403, "The call was blocked as spam."),
    (540_487, "The caller cancelled the call."),
    (560_000, "The participant on the telephone hung up."),
    (560_486, "The participant on the telephone was busy."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use entity_core::json;

    #[test]
    fn tables_are_in_ascending_order_and_sentences() {
        for table in [CODES, SUBCODES] {
            assert!(table.is_sorted_by(|(one, _), (next, _)| one < next));
            assert!(table.iter().all(|(_, text)| text.ends_with('.') && text.starts_with(char::is_uppercase)));
        }
        assert!(CODES.len() + SUBCODES.len() > 150);
    }

    #[test]
    fn a_result_is_explained_by_its_subcode_else_by_its_code() {
        for (result, expected) in [
            (r#"{"code": 400, "subcode": 8508}"#, "400, subcode 8508: The operation was cancelled."),
            (
                r#"{"code": 486, "subcode": 1, "message": "Busy here"}"#,
                "486, subcode 1: The callee is busy. (Busy here)",
            ),
            (r#"{"code": 0, "subcode": 0}"#, "0: Success: it ended normally."),
            (r#"{"code": 999, "message": "a\nb"}"#, "999: a b"),
            (r#"{"code": 999}"#, "999"),
            (r#"{"message": "x"}"#, "x"),
            ("{}", "no result"),
        ] {
            assert_eq!(json::from_str::<ResultInfo>(result).unwrap().to_string(), expected, "{result}");
        }
    }

    #[test]
    fn an_error_is_explained_by_its_most_precise_code() {
        let error = |body: &str| ServiceError::from_body(body.as_bytes()).unwrap();
        let outer = error(r#"{"error": {"code": "7504", "innerError": {"code": "x"}}}"#);
        assert_eq!(explained(&outer).to_string(), "7504 (x): The application lacks a permission.");
        let unknown = error(r#"{"error": {"code": "BadRequest"}}"#);
        assert_eq!((of_error(&unknown), explained(&unknown).to_string()), (None, "BadRequest".to_owned()));
    }
}
