const ROW = 26; // the height of a row, as in the style sheet
const MOST_CELLS = 6000; // with more of them only the rows in sight are in the document
const OVERSCAN = 20;

/** The interleaving: a lane for each thread, a row for each event; one of them is the current one. */
class Lanes {
  #rendered = [0, 0];
  #rows = [];
  #rowOf = new Map();

  /** `select(i)` is called when the reader picks event `i`, `unfold(i)` for steps left out. */
  constructor(finding, names, steps, { id, select, unfold }) {
    this.steps = steps;
    this.error = finding.error;
    this.id = id;
    this.select = select;
    this.unfold = unfold;
    this.body = element("div", { class: "body", role: "presentation" });
    this.head = element(
      "div",
      { class: "head", "aria-hidden": "true" },
      element("div", { class: "no" }, "step"),
      ...names.map((n, t) => lane(t, { title: n }, shortened(n, names.length > 2 ? 22 : 40))),
    );
    this.node = element(
      "div",
      { class: "lanes box", tabindex: "0", role: "listbox", "aria-label": "Steps", onscroll: () => this.#scrolled() },
      this.head,
      this.body,
    );
    this.node.style.setProperty("--threads", String(names.length));
    this.names = names;
  }

  /** Shows the events with these indices, and how many are left out between them. */
  show(stops, all) {
    this.#rows = [];
    this.#rowOf = new Map();
    let next = 0;
    for (const i of [...stops, all]) {
      if (i > next) {
        this.#rows.push({ from: next, to: i });
      }
      if (i < all) {
        this.#rowOf.set(i, this.#rows.length);
        this.#rows.push({ event: i });
      }
      next = i + 1;
    }
    this.body.style.height = this.#rows.length * ROW + "px";
    this.long = this.#rows.length * (this.names.length + 1) > MOST_CELLS;
    this.node.classList.toggle("long", this.long);
    this.#rendered = [0, 0];
    this.body.replaceChildren();
  }

  /** Makes event `i` the current one and brings it into sight. */
  current(i) {
    this.at = i;
    const row = this.#rowOf.get(i);
    const top = row * ROW;
    const room = this.node.clientHeight - this.head.offsetHeight;
    if (top < this.node.scrollTop + ROW) {
      this.node.scrollTop = Math.max(0, top - 2 * ROW);
    } else if (top + 2 * ROW > this.node.scrollTop + room) {
      this.node.scrollTop = top + 3 * ROW - room;
    }
    this.#render();
    this.body.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    const node = this.body.children[row - this.#rendered[0]];
    node.setAttribute("aria-selected", "true");
    this.node.setAttribute("aria-activedescendant", node.id);
    this.#sideways(this.head.children[this.steps.events[i].thread + 1]);
  }

  #sideways(cell) {
    const numbers = this.head.firstChild.offsetWidth;
    const left = cell.offsetLeft - numbers;
    const right = cell.offsetLeft + cell.offsetWidth;
    if (left < this.node.scrollLeft) {
      this.node.scrollLeft = left;
    } else if (right > this.node.scrollLeft + this.node.clientWidth) {
      this.node.scrollLeft = right - this.node.clientWidth;
    }
  }

  #scrolled() {
    if (this.long && !this.frame) {
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        this.#render();
      });
    }
  }

  #render() {
    const n = this.#rows.length;
    const first = Math.floor(this.node.scrollTop / ROW);
    const fits = Math.ceil((this.node.clientHeight || 600) / ROW);
    const from = this.long ? Math.max(0, first - OVERSCAN) : 0;
    const to = this.long ? Math.min(n, first + fits + OVERSCAN) : n;
    if (this.#rendered[0] === from && this.#rendered[1] === to) {
      return;
    }
    this.#rendered = [from, to];
    this.body.replaceChildren(...this.#rows.slice(from, to).map((row, k) => this.#row(row, from + k)));
  }

  #row(row, number) {
    const event = row.event === undefined ? null : this.steps.events[row.event];
    const node = element(
      "div",
      {
        class: "row",
        id: `${this.id}-${number}`,
        role: "option",
        "aria-posinset": number + 1,
        "aria-setsize": this.#rows.length,
        "aria-selected": row.event === this.at && event !== null ? "true" : "false",
        onclick: () => (event === null ? this.unfold(row.from) : this.select(row.event)),
      },
      element("div", { class: "no" }, event === null ? "" : String(event.step)),
      ...this.names.map((name, t) => (event === null ? this.#leftOut(row, t) : this.#cell(row.event, t))),
    );
    node.style.top = number * ROW + "px";
    return node;
  }

  #cell(i, thread) {
    const event = this.steps.events[i];
    if (event.thread !== thread) {
      return lane(thread, { class: this.steps.how(thread, i) });
    }
    const own = this.steps.byThread[thread];
    const fails = this.error !== null && this.error.thread === thread && own[own.length - 1] === i;
    const text = clean(event.what);
    const cell = lane(
      thread,
      {
        class: "runs" + (fails ? " fails" : "") + (event.telling ? "" : " quiet"),
        title: `${this.names[thread]}: ${text}${event.where ? "\n" + frame(event.where) : ""}`,
      },
      element("span", { class: "what" }, inItsClass(text, event.where)),
      event.where && event.where.line > 0 ? element("span", { class: "line" }, ":" + event.where.line) : null,
    );
    cell.style.gridColumnEnd = "-1"; // nobody else has a text in this row
    return cell;
  }

  #leftOut(row, thread) {
    const own = this.steps.byThread[thread];
    let n = 0;
    for (let i = row.from; i < row.to; i++) {
      n += this.steps.events[i].thread === thread ? 1 : 0;
    }
    const how = own.length === 0 ? "absent" : this.steps.how(thread, row.to - 1);
    return lane(thread, { class: "quiet " + how }, n === 0 ? "" : "… " + counted(n, "step", "steps"));
  }
}

/** A cell in the lane of `thread`. */
function lane(thread, attributes, ...children) {
  const cell = element("div", { ...attributes, class: "cell lane " + (attributes.class ?? "") }, ...children);
  cell.style.gridColumnStart = String(thread + 2);
  return cell;
}

/** Without the name of the class that the event is in: what matters stands behind it. */
function inItsClass(text, where) {
  if (!where) {
    return text;
  }
  const names = clean(where.className.slice(where.className.lastIndexOf(".") + 1)).split("$");
  const known = names.filter((n) => /^\w*\D\w*$/.test(n)).join("|");
  return known === "" ? text : text.replace(new RegExp(`(?<![\\w.$"])(?:${known})\\.(?=\\w)`, "g"), "");
}
