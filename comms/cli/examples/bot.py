#!/usr/bin/env python3
"""A calling bot on `comms serve`: calls a user, plays a prompt, hangs up. It needs Python's standard library alone.

    python3 bot.py http://127.0.0.1:8081 TENANT USER https://cdn.example.com/greeting.wav

If the admin side has a token, COMMS_ADMIN_TOKEN_FILE names its file.
"""
import json
import os
import sys
import time
import urllib.request
import uuid

ADMIN, TENANT, USER, PROMPT = sys.argv[1:]
TOKEN_FILE = os.environ.get("COMMS_ADMIN_TOKEN_FILE")
HEADERS = {"authorization": f"Bearer {open(TOKEN_FILE).read().strip()}"} if TOKEN_FILE else {}


def send(method, path, body=None, headers={}):
    data = None if body is None else json.dumps(body).encode()
    headers = {**HEADERS, "content-type": "application/json", **headers}
    return urllib.request.urlopen(urllib.request.Request(ADMIN + path, data, headers, method=method), timeout=90)


def events():
    """Yields events for ever. After a break, all that were not acknowledged come again."""
    while True:
        try:
            with send("GET", "/api/events") as stream:
                for line in stream:
                    if line.startswith(b"data:"):
                        yield json.loads(line[5:])
        except OSError as error:
            print("no events:", error)
            time.sleep(1)


def greet(call):
    """Plays the prompt and hangs up. The same context starts nothing twice, so all of it may run again."""
    media = {"@odata.type": "#microsoft.graph.mediaInfo", "uri": PROMPT}
    prompt = {"@odata.type": "#microsoft.graph.mediaPrompt", "mediaInfo": media}
    started = json.load(send("POST", f"/api/calls/{call}/playPrompt", {"clientContext": "greeting", "prompts": [prompt]}))
    end = json.load(send("GET", f"/api/operations/{started['operation']}?wait=60"))
    print("greeting:", end["outcome"] or "still pending")
    send("DELETE", f"/api/calls/{call}")


placed = json.load(send("POST", "/api/calls", {
    "targets": [{"@odata.type": "#microsoft.graph.invitationParticipantInfo", "identity": {"user": {"id": USER}}}],
    "requestedModalities": ["audio"],
    "mediaConfig": {"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"},
    "tenantId": TENANT,
}, {"idempotency-key": str(uuid.uuid4())}))
print("call:", placed["key"])
for event in events():
    state = event["kind"] == "call" and event["call"] == placed["key"] and event["body"]["state"]
    print("event:", *filter(None, [event["kind"], state, event["outcome"]]))
    if state == "established":
        greet(event["call"])
    send("POST", f"/api/events/{event['id']}/ack")  # only after the work: until then the event comes again
    if state == "terminated":
        break
