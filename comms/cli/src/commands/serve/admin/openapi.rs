//! The OpenAPI document. Bodies of calls and actions come from the tables of `comms`; a test compares the routes with the router.

use super::schema::Schemas;
use comms::Call;
use comms_live::AnyAction;
use entity_core::{ActionType, Declared as _, Registered};
use serde_json::{Map, Value, json};

/// The document.
pub(in super::super) fn document() -> Value {
    let mut schemas = Schemas::default();
    let mut paths = fixed(&mut schemas);
    for (action, registered) in AnyAction::all() {
        let (path, operation) = act(action, registered, &mut schemas);
        paths.insert(path, json!({ "post": operation }));
    }
    let mut components = answers();
    components.extend(schemas.into_map());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "comms serve",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
            "description": "Starts actions on calls of Microsoft Graph, and knows how each ended.",
        },
        "servers": [{ "url": "/" }],
        // Without a configured token, none is needed.
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
    })
}

const UUID: &str = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$";
/// An operation's key, or an event's id.
const NUMBERED: &str = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}-(0|[1-9][0-9]{0,17})$";

fn fixed(schemas: &mut Schemas) -> Map<String, Value> {
    let (key, operation, event) = (path("key", &uuid()), path("key", &numbered()), path("id", &numbered()));
    let limit = query("limit", &json!({ "type": "integer", "minimum": 1, "maximum": 100, "default": 50 }));
    let outcome = query("state", &json!({ "enum": ["pending", "succeeded", "failed", "unknown"] }));
    let part = query("text", &json!({ "type": "string" }));
    let timeline = [limit.clone(), query("before", &place()), outcome, part];
    let list_calls = [limit.clone(), query("after", &uuid())];
    let state = query("state", &json!({ "enum": ["pending", "ended"] }));
    let list_operations = [limit, state, query("call", &uuid()), query("from", &numbered())];
    let wait = query("wait", &json!({ "type": "integer", "minimum": 0, "maximum": 300 }));
    let last = json!({ "name": "Last-Event-ID", "in": "header", "schema": numbered() });
    let mut placing = operation_of("placeCall", "Places a call. `callbackUri` is the service's own.", &[idempotency()]);
    placing["requestBody"] = body(&call(schemas), true);
    placing["responses"] = with(&[201, 400, 408, 409, 413, 415, 422, 502, 503, 504], "Placed");
    placing["responses"]["201"]["links"] = links();
    placing["responses"]["201"]["headers"] = json!({ "Location": { "schema": { "type": "string" } } });
    let paths = json!({
        "/api/calls": {
            "get": got("listCalls", "Lists calls, in the order of their keys.", &list_calls, &[200, 400, 503], "Calls"),
            "post": placing,
        },
        "/api/calls/{key}": {
            "get": got("getCall", "Shows a call.", std::slice::from_ref(&key), &[200, 404, 503], "Call"),
            "delete": got("hangUp", "Hangs up. Succeeds too if the call has ended.", &[key], &[204, 404, 409, 422, 502, 503, 504], ""),
        },
        "/api/operations": {
            "get": got("listOperations", "Lists operations, in the order of their keys. A page may have few, and yet a next one.",
                &list_operations, &[200, 400, 503], "Operations"),
        },
        "/api/operations/{key}": {
            "get": got("getOperation", "Shows an operation; with `wait`, when it ends, at the latest then.",
                &[operation, wait], &[200, 400, 404, 503], "Operation"),
        },
        "/api/timeline": {
            "get": got("getTimeline", "Lists calls, the latest first, each with its operations. With `state` or `text`, only what fits: a \
                page may have few, and yet a next one.", &timeline, &[200, 400, 503], "Timeline"),
        },
        "/api/events": {
            "get": stream("streamEvents", "Streams events as server-sent events, each an `Event`. Each goes to one reader, and comes again \
                until it is acknowledged.", &[last]),
        },
        "/api/events/{id}/ack": {
            "post": got("acknowledgeEvent", "Acknowledges an event: it does not come again.", &[event],
                &[204, 400, 404, 408, 413, 415, 503], ""),
        },
        "/api/changes": {
            "get": stream("streamChanges", "Streams `{\"call\": KEY}` after each change of a call; null if some were missed. Takes no events.", &[]),
        },
        "/api/openapi.json": { "get": got("getDocument", "This document.", &[], &[200], "Document") },
        "/metrics": { "get": text("getMetrics", "Metrics, in the text format of Prometheus.", "text/plain") },
        "/": { "get": shown("getPage", "A page that shows calls and operations.", "text/html") },
        "/page.css": { "get": shown("getStyle", "The page's style.", "text/css") },
        "/page.js": { "get": shown("getScript", "The page's script.", "text/javascript") },
        "/healthz": { "get": health() },
    });
    if let Value::Object(paths) = paths { paths } else { Map::new() }
}

/// The body of a call to be placed.
fn call(schemas: &mut Schemas) -> Value {
    let mut call = schemas.reference(Call::TYPE);
    // Rules of placing a call, which its type does not have.
    call["properties"] = json!({
        "callbackUri": false,
        "mediaConfig": { "type": "object" },
        "requestedModalities": { "type": "array", "minItems": 1 },
    });
    call["required"] = json!(["requestedModalities", "mediaConfig"]);
    call
}

/// The path of an action, and the operation there.
fn act(action: &'static ActionType, registered: &'static Registered, schemas: &mut Schemas) -> (String, Value) {
    let is_on_call = action.on().name() == Call::TYPE.name();
    let mut parameters = vec![path("key", &uuid())];
    let (place, id) = match (is_on_call, action.is_on_collection()) {
        (true, _) => (String::new(), action.name().to_owned()),
        (false, true) => ("/participants".to_owned(), action.name().to_owned()),
        (false, false) => {
            parameters.push(path("participant", &json!({ "type": "string", "minLength": 1 })));
            ("/participants/{participant}".to_owned(), format!("{}Participant", action.name()))
        }
    };
    let starts = action.answer().is_some();
    let text = if starts { "Starts an operation" } else { "Starts no operation" };
    let mut operation = operation_of(&id, &format!("{text}: `{}`.", action.name()), &parameters);
    let table = registered.structured_type();
    let mut parameters = schemas.reference(table);
    let has_callback = action.name() == "answer";
    if has_callback {
        schemas.leave_out(table, "callbackUri");
        parameters["properties"] = json!({ "callbackUri": false });
    }
    let needs_any = table.properties().any(|property| property.rules().iter().any(|rule| rule.word() == "required"));
    operation["requestBody"] = body(&parameters, needs_any);
    let (status, answer) = if starts { (202, "Started") } else { (200, "Answer") };
    operation["responses"] = with(&[status, 400, 404, 408, 409, 413, 415, 422, 502, 503, 504], answer);
    if starts {
        let end = json!({ "operationId": "getOperation", "parameters": { "key": "$response.body#/operation" } });
        operation["responses"]["202"]["links"] = json!({ "getOperation": end });
    }
    (format!("/api/calls/{{key}}{place}/{}", action.name()), operation)
}

fn operation_of(id: &str, summary: &str, parameters: &[Value]) -> Value {
    json!({ "operationId": id, "summary": summary, "parameters": parameters })
}

fn got(id: &str, summary: &str, parameters: &[Value], statuses: &[u16], answer: &str) -> Value {
    let mut operation = operation_of(id, summary, parameters);
    operation["responses"] = with(statuses, answer);
    operation
}

fn stream(id: &str, summary: &str, parameters: &[Value]) -> Value {
    let mut operation = operation_of(id, summary, parameters);
    operation["responses"] = with(&[200, 400, 503], "");
    operation["responses"]["200"]["content"] = json!({ "text/event-stream": { "schema": { "type": "string" } } });
    operation
}

fn text(id: &str, summary: &str, type_: &str) -> Value {
    let mut operation = operation_of(id, summary, &[]);
    operation["responses"] = with(&[200], "");
    operation["responses"]["200"]["content"] = json!({ type_: { "schema": { "type": "string" } } });
    operation
}

/// A part of the page. It shows nothing by itself, so it needs no token.
fn shown(id: &str, summary: &str, type_: &str) -> Value {
    let mut operation = text(id, summary, type_);
    operation["security"] = json!([]);
    if let Some(responses) = operation["responses"].as_object_mut() {
        responses.retain(|status, _| matches!(status.as_str(), "200" | "421"));
    }
    operation
}

fn health() -> Value {
    let mut operation = operation_of(
        "getHealth",
        "200 if the store takes notifications and keys are there to check them with, else 503.",
        &[],
    );
    let answer = json!({ "application/json": { "schema": reference("Health") } });
    operation["security"] = json!([]);
    operation["responses"] = json!({
        "200": { "description": "Healthy.", "content": answer },
        "503": { "description": "Not healthy.", "content": answer },
        "421": failure(421),
    });
    operation
}

/// The answers of these statuses: the first is of success.
fn with(statuses: &[u16], answer: &str) -> Value {
    let mut responses = Map::new();
    for status in statuses.iter().chain(&[401, 403, 421]) {
        let response = match (status, answer) {
            (400.., _) => failure(*status),
            (_, "") => json!({ "description": "Done." }),
            _ => json!({ "description": "Done.", "content": { "application/json": { "schema": reference(answer) } } }),
        };
        responses.insert(status.to_string(), response);
    }
    responses.into()
}

fn failure(status: u16) -> Value {
    let description = match status {
        400 => "The request cannot be read.",
        401 => "The token is missing or wrong.",
        403 => "The request comes from a page of another origin.",
        404 => "Nothing has this key, or it is kept no longer.",
        408 => "The body did not come in time.",
        409 => "The call has ended, its id is not known yet, or a limit is reached.",
        413 => "The body is larger than 1 MiB.",
        415 => "The body is not JSON.",
        421 => "The admin side is not reached by this Host.",
        422 => "The body breaks rules: `violations` has each with its place. Or its tenant is not accepted.",
        502 => "Graph refused the request, with its error in `graph`, or it could not be sent. Nothing was done.",
        503 => "Later: the store failed, a limit is reached, or the service ends.",
        _ => {
            "The request was sent, and its fate is unknown. It must not be sent again; `operation` and `call` show what happened."
        }
    };
    json!({ "description": description, "content": { "application/json": { "schema": reference("Problem") } } })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn uuid() -> Value {
    json!({ "type": "string", "pattern": UUID })
}

fn numbered() -> Value {
    json!({ "type": "string", "pattern": NUMBERED })
}

/// The place of a call in the timeline.
fn place() -> Value {
    json!({ "type": "string", "pattern": "^(0|[1-9][0-9]{0,17})$" })
}

fn path(name: &str, schema: &Value) -> Value {
    json!({ "name": name, "in": "path", "required": true, "schema": schema })
}

fn query(name: &str, schema: &Value) -> Value {
    json!({ "name": name, "in": "query", "schema": schema })
}

fn idempotency() -> Value {
    json!({
        "name": "Idempotency-Key",
        "in": "header",
        "description": "A text of your own: a request that repeats it places no second call.",
        "schema": { "type": "string", "pattern": "^[!-~]{1,255}$" },
    })
}

fn body(schema: &Value, required: bool) -> Value {
    json!({ "required": required, "content": { "application/json": { "schema": schema } } })
}

/// Links from the answer of a placed call to the routes that take its key.
fn links() -> Value {
    let to = |id: &str| json!({ "operationId": id, "parameters": { "key": "$response.body#/key" } });
    let ids = AnyAction::all().filter(|(action, _)| action.on().name() == Call::TYPE.name());
    let links = ids.map(|(action, _)| action.name()).chain(["getCall", "hangUp", "invite"]);
    links.map(|id| (id.to_owned(), to(id))).collect::<Map<_, _>>().into()
}

/// The schemas of answers.
fn answers() -> Map<String, Value> {
    let text = json!({ "type": ["string", "null"] });
    let time = json!({ "type": ["string", "null"], "format": "date-time" });
    let next = |form: Value| json!({ "anyOf": [form, { "type": "null" }] });
    let list = |item: &str, next: Value| json!({ "type": "object", "required": ["value", "next"], "properties": { "value": { "type": "array", "items": reference(item) }, "next": next } });
    let event = json!({
        "id": next(numbered()), "call": uuid(), "callId": text, "kind": kind(), "operation": next(numbered()), "operationId": text,
        "clientContext": text, "outcome": { "enum": ["succeeded", "failed", "unknown", null] }, "at": time, "body": {}, "error": {},
    });
    let members =
        ["id", "call", "callId", "kind", "operation", "operationId", "clientContext", "outcome", "at", "body"];
    let with_state = [&members[..], &["state"]].concat();
    let mut operation = event.clone();
    operation["state"] = json!({ "enum": ["pending", "ended"] });
    let schemas = json!({
        "Problem": object(&json!({ "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {
                "code": { "type": "string" }, "message": { "type": "string" },
                "violations": { "type": "array", "items": object(&json!({ "path": { "type": "string" }, "rule": { "type": "string" }, "message": { "type": "string" } })) },
                "graph": { "type": "object" }, "call": text, "operation": text,
            },
        } })),
        "Placed": object(&json!({ "key": uuid(), "id": text })),
        "Started": object(&json!({ "operation": numbered(), "id": text, "status": text })),
        "Answer": { "description": "Graph's answer, mostly null." },
        "Call": object(&json!({
            "key": uuid(), "id": text, "tenantId": text, "state": text, "createdAt": time, "endedAt": time, "resultInfo": {},
            "pending": { "type": "integer", "minimum": 0 },
        })),
        "Calls": list("Call", next(uuid())),
        "Event": { "type": "object", "required": members, "properties": event },
        "Operation": { "type": "object", "required": with_state, "properties": operation },
        "Operations": list("Operation", next(numbered())),
        "Timeline": list("CallLife", next(place())),
        "CallLife": object(&json!({
            "key": uuid(), "id": text, "state": text, "createdAt": time, "endedAt": time, "result": text,
            "operations": { "type": "array", "items": reference("OperationLife") },
        })),
        "OperationLife": object(&json!({
            "operation": numbered(), "operationId": text, "clientContext": text, "type": text,
            "state": { "enum": ["pending", "ended"] }, "outcome": { "enum": ["succeeded", "failed", "unknown", null] },
            "startedAt": time, "endedAt": time, "result": text,
        })),
        "Health": object(&json!({ "keys": { "type": "boolean" }, "store": { "type": "boolean" } })),
        "Document": { "type": "object" },
    });
    if let Value::Object(schemas) = schemas { schemas } else { Map::new() }
}

/// An object with all of these members.
fn object(properties: &Value) -> Value {
    let required: Vec<_> = properties.as_object().into_iter().flat_map(Map::keys).collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

fn kind() -> Value {
    json!({ "enum": ["incoming", "call", "participants", "tone", "end", "late", "other", null] })
}

#[cfg(test)]
mod tests {
    use super::super::routes;
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_document_has_the_routes_of_the_router() {
        let document = document();
        let paths = document["paths"].as_object().unwrap();
        let documented = paths.iter().flat_map(|(path, methods)| {
            methods.as_object().unwrap().keys().map(move |method| (path.clone(), method.to_uppercase()))
        });
        let documented: BTreeSet<_> = documented.collect();
        let mut routed = BTreeSet::from([("/healthz".to_owned(), "GET".to_owned())]);
        for (path, method, _) in routes() {
            if let Some(place) = path.strip_suffix("/{action}") {
                let of_place =
                    |(path, _): &&(String, String)| path.rsplit_once('/').is_some_and(|(start, _)| start == place);
                routed.extend(documented.iter().filter(of_place).filter(|(_, method)| method == "POST").cloned());
            } else {
                routed.insert((path.to_owned(), method.to_string()));
            }
        }
        assert_eq!(documented, routed);
        assert!(documented.contains(&("/api/calls/{key}/playPrompt".to_owned(), "POST".to_owned())));
        assert!(documented.contains(&("/api/calls/{key}/participants/invite".to_owned(), "POST".to_owned())));
        assert!(
            documented.contains(&("/api/calls/{key}/participants/{participant}/mute".to_owned(), "POST".to_owned()))
        );
    }

    #[test]
    fn schemas_have_the_rules_of_the_tables() {
        let document = document();
        let schema = |name: &str| document["components"]["schemas"][name].clone();
        let record = schema("microsoft.graph.call.recordResponse");
        let longest = &record["properties"]["maxRecordDurationInSeconds"];
        assert_eq!((&longest["minimum"], &longest["maximum"]), (&json!(1), &json!(120)));
        let play = schema("microsoft.graph.call.playPrompt");
        assert_eq!((&play["required"], &play["properties"]["prompts"]["maxItems"]), (&json!(["prompts"]), &json!(20)));
        assert_eq!(play["properties"]["clientContext"]["maxLength"], 256);
        assert_eq!(schema("microsoft.graph.call.answer")["required"], json!(["mediaConfig", "acceptedModalities"]));
    }

    /// Every reference leads to a schema, and no operation's id is there twice.
    #[test]
    fn references_lead_somewhere() {
        fn visit(value: &Value, found: &mut impl FnMut(&str, &Value)) {
            match value {
                Value::Object(members) => members.iter().for_each(|(name, value)| {
                    found(name, value);
                    visit(value, found);
                }),
                Value::Array(items) => items.iter().for_each(|item| visit(item, found)),
                _ => {}
            }
        }
        let document = document();
        let (mut ids, mut links) = (Vec::new(), BTreeSet::new());
        visit(&document["paths"], &mut |name, value| {
            if name == "responses" {
                let mut link = |name: &str, value: &Value| {
                    if name == "operationId" {
                        links.insert(value.to_string());
                    }
                };
                visit(value, &mut link);
            }
        });
        for operation in
            document["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values())
        {
            ids.push(operation["operationId"].to_string());
        }
        let unique: BTreeSet<_> = ids.iter().cloned().collect();
        assert_eq!(unique.len(), ids.len());
        assert!(links.is_subset(&unique));
        let mut count = 0;
        visit(&document, &mut |name, value| {
            if let ("$ref", Some(target)) = (name, value.as_str()) {
                count += 1;
                assert!(document.pointer(target.trim_start_matches('#')).is_some(), "{target}");
            }
        });
        assert!(count > 100, "{count}");
    }
}
