// Tidies a GraphQL document: a small parser of executable documents that prints as it reads. Comments stay,
// before the line that they stood in or above. Only white space and commas change.

const TOKEN = /"""(?:\\"""|[\s\S])*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*|\.\.\.|[A-Za-z_]\w*|-?\d[\w.+-]*|[{}()[\]:=!|&$@]/y;
const IGNORED = /[\s,\uFEFF]*/y;
const WIDTH = 100;
const NAME = /^[A-Za-z_]/;

export class FormatError extends Error {
  constructor(at, line, column) { super(at); this.line = line; this.column = column; }
}

export function tidy(text) {
  const reader = new Reader(text);
  const parts = [];
  while (reader.word !== null) parts.push(definition(reader));
  const last = reader.comments.join("\n");
  return `${[...parts, ...(last ? [last] : [])].join("\n\n")}\n`;
}

class Reader {
  constructor(text) { this.text = text; this.end = 0; this.comments = []; this.next(); }

  next() {
    const taken = this.word;
    for (;;) {
      IGNORED.lastIndex = this.end;
      IGNORED.exec(this.text);
      this.at = TOKEN.lastIndex = IGNORED.lastIndex;
      if (this.at >= this.text.length) { this.word = null; return taken; }
      const found = TOKEN.exec(this.text);
      if (!found) this.fail();
      this.end = TOKEN.lastIndex;
      if (!found[0].startsWith("#")) { this.word = found[0]; return taken; }
      this.comments.push(found[0].trimEnd());
    }
  }

  expect(test) {
    const good = this.word !== null && (typeof test === "string" ? this.word === test : test.test(this.word));
    if (!good) this.fail();
    return this.next();
  }

  fail() {
    const before = this.text.slice(0, this.at).split("\n");
    throw new FormatError(this.text.slice(this.at).split(/\s/)[0] || "…", before.length, before.at(-1).length + 1);
  }

  // The comments met since the last call, as lines above what follows.
  above(indent) {
    const lines = this.comments.map((comment) => `${indent}${comment}\n`).join("");
    this.comments = [];
    return lines;
  }
}

function definition(reader) {
  const above = reader.above("");
  if (reader.word === "{") return above + selections(reader, "");
  let head = reader.expect(/^(query|mutation|subscription|fragment)$/);
  if (head === "fragment") head += ` ${reader.expect(NAME)} ${reader.expect("on")} ${reader.expect(NAME)}`;
  else if (NAME.test(reader.word)) head += ` ${reader.next()}`;
  if (reader.word === "(") head += bracketed(reader, "", head.length, variable);
  head += directives(reader);
  return `${above}${head} ${selections(reader, "")}`;
}

function variable(reader) {
  let text = `${reader.expect("$")}${reader.expect(NAME)}${reader.expect(":")} ${type(reader)}`;
  if (reader.word === "=") { reader.next(); text += ` = ${value(reader)}`; }
  return text + directives(reader);
}

function type(reader) {
  let text;
  if (reader.word === "[") { reader.next(); text = `[${type(reader)}]`; reader.expect("]"); }
  else text = reader.expect(NAME);
  return reader.word === "!" ? text + reader.next() : text;
}

function selections(reader, indent) {
  reader.expect("{");
  const inner = `${indent}  `;
  const lines = [];
  while (reader.word !== "}") lines.push(reader.above(inner) + inner + selection(reader, inner));
  const last = reader.above(inner);
  reader.expect("}");
  return `{\n${lines.join("\n")}\n${last}${indent}}`;
}

function selection(reader, indent) {
  let text;
  if (reader.word === "...") {
    text = reader.next();
    if (reader.word === "on") text += ` ${reader.next()} ${reader.expect(NAME)}`;
    else if (NAME.test(reader.word || "")) return text + reader.next() + directives(reader);
  } else {
    text = reader.expect(NAME);
    if (reader.word === ":") text += `${reader.next()} ${reader.expect(NAME)}`;
    if (reader.word === "(") text += bracketed(reader, indent, text.length, argument);
  }
  text += directives(reader);
  if (reader.word === "{") text += ` ${selections(reader, indent)}`;
  else if (text.startsWith("...")) reader.fail();
  return text;
}

function argument(reader) {
  return `${reader.expect(NAME)}${reader.expect(":")} ${value(reader)}`;
}

// `(…)` in one line where it fits, else one argument a line.
function bracketed(reader, indent, before, item) {
  reader.expect("(");
  const items = [];
  while (reader.word !== ")") items.push(item(reader));
  reader.next();
  if (!items.length) reader.fail();
  const short = `(${items.join(", ")})`;
  if (indent.length + before + short.length <= WIDTH || items.length === 1) return short;
  return `(\n${items.map((one) => `${indent}  ${one}`).join("\n")}\n${indent})`;
}

function directives(reader) {
  let text = "";
  while (reader.word === "@") {
    text += ` ${reader.next()}${reader.expect(NAME)}`;
    if (reader.word === "(") text += bracketed(reader, "", 0, argument);
  }
  return text;
}

function value(reader) {
  if (reader.word === "[") return list(reader, "[", "]", value);
  if (reader.word === "{") return list(reader, "{", "}", argument);
  if (reader.word === "$") return reader.next() + reader.expect(NAME);
  return reader.expect(/^["\w-]/);
}

function list(reader, open, close, item) {
  reader.expect(open);
  const items = [];
  while (reader.word !== close) items.push(item(reader));
  return open + items.join(", ") + reader.expect(close);
}
