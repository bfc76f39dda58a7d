const GRAPH = { left: 36, gap: 100, narrowest: 150, widest: 370, height: 44, row: 62, most: 30, character: 7.6 };

/** Who waits for what, and who holds it: threads on the left, resources on the right. */
class WaitGraph {
  #threads = new Map();
  #resources = new Map();
  #edges = [];

  constructor(finding, names, id) {
    this.finding = finding;
    this.names = names;
    this.id = id;
    const waiting = finding.threads.map((t, i) => i).filter((i) => finding.threads[i].waitsFor !== null);
    const others = waiting.filter((i) => !finding.cycle.includes(i));
    const order = [...finding.cycle, ...others];
    order.slice(0, GRAPH.most).forEach((i) => this.#waits(i));
    this.left = order.length - Math.min(order.length, GRAPH.most);
  }

  #waits(i) {
    this.#thread(i);
    const wait = this.finding.threads[i].waitsFor;
    if (wait === null) {
      return;
    }
    const next = this.#nextInCycle(i);
    if (isThread(wait, this.finding)) {
      const [{ thread }] = wait.holders;
      this.#thread(thread);
      this.#edges.push({ kind: "joins", from: i, to: thread, cycle: next === thread });
      return;
    }
    const key = JSON.stringify([wait.resource, wait.holders]);
    if (!this.#resources.has(key)) {
      this.#resources.set(key, { row: this.#resources.size, wait, cycle: false });
      wait.holders.forEach((h) => {
        this.#thread(h.thread);
        this.#edges.push({ kind: "held", from: key, to: h.thread, cycle: next === h.thread });
      });
    }
    this.#resources.get(key).cycle ||= next !== null;
    this.#edges.push({ kind: "waits", from: i, to: key, cycle: next !== null });
  }

  #thread(i) {
    if (!this.#threads.has(i)) {
      this.#threads.set(i, { row: this.#threads.size });
    }
  }

  #nextInCycle(i) {
    const cycle = this.finding.cycle;
    const at = cycle.indexOf(i);
    return at < 0 ? null : cycle[(at + 1) % cycle.length];
  }

  /** The boxes of both columns are as wide as their texts, within bounds. */
  #layOut() {
    const width = (texts) => {
      const longest = Math.max(0, ...texts.flat().map((t) => [...t].length));
      return Math.min(GRAPH.widest, Math.max(GRAPH.narrowest, Math.ceil(longest * GRAPH.character) + 26));
    };
    this.threadWidth = width([...this.#threads.keys()].map((i) => this.#threadTexts(i)));
    this.resourceWidth = width([...this.#resources.values()].map((r) => this.#resourceTexts(r)));
    this.right = GRAPH.left + this.threadWidth;
    this.there = this.right + GRAPH.gap;
    this.width = (this.#resources.size === 0 ? this.right : this.there + this.resourceWidth) + 4;
  }

  node() {
    this.#layOut();
    const drawing = this.#drawing();
    drawing.style.maxWidth = this.width + "px";
    drawing.style.minWidth = this.width * 0.85 + "px"; // or it could not be read
    return element(
      "div",
      { class: "graph" },
      drawing,
      element(
        "p",
        { class: "faint" },
        "Solid: waits for. Dashed: held by." + (this.finding.cycle.length > 0 ? " Red: the cycle." : ""),
        this.left > 0 ? ` ${counted(this.left, "more thread waits", "more threads wait")}: see below.` : null,
      ),
    );
  }

  #drawing() {
    const rows = Math.max(this.#threads.size, this.#resources.size);
    const height = rows * GRAPH.row + 8;
    return svg(
      "svg",
      { viewBox: `0 0 ${this.width} ${height}`, role: "img", "aria-label": "Wait-for graph: " + this.#words() },
      svg("defs", {}, this.#marker("arrow", ""), this.#marker("cycle-arrow", "cycle")),
      ...this.#edges.map((e) => this.#edge(e)),
      ...[...this.#threads].map(([i, { row }]) => this.#threadBox(i, row)),
      ...[...this.#resources.values()].map((r) => this.#resourceBox(r)),
    );
  }

  #words() {
    return [...this.#threads.keys()]
      .filter((i) => this.finding.threads[i].waitsFor !== null)
      .map((i) => `${this.names[i]} waits for ${clean(this.finding.threads[i].waitsFor.resource)}`)
      .join("; ");
  }

  #marker(name, kind) {
    return svg(
      "marker",
      { id: `${this.id}-${name}`, class: kind, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto" },
      svg("path", { d: "M0 0L8 4L0 8z" }),
    );
  }

  #edge({ kind, from, to, cycle }) {
    const middle = (row) => 4 + row * GRAPH.row + GRAPH.height / 2;
    const { right, there } = this;
    let d;
    if (kind === "joins") {
      const [y1, y2] = [middle(this.#threads.get(from).row) - 7, middle(this.#threads.get(to).row) + 7];
      d = `M${GRAPH.left} ${y1}C${GRAPH.left - 36} ${y1} ${GRAPH.left - 36} ${y2} ${GRAPH.left - 1} ${y2}`;
    } else if (kind === "waits") {
      const [y1, y2] = [middle(this.#threads.get(from).row) - 8, middle(this.#resources.get(to).row) - 8];
      d = `M${right} ${y1}C${right + 50} ${y1} ${there - 50} ${y2} ${there - 1} ${y2}`;
    } else {
      const [y1, y2] = [middle(this.#resources.get(from).row) + 8, middle(this.#threads.get(to).row) + 8];
      d = `M${there} ${y1}C${there - 50} ${y1} ${right + 50} ${y2} ${right + 1} ${y2}`;
    }
    const arrow = `url(#${this.id}-${cycle ? "cycle-arrow" : "arrow"})`;
    return svg("path", { d, class: kind + (cycle ? " cycle" : ""), "marker-end": arrow });
  }

  #threadTexts(i) {
    const { waitsFor, end } = this.finding.threads[i];
    const where = waitsFor?.where ? " at " + place(waitsFor.where) : "";
    return [this.names[i], waitsFor === null ? clean(end) : clean(waitsFor.how) + where];
  }

  #resourceTexts({ wait }) {
    const holders = wait.holders.map((h) => this.names[h.thread] + (h.takenAt ? " since " + place(h.takenAt) : ""));
    const held = "held by " + holders.join(", ");
    const unheld = wait.how.startsWith("wait(") ? "to be notified" : "no holder is known";
    return [clean(wait.resource), holders.length === 0 ? unheld : held];
  }

  #threadBox(i, row) {
    const kind = "thread" + (this.finding.cycle.includes(i) ? " cycle" : "");
    return this.#box(kind, GRAPH.left, this.threadWidth, row, this.#threadTexts(i));
  }

  #resourceBox(resource) {
    const { row, wait, cycle } = resource;
    const kind = "resource" + (cycle ? " cycle" : "") + (wait.holders.length === 0 ? " unheld" : "");
    return this.#box(kind, this.there, this.resourceWidth, row, this.#resourceTexts(resource));
  }

  #box(kind, x, width, row, [text, sub]) {
    const most = Math.floor((width - 22) / GRAPH.character);
    const y = 4 + row * GRAPH.row;
    return svg(
      "g",
      { class: kind },
      svg("title", {}, `${text}\n${sub}`),
      svg("rect", { x, y, width, height: GRAPH.height }),
      svg("text", { x: x + 12, y: y + 18 }, shortened(text, most)),
      svg("text", { x: x + 12, y: y + 35, class: "sub" }, shortened(sub, most)),
    );
  }
}

/** Whether it is the end of the "holder" itself that is waited for. */
function isThread(wait, finding) {
  return wait.holders.length === 1 && wait.resource === "thread " + finding.threads[wait.holders[0].thread].name;
}
