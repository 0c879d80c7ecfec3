// Shows calls and their operations, and keeps them up to date. It only reads: it takes no event away from a bot.

const PAGE = 25;
const LONGEST_PAUSE = 30_000;
/** The stream says something each 15 s. After this time without a word, the connection is dead. */
const SILENCE = 45_000;
/** Changes within this time are one reason to load. */
const GATHER = 250;
/** Changes of other nodes may show in no stream. */
const POLL = 10_000;

const $ = (id) => document.getElementById(id);
const state = { token: sessionStorage.getItem("token"), cursors: [], next: null, ahead: 0, open: new Set() };
const now = () => Date.now() + state.ahead;

// The admin side.

/** The answer to a GET. Throws the server's message, with the status. */
async function get(path) {
  const headers = state.token ? { authorization: `Bearer ${state.token}` } : {};
  const response = await fetch(path, { headers, cache: "no-store" });
  // The lanes of pending operations end at the server's present, which is known to the second.
  const ahead = Date.parse(response.headers.get("date")) - Date.now();
  if (Math.abs(ahead) > 2000) state.ahead = ahead;
  if (response.ok) return response;
  const body = await response.json().catch(() => null);
  throw Object.assign(new Error(body?.error?.message ?? `status ${response.status}`), { status: response.status });
}

async function load() {
  const query = new URLSearchParams({ limit: PAGE });
  const { text, outcome } = filters();
  if (text) query.set("text", text);
  if (outcome) query.set("state", outcome);
  if (state.cursors.length) query.set("before", state.cursors.at(-1));
  const { value, next } = await (await get(`/api/timeline?${query}`)).json();
  state.next = next;
  show(value);
}

let loading = null;

/** Loads. A load that is asked for while another is on its way follows that one. */
function refresh() {
  loading = (loading ?? Promise.resolve()).catch(() => {}).then(load);
  return loading;
}

let due = null;

function refreshSoon() {
  due ??= setTimeout(() => {
    due = null;
    refresh().then(() => say("live", "Live"), (error) => say("away", `Not up to date, trying again: ${error.message}`));
  }, GATHER);
}

/** Loads, and follows the stream of changes: each is a reason to load again. */
async function watch() {
  let pause = 1000;
  for (;;) {
    try {
      const reader = (await get("/api/changes")).body.pipeThrough(new TextDecoderStream()).getReader();
      await refresh();
      say("live", "Live");
      pause = 1000;
      for (let chunk = await next(reader); !chunk.done; chunk = await next(reader)) {
        if (chunk.value.includes("data:")) refreshSoon();
      }
      say("away", "Not up to date, trying again");
    } catch (error) {
      if (error.status === 401 || error.status === 403) return askForToken(error);
      say("away", `Not up to date, trying again: ${error.message}`);
    }
    await new Promise((done) => setTimeout(done, pause));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

async function next(reader) {
  const silence = setTimeout(() => reader.cancel(), SILENCE);
  try {
    return await reader.read();
  } finally {
    clearTimeout(silence);
  }
}

function askForToken(error) {
  $("login-fault").textContent = state.token ? `Refused: ${error.message}` : "";
  keepToken(null);
  document.body.dataset.shows = "login";
  say("away", "A token is needed");
  $("token").focus();
}

function keepToken(token) {
  state.token = token;
  if (token) sessionStorage.setItem("token", token);
  else sessionStorage.removeItem("token");
}

/** Sets the status. A text that stays the same is not announced again. */
function say(kind, text) {
  $("status").dataset.kind = kind;
  setText($("status"), text);
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// The list.

const filters = () => ({ text: $("text").value.trim(), outcome: $("filters").elements.state.value });

/** Shows the calls. The part of a call that did not change stays as it is, for whoever reads or focuses it. */
function show(calls) {
  const { text, outcome } = filters();
  const isWhole = !text && !outcome && state.cursors.length === 0;
  const wasLogin = document.body.dataset.shows === "login";
  document.body.dataset.shows = calls.length ? "calls" : isWhole ? "empty" : "none";
  if (wasLogin) $("text").focus();
  const operations = calls.flatMap((call) => call.operations);
  const pending = operations.filter((operation) => operation.state === "pending").length;
  $("earlier").disabled = state.next === null;
  $("latest").disabled = state.cursors.length === 0;
  $("pages").hidden = $("earlier").disabled && $("latest").disabled;
  const here = $("pages").hidden ? "" : "on this page: ";
  setText($("count"), `${here}${plural(calls.length, "call")}, ${plural(operations.length, "operation")}, ${pending} pending`);

  const focused = document.activeElement?.id;
  const old = new Map([...$("calls").tBodies].map((body) => [body.dataset.key, body]));
  let before = $("calls").tHead;
  for (const call of calls) {
    const version = JSON.stringify(call);
    const known = old.get(call.key);
    const body = known?.version === version ? known : Object.assign(rowsOf(call), { call, version });
    if (known === body) old.delete(call.key);
    if (before.nextElementSibling !== body) before.after(body);
    place(body);
    before = body;
  }
  for (const body of old.values()) body.remove();
  if (focused && document.activeElement?.id !== focused) $(focused)?.focus();
}

/** A call and its operations, as a group of rows. */
function rowsOf(call) {
  const since = span("since", `Call of ${moment(call.createdAt)}`);
  const name = make("th", { scope: "rowgroup" }, since, make("code", {}, call.id ?? call.key));
  const axis = make("td", {}, make("div", { className: "axis", ariaHidden: true }));
  const state = call.endedAt ? "ended" : call.state ?? "placed";
  const end = make("td", {}, state, " ", lasted(call.createdAt, call.endedAt), result(call));
  const body = make("tbody", {}, make("tr", { className: "call" }, name, axis, end));
  for (const operation of call.operations) body.append(...rowsOfOperation(operation));
  body.dataset.key = call.key;
  return body;
}

const SIGNS = { succeeded: "✓", failed: "✗", unknown: "?", pending: "▸" };

/** An operation: its name, its life as a line in time, its end; and below, if it is open, all that is known. */
function rowsOfOperation(operation) {
  const { operation: key, clientContext, operationId, startedAt, endedAt } = operation;
  const kind = endedAt ? operation.outcome ?? "unknown" : "pending";
  const isOpen = state.open.has(key);
  const details = make("tr", { className: "details", id: `details-${key}`, hidden: !isOpen });
  const name = clientContext ?? operationId ?? key;
  const button = make("button", { type: "button", id: `open-${key}`, ariaExpanded: isOpen }, name);
  button.setAttribute("aria-controls", details.id);
  button.addEventListener("click", () => toggle(operation, button, details));
  if (isOpen) fill(operation, details);

  const marks = [["line", ""], ["start", "●"], ["end", SIGNS[kind]]];
  const signs = marks.map(([className, sign]) => make("i", { className }, sign));
  const lane = make("div", { className: "lane", role: "img" }, ...signs);
  const word = { pending: "pending", unknown: "over, unknown" }[kind] ?? kind;
  const row = make("tr", { className: kind },
    make("th", { scope: "row" }, button, " ", span("action", (operation.type ?? "").replace(/Operation$/, ""))),
    make("td", {}, lane),
    make("td", { className: "ends" }, span("outcome", word), " ", lasted(startedAt, endedAt), result(operation)));
  row.operation = operation;
  return [row, details];
}

function toggle(operation, button, details) {
  details.hidden = !details.hidden;
  button.ariaExpanded = !details.hidden;
  if (details.hidden) return state.open.delete(operation.operation);
  state.open.add(operation.operation);
  fill(operation, details);
}

/** Shows all that is known of an operation, as `GET /api/operations/{key}` has it. */
async function fill(operation, details) {
  const cell = make("td", { colSpan: 3 }, "Loading");
  details.replaceChildren(cell);
  try {
    const { id, operationId, body, error } = await (await get(`/api/operations/${operation.operation}`)).json();
    const facts = {
      "Key": operation.operation,
      "Graph's id": operationId,
      "Started": moment(operation.startedAt),
      "Ended": moment(operation.endedAt),
      "Event": id,
    };
    const known = Object.entries(facts).filter(([, value]) => value);
    const list = make("dl", {}, ...known.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
    const received = body ?? error;
    cell.replaceChildren(list, received ? make("pre", { tabIndex: 0 }, JSON.stringify(received, masked, 2)) : "");
  } catch (fault) {
    cell.replaceChildren(fault.message);
  }
}

/** The server masks tokens. Nothing that is called one is shown, whatever the server does. */
const masked = (name, value) => (/token|secret|password/i.test(name) && typeof value === "string" ? "…" : value);

const result = ({ result }) => (result ? span("result", result) : "");

// Time.

const SECOND = 1000;
const STEPS = [
  10, 20, 50, 100, 200, 500,
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400].map((step) => step * SECOND),
];

/** Whether the lanes of a call grow with time. */
const moves = ({ call }) => !call.endedAt || call.operations.some(({ endedAt }) => !endedAt);

/** Places the lanes of a call, and the ticks of its axis, from its start to its end or the present. */
function place(body) {
  const times = [body.call.endedAt, ...body.call.operations.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt])];
  const start = Date.parse(body.call.createdAt);
  const present = moves(body) ? now() - start : 1;
  const span = Math.max(present, 1, ...times.filter(Boolean).map((time) => Date.parse(time) - start));
  const percent = (time) => Math.min(100, Math.max(0, (100 * (Date.parse(time) - start)) / span));
  for (const row of body.rows) {
    if (!row.operation) continue;
    const { startedAt, endedAt } = row.operation;
    const [line, first, last] = row.querySelectorAll(".lane > i");
    const [from, to] = [percent(startedAt ?? endedAt), endedAt ? percent(endedAt) : 100];
    line.style.left = first.style.left = `${from}%`;
    last.style.left = `${to}%`;
    line.style.width = `calc(${to - from}% - 0.5em)`;
    // The sign of the end covers that of the start.
    first.hidden = to - from < 2;
    const [began, ended] = [startedAt, endedAt].map((time) => time && duration(Date.parse(time) - start));
    row.querySelector(".lane").ariaLabel = [began && `from ${began}`, ended && `to ${ended}`].filter(Boolean).join(" ");
  }
  for (const text of body.querySelectorAll("[data-since]")) setText(text, duration(now() - Date.parse(text.dataset.since)));
  drawAxis(body, span);
}

/** Draws ticks at round times, five at most beside the first. */
function drawAxis(body, span) {
  const step = STEPS.find((step) => span / step <= 5) ?? span;
  const width = (100 * step) / span;
  body.style.setProperty("--step", `${width}%`);
  const ticks = [];
  for (let count = 0; count * width <= 97; count++) {
    const tick = make("span", {}, count === 0 ? "0" : duration(count * step));
    tick.style.left = `${count * width}%`;
    ticks.push(tick);
  }
  body.querySelector(".axis").replaceChildren(...ticks);
}

/** The time from one moment to another, or until now. */
function lasted(from, to) {
  if (!from) return "";
  if (to) return duration(Date.parse(to) - Date.parse(from));
  const text = make("span", {}, duration(now() - Date.parse(from)));
  text.dataset.since = from;
  return text;
}

/** At most two units: `1m30s`. */
function duration(millis) {
  const units = [["d", 86_400_000], ["h", 3_600_000], ["m", 60_000], ["s", 1000], ["ms", 1]];
  const largest = units.findIndex(([, size]) => millis >= size || size === 1);
  const [[name, size], next] = [units[largest], units[largest + 1]];
  const rest = next && next[0] !== "ms" ? Math.floor((millis % size) / next[1]) : 0;
  return `${Math.max(0, Math.floor(millis / size))}${name}${rest ? rest + next[0] : ""}`;
}

const moment = (time) => time && new Date(time).toLocaleString("sv");
const plural = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;

const span = (className, text) => make("span", { className }, text);

/** An element. Texts become text nodes, never markup. */
function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// The page.

let typing;
$("text").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => turn([]), 200);
});
$("filters").addEventListener("change", () => turn([]));
$("filters").addEventListener("submit", (event) => event.preventDefault());
$("clear").addEventListener("click", () => {
  $("filters").reset();
  $("text").focus();
  turn([]);
});
$("earlier").addEventListener("click", () => turnAndRead([...state.cursors, state.next]));
$("latest").addEventListener("click", () => turnAndRead([]));
$("login").addEventListener("submit", (event) => {
  event.preventDefault();
  keepToken($("token").value);
  $("token").value = "";
  watch();
});

/** Turns to another page of the list. */
function turn(cursors) {
  state.cursors = cursors;
  return refresh().catch((error) => say("away", error.message));
}

async function turnAndRead(cursors) {
  await turn(cursors);
  $("calls").focus();
}

$("first").textContent = `curl ${location.origin}/api/calls --json '{
  "targets": [{"identity": {"user": {"id": "USER"}}}],
  "requestedModalities": ["audio"],
  "mediaConfig": {"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"},
  "tenantId": "TENANT"}'`;

setInterval(() => document.body.dataset.shows !== "login" && !document.hidden && refreshSoon(), POLL);
setInterval(() => [...$("calls").tBodies].filter(moves).forEach(place), SECOND);
watch();
