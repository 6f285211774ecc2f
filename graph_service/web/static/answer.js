// Shows an answer as coloured JSON, and its errors in words with the place in the document.

import { element } from "./schema.js";

const PART = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d[\d.eE+-]*/g;
const MOST_COLOURED = 400_000;

export function showJson(root, value) {
  const text = JSON.stringify(value, null, 2);
  if (text.length > MOST_COLOURED) { root.textContent = text; return; }
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(PART)) {
    const [whole, string, colon] = match;
    const kind = colon ? "name" : string ? "string" : /\d/.test(whole) ? "number" : "mark";
    const word = colon ? string : whole;
    parts.push(text.slice(end, match.index), element("span", word, { class: `json-${kind}` }));
    end = match.index + word.length;
  }
  root.replaceChildren(...parts, text.slice(end));
}

export function showErrors(root, errors, words, goTo) {
  root.replaceChildren(...errors.map((error) => {
    const places = (error.locations ?? []).map(({ line, column }) => {
      const text = words.at.replace("{line}", line).replace("{column}", column);
      const button = element("button", text, { type: "button" });
      button.addEventListener("click", () => goTo(line, column));
      return button;
    });
    const code = error.extensions?.code ? element("code", error.extensions.code) : null;
    return element("li", [element("div", error.message), ...places, code]);
  }));
}
