const WINDOW = 6; // lines of source before and after the current one

/** A finding's interleaving, to be gone through step by step. */
class Stepper {
  constructor(finding, view, id) {
    this.names = view.names;
    this.steps = new Steps(finding);
    this.telling = view.shown;
    this.every = finding.events.map((e, i) => i);
    this.lanes = new Lanes(finding, view.names, this.steps, {
      id,
      select: (i) => this.go(i),
      unfold: (i) => this.#unfold(i),
    });
    this.told = element("div", { "aria-live": "polite" });
    this.more = element("div");
    this.now = element("div", { class: "now box" }, this.told, this.more);
    this.node = element(
      "div",
      { class: "part stepper" },
      element("h3", {}, "Interleaving"),
      this.#bar(),
      element("div", { class: "stage" }, this.lanes.node, this.now),
    );
  }

  /** To be called once the node is in the document. */
  start() {
    this.#show(this.telling, this.telling[0]);
  }

  #bar() {
    const button = (text, label, keys, act) =>
      element("button", { type: "button", "aria-label": label, title: label, "aria-keyshortcuts": keys, onclick: act }, text);
    this.first = button("|◀\uFE0E", "First step", "Home", () => this.move(-Infinity));
    this.previous = button("◀\uFE0E", "Previous step", "ArrowLeft", () => this.move(-1));
    this.next = button("▶\uFE0E", "Next step", "ArrowRight", () => this.move(1));
    this.last = button("▶\uFE0E|", "Last step", "End", () => this.move(Infinity));
    this.slider = element("input", {
      type: "range",
      min: "1",
      "aria-label": "Step",
      oninput: () => this.go(this.stops[this.slider.value - 1]),
    });
    this.count = element("span", { class: "count faint" });
    this.all = element("input", { type: "checkbox", onchange: () => this.#toggled() });
    const hidden = this.every.length - this.telling.length;
    return element(
      "div",
      { class: "bar", role: "group", "aria-label": "Steps" },
      this.first,
      this.previous,
      this.next,
      this.last,
      this.slider,
      this.count,
      hidden === 0
        ? null
        : element(
            "label",
            { title: "Also what touches nothing that another thread touches" },
            this.all,
            `all ${this.every.length.toLocaleString("en")} steps`,
          ),
      element("span", { class: "faint keys" }, "keys: ← →"),
    );
  }

  #toggled() {
    if (this.all.checked) {
      this.#show(this.every, this.at);
    } else {
      const before = this.telling.filter((i) => i <= this.at);
      this.#show(this.telling, before.length === 0 ? this.telling[0] : before[before.length - 1]);
    }
  }

  #unfold(i) {
    this.all.checked = true;
    this.#show(this.every, i);
  }

  #show(stops, at) {
    this.stops = stops;
    this.slider.max = String(stops.length);
    this.lanes.show(stops, this.every.length);
    this.go(at);
  }

  /** So many steps on; stops at both ends. */
  move(by) {
    const to = Math.min(this.stops.length - 1, Math.max(0, this.#position() + by));
    this.go(this.stops[to]);
  }

  /** Keeps the current event in sight when the lanes have another size. */
  stay() {
    this.lanes.current(this.at);
  }

  #position() {
    let low = 0;
    let high = this.stops.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.stops[middle] < this.at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Makes event `i` the current one. */
  go(i) {
    this.at = i;
    const position = this.#position();
    this.lanes.current(i);
    this.slider.value = String(position + 1);
    this.slider.setAttribute("aria-valuetext", `${position + 1} of ${this.stops.length}`);
    this.count.textContent = `${(position + 1).toLocaleString("en")} of ${this.stops.length.toLocaleString("en")} shown`;
    this.first.disabled = this.previous.disabled = position === 0;
    this.next.disabled = this.last.disabled = position === this.stops.length - 1;
    this.#tell();
  }

  #tell() {
    const event = this.steps.events[this.at];
    const threads = this.steps.state(this.at);
    this.told.replaceChildren(
      element("h3", {}, `Step ${event.step}: ${this.names[event.thread]}`),
      element("p", { class: "what mono" }, clean(event.what)),
    );
    this.more.replaceChildren(
      event.where ? element("p", { class: "faint mono" }, frame(event.where)) : "",
      this.#source(event, threads),
      this.#threads(event, threads),
    );
  }

  /** The lines round the event, with the other threads that are in sight. */
  #source(event, threads) {
    if (!event.where) {
      return "";
    }
    const known = linesOf(event.where);
    const lines = [];
    for (let n = event.where.line - WINDOW; n <= event.where.line + WINDOW; n++) {
      if (known[n] !== undefined) {
        lines.push([n, clean(known[n], "\t").replace(/\t/g, "    ")]);
      }
    }
    if (lines.length === 0) {
      return event.source === ""
        ? element("p", { class: "faint" }, "Its source file was not found.")
        : element("div", { class: "source" }, element("div", { class: "current" }, clean(event.source)));
    }
    const indents = lines.filter(([, text]) => text.trim() !== "").map(([, text]) => text.search(/\S/));
    const indent = Math.min(...indents);
    return element(
      "div",
      { class: "source", role: "region", "aria-label": "Source" },
      element(
        "div",
        { class: "text" },
        ...lines.map(([n, text]) =>
          element(
            "div",
            n === event.where.line ? { class: "line current", "aria-current": "true" } : { class: "line" },
            element("span", { class: "number" }, String(n)),
            element("span", { class: "code" }, text.slice(indent) || " "),
            element("span", { class: "who" }, this.#at(event, threads, n)),
          ),
        ),
      ),
    );
  }

  /** The other threads that are at line `n` of the event's file. */
  #at(event, threads, n) {
    const here = threads.flatMap((t, i) => {
      const where = t.last?.where;
      const same = where && i !== event.thread && t.last.what !== "end" && where.line === n && where.file === event.where.file;
      return same && linesOf(where) === linesOf(event.where) ? [this.names[i]] : [];
    });
    return here.join(", ");
  }

  #threads(event, threads) {
    return element(
      "div",
      { class: "threads" },
      element(
        "table",
        {},
        element("thead", {}, element("tr", {}, ...["Thread", "At", "Holds", "Waits for"].map((t) => element("th", {}, t)))),
        element("tbody", {}, ...threads.map((t, i) => this.#thread(t, i, event))),
      ),
    );
  }

  #thread({ last, held, waits }, i, event) {
    const holds = [...held].map(([what, times]) => clean(what) + (times > 1 ? ` (${times} times)` : ""));
    const how = last === null ? "not yet" : last.what === "end" ? "ended" : placeFrom(last.where, event.where);
    return element(
      "tr",
      { class: i === event.thread ? "current" : "" },
      element("td", {}, this.names[i]),
      element("td", { class: "at faint" }, how),
      element("td", { class: "holds" }, holds.join(", ")),
      element("td", { class: "waits" }, waits === null ? "" : clean(waits)),
    );
  }
}

/** `:12` in the same file, `Bank.java:12` in another one, as far as it is known. */
function placeFrom(where, from) {
  return !where ? "" : where.file === from?.file && where.line > 0 ? ":" + where.line : place(where);
}
