// The query page: ties the editor, the answer, the examples, the history and the schema reference together.

import { showErrors, showJson } from "./answer.js";
import { Editor } from "./editor.js";
import { tidy } from "./format.js";
import { element, Reference } from "./schema.js";

const { words, examples } = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const editor = new Editor(at("document"), document.getElementById("lines"));
const HISTORY = "kalaka.history", MOST_KEPT = 30;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
let running = null;

// Storage may be forbidden or full: the page works without it.
function stored() {
  try { const kept = JSON.parse(localStorage.getItem(HISTORY) ?? "[]"); return Array.isArray(kept) ? kept : []; } catch { return []; }
}

function remember(question, variables) {
  const kept = [{ question, variables }, ...stored().filter((one) => one.question !== question || one.variables !== variables)];
  try { localStorage.setItem(HISTORY, JSON.stringify(kept.slice(0, MOST_KEPT))); } catch { /* see above */ }
  drawHistory();
}

function drawHistory() {
  const kept = stored();
  const title = ({ question }) => (question.match(/\b(?:query|mutation)\s+(\w+)/)?.[1] ?? question.replace(/#.*|\s+/g, " ").trim()).slice(0, 60);
  const options = kept.map((one, index) => element("option", `${index + 1}. ${title(one)}`, { value: String(index) }));
  at("history").replaceChildren(element("option", kept.length ? words.choose : words.no_history, { value: "" }), ...options);
  at("history").disabled = !kept.length;
}

function say(text) { at("status").textContent = text; }

function variables() {
  const text = at("variables").value.trim();
  if (!text) return {};
  const value = JSON.parse(text);
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new Error(words.variables_wrong);
  return value;
}

function size(text) {
  const kilo = new TextEncoder().encode(text).length / 1000;
  return `${kilo.toLocaleString(document.documentElement.lang, { maximumFractionDigits: kilo < 10 ? 1 : 0 })} kB`;
}

async function run() {
  let values;
  try { values = variables(); } catch { say(words.variables_wrong); at("variables").focus(); return; }
  running?.abort();
  const mine = running = new AbortController();
  at("run").disabled = true;
  say(words.running);
  const started = performance.now();
  try {
    const answer = await fetch("/graphql", {
      method: "POST",
      signal: mine.signal,
      credentials: "omit",
      headers: { "Content-Type": "application/json", Accept: "application/json", "Accept-Language": document.documentElement.lang },
      body: JSON.stringify({ query: editor.text, variables: values }),
    });
    const text = await answer.text();
    show(JSON.parse(text), text, Math.round(performance.now() - started));
    remember(editor.text, at("variables").value);
  } catch (error) {
    if (error.name !== "AbortError") say(words.unreachable);
  } finally {
    if (running === mine) at("run").disabled = false;
  }
}

function show(answer, text, ms) {
  const errors = answer.errors ?? [];
  showErrors(at("errors"), errors, words, (line, column) => editor.goTo(line, column));
  editor.mark(errors.flatMap((error) => (error.locations ?? []).map(({ line }) => line)));
  showJson(at("answer"), answer);
  say(errors.length ? fill(words.with_errors, { count: errors.length, ms }) : fill(words.answered, { ms, size: size(text) }));
}

function format() {
  try {
    editor.text = tidy(editor.text);
    say(words.formatted);
  } catch (error) {
    const place = fill(words.at, { line: error.line, column: error.column });
    say(fill(words.cannot_format, { reason: `${place}, ${error.message}` }));
    if (error.line) { editor.mark([error.line]); editor.goTo(error.line, error.column); }
  }
}

async function copy() {
  let values;
  try { values = variables(); } catch { say(words.variables_wrong); return; }
  const body = JSON.stringify({ query: editor.text, variables: values }).replaceAll("'", "'\\''");
  const command = `curl -s ${location.origin}/graphql -H 'Content-Type: application/json' -d '${body}'`;
  try { await navigator.clipboard.writeText(command); say(words.copied); } catch { say(words.copy_failed); }
}

function open({ question, document: text, variables: values }) {
  editor.text = question ?? text;
  at("variables").value = values ?? "";
}

at("examples").replaceChildren(element("option", words.choose, { value: "" }), ...examples.map((one) => element("option", one.title, { value: one.name })));
at("examples").addEventListener("change", (event) => {
  const chosen = examples.find((one) => one.name === event.target.value);
  if (chosen) open(chosen);
});
at("history").addEventListener("change", (event) => {
  const chosen = stored()[Number(event.target.value)];
  if (event.target.value !== "" && chosen) open(chosen);
});
at("run").addEventListener("click", run);
at("format").addEventListener("click", format);
at("copy").addEventListener("click", copy);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
});

drawHistory();
const asked = new URLSearchParams(location.search).get("example") ?? "who_cooperates";
open(examples.find((one) => one.name === asked) ?? examples[0] ?? { question: "" });
at("examples").value = examples.some((one) => one.name === asked) ? asked : "";
new Reference(words, at("reference"), at("trail"), at("search")).load();
