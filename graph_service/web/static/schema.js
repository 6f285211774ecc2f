// The reference of the schema: browse types with their descriptions, search types and fields. Builds nodes, never HTML.

const SHOWN = 60;

export function element(name, content, attributes = {}) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  for (const item of [content].flat()) if (item !== null && item !== undefined) node.append(item);
  return node;
}

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const named = (type) => type.replace(/[[\]!]/g, "");

export class Reference {
  constructor(words, root, trail, search) {
    Object.assign(this, { words, root, trail, search, types: new Map(), path: [] });
    search.addEventListener("input", () => this.find(search.value));
  }

  async load() {
    this.root.replaceChildren(element("p", this.words.loading));
    try {
      const answer = await fetch("/graphql/schema.json");
      if (!answer.ok) throw new Error(String(answer.status));
      const schema = await answer.json();
      this.types = new Map(schema.types.map((type) => [type.name, type]));
      this.query = schema.query;
      this.show(this.query);
    } catch {
      this.root.replaceChildren(element("p", this.words.unreachable, { class: "problem" }));
    }
  }

  show(name) {
    const type = this.types.get(name);
    if (!type) return;
    const known = this.path.indexOf(name);
    this.path = known >= 0 ? this.path.slice(0, known + 1) : [...this.path, name].slice(-4);
    this.root.replaceChildren(...this.page(type));
    this.root.scrollTop = 0;
    this.drawTrail();
  }

  drawTrail() {
    const steps = this.path.slice(0, -1).flatMap((name) => [this.link(name), " › "]);
    const all = element("button", this.words.overview, { type: "button", class: "link" });
    all.addEventListener("click", () => this.overview());
    this.trail.replaceChildren(all, ...(this.path.length ? [" › "] : []), ...steps, this.path.at(-1) ?? "");
  }

  link(name) {
    const button = element("button", name, { type: "button", class: "link" });
    button.addEventListener("click", () => { this.search.value = ""; this.show(name); });
    return button;
  }

  // A type as it is written, its name a link: `[County!]!`.
  typed(type) {
    const [before, after] = type.split(named(type));
    return [before, this.types.has(named(type)) ? this.link(named(type)) : named(type), after];
  }

  page(type) {
    const parts = [element("h3", [type.name, " ", element("span", type.kind, { class: "chip" })])];
    if (type.about) parts.push(element("p", type.about));
    this.names(parts, this.words.implements, type.implements);
    this.list(parts, this.words.fields, type.fields);
    this.list(parts, this.words.inputs, type.inputs);
    this.list(parts, this.words.values, type.values);
    this.names(parts, this.words.members, type.members);
    if (type.kind !== "type" || type.name !== this.query) this.names(parts, this.words.used_by, this.usedBy(type.name));
    return parts;
  }

  usedBy(name) {
    const uses = (type) => [...(type.fields ?? []), ...(type.inputs ?? [])].some((item) =>
      named(item.type) === name || (item.args ?? []).some((argument) => named(argument.type) === name));
    return [...this.types.values()].filter(uses).map((type) => type.name).slice(0, SHOWN);
  }

  names(parts, title, names) {
    if (!names?.length) return;
    parts.push(element("h4", title), element("ul", names.map((name) => element("li", this.link(name)))));
  }

  list(parts, title, items) {
    if (!items?.length) return;
    parts.push(element("h4", title), element("dl", items.flatMap((item) => this.item(item))));
  }

  item(item) {
    const term = element("dt", element("b", item.name));
    if (item.args) term.append("(", ...item.args.flatMap((a, at) => [at ? ", " : "", `${a.name}: `, ...this.typed(a.type), a.default ? ` = ${a.default}` : ""]), ")");
    if (item.type) term.append(": ", ...this.typed(item.type));
    if (item.default) term.append(` = ${item.default}`);
    const about = [item.about, item.deprecated && `${this.words.deprecated}: ${item.deprecated}`].filter(Boolean).join(" ");
    const told = (item.args ?? []).filter((a) => a.about).map((a) => element("li", [element("code", a.name), ` – ${a.about}`]));
    return [term, element("dd", [about, told.length ? element("ul", told) : null])];
  }

  overview() {
    this.path = [];
    this.search.value = "";
    const kinds = Map.groupBy ? Map.groupBy(this.types.values(), (type) => type.kind) : this.groups();
    const parts = [...kinds].flatMap(([kind, types]) => [element("h4", kind), element("ul", types.map((type) => element("li", this.link(type.name))))]);
    this.root.replaceChildren(...parts);
    this.drawTrail();
  }

  groups() {
    const kinds = new Map();
    for (const type of this.types.values()) kinds.set(type.kind, [...(kinds.get(type.kind) ?? []), type]);
    return kinds;
  }

  find(text) {
    const wanted = fold(text.trim());
    if (!wanted) { this.show(this.path.at(-1) ?? this.query); return; }
    const hits = [];
    for (const type of this.types.values()) {
      if (fold(type.name).includes(wanted)) hits.push([rank(type.name, wanted), type.name, null, type.about]);
      for (const item of [...(type.fields ?? []), ...(type.values ?? []), ...(type.inputs ?? [])]) {
        if (fold(`${item.name} ${type.values ? item.about ?? "" : ""}`).includes(wanted)) hits.push([rank(item.name, wanted) + 1, type.name, item.name, item.about]);
      }
    }
    hits.sort((one, other) => one[0] - other[0] || one[1].localeCompare(other[1]));
    const rows = hits.slice(0, SHOWN).flatMap(([, type, item, about]) => [
      element("dt", [this.link(type), item ? `.${item}` : null]), element("dd", about ?? ""),
    ]);
    const count = hits.length ? this.words.matches.replace("{count}", String(hits.length)) : this.words.no_match;
    this.root.replaceChildren(element("p", count), element("dl", rows));
  }
}

// Whole names first, then beginnings, then the rest; the types that people ask for before the generated ones.
function rank(name, wanted) {
  const folded = fold(name);
  const place = folded === wanted ? 0 : folded.startsWith(wanted) ? 2 : 4;
  return place + (/(Where|Order|OrderField|Edge|Connection)$/.test(name) ? 6 : 0);
}
