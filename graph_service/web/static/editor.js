// A textarea as an editor: line numbers, Tab and Shift+Tab, lines with errors. Esc lets the next Tab leave.

export class Editor {
  constructor(area, gutter) {
    Object.assign(this, { area, gutter, wrong: new Set(), leaving: false, drawn: "" });
    area.addEventListener("input", () => { this.wrong.clear(); this.draw(); });
    area.addEventListener("scroll", () => { gutter.scrollTop = area.scrollTop; });
    area.addEventListener("keydown", (event) => this.key(event));
    area.addEventListener("blur", () => { this.leaving = false; });
    new ResizeObserver(() => { gutter.style.height = `${area.clientHeight}px`; }).observe(area);
    this.draw();
  }

  get text() { return this.area.value; }

  set text(value) {
    this.area.value = value;
    this.wrong.clear();
    this.draw();
  }

  draw() {
    const count = this.text.split("\n").length;
    const key = `${count}:${[...this.wrong]}`;
    if (key === this.drawn) return;
    this.drawn = key;
    const rows = [];
    for (let line = 1; line <= count; line += 1) {
      const wrong = this.wrong.has(line);
      const row = document.createElement(wrong ? "b" : "span");
      row.textContent = `${wrong ? "●" : ""}${line}\n`;
      rows.push(row);
    }
    this.gutter.replaceChildren(...rows);
  }

  mark(lines) {
    this.wrong = new Set(lines);
    this.draw();
  }

  goTo(line, column) {
    const before = this.text.split("\n").slice(0, line - 1);
    const at = before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
    this.area.focus();
    this.area.setSelectionRange(at, at);
    this.area.scrollTop = Math.max(0, (line - 5) * parseFloat(getComputedStyle(this.area).lineHeight));
  }

  key(event) {
    if (event.key === "Escape") { this.leaving = true; return; }
    if (event.key === "Tab" && !this.leaving && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      this.indent(event.shiftKey);
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.breakLine();
    }
    if (event.key !== "Shift") this.leaving = false;
  }

  indent(back) {
    const { selectionStart: start, selectionEnd: end } = this.area;
    if (start === end && !back) { this.insert("  "); return; }
    const from = this.text.lastIndexOf("\n", start - 1) + 1;
    const block = this.text.slice(from, end);
    const moved = back ? block.replace(/^ {1,2}/gm, "") : block.replace(/^/gm, "  ");
    this.area.setSelectionRange(from, end);
    this.insert(moved);
    this.area.setSelectionRange(start === end ? Math.max(from, start + moved.length - block.length) : from, from + moved.length);
  }

  breakLine() {
    const start = this.area.selectionStart;
    const line = this.text.slice(this.text.lastIndexOf("\n", start - 1) + 1, start);
    const deeper = /[{([]\s*$/.test(line) ? "  " : "";
    this.insert(`\n${line.match(/^ */)[0]}${deeper}`);
  }

  // execCommand, though old, is what keeps the browser's own undo.
  insert(text) {
    const done = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
    if (!done) this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
    this.draw();
  }
}
