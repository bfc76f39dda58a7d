/** One result with a finding. */
class Section {
  constructor(result, view, number, only) {
    this.result = result;
    this.view = view;
    this.finding = result.finding;
    this.id = "result-" + number;
    this.only = only;
    this.stepper = this.finding.events.length > 0 ? new Stepper(this.finding, view, this.id + "-step") : null;
  }

  node() {
    return element(
      "section",
      { class: "result" + (this.only ? " only" : ""), id: this.id, "data-kind": this.finding.kind },
      this.only ? null : headline(this.finding),
      element("p", { class: "target" }, clean(this.result.target)),
      element("p", { class: "faint" }, clean(this.view.summary)),
      this.#replay(),
      this.#error(),
      this.#conflict(),
      part("History", history(this.finding.history)),
      this.#graph(),
      this.stepper === null ? null : this.stepper.node,
      this.#threads(),
      this.#output(),
      part("Notes", notes([...this.finding.notes, ...this.result.notes])),
    );
  }

  #replay() {
    const command = this.finding.replayCommand;
    if (command.trim() === "") {
      return null;
    }
    const code = element("code", {}, clean(command));
    return element(
      "div",
      { class: "replay" },
      element("span", {}, "Replay"),
      code,
      element("button", { type: "button", class: "copy", onclick: (e) => copy(command, code, e.currentTarget) }, "Copy"),
    );
  }

  #error() {
    const error = this.finding.error;
    if (error === null) {
      return null;
    }
    const message = error.message.trim() === "" ? "" : ": " + block(error.message.trim());
    return part(
      "Error",
      element(
        "pre",
        { class: "error", tabindex: "0" },
        `${this.view.names[error.thread]} throws ${clean(error.type)}${message}`,
        ...error.stack.flatMap((f) => ["\n    at " + frame(f), element("span", { class: "faint" }, sourceOf(f))]),
        ...error.causes.map((c) => "\n  caused by " + block(c)),
      ),
    );
  }

  #conflict() {
    const conflict = this.finding.conflict;
    if (conflict === null) {
      return null;
    }
    const access = (a) => [
      `${this.view.names[a.thread]} ${a.writes ? "writes" : "reads"} ${clean(conflict.variable)}`,
      ...a.stack.flatMap((f) => ["\n    at " + frame(f), element("span", { class: "faint" }, sourceOf(f))]),
    ];
    return part(
      "Nothing orders these two",
      element("pre", { class: "error", tabindex: "0" }, ...access(conflict.first), "\n", ...access(conflict.second)),
    );
  }

  /** After an error the other threads have simply not finished yet. */
  #endMatters() {
    const cutShort = this.finding.error !== null || this.finding.conflict !== null;
    return !cutShort || this.finding.cycle.length > 0;
  }

  #graph() {
    const waits = this.finding.threads.some((t) => t.waitsFor !== null);
    return waits && this.#endMatters()
      ? part("Who waits for whom", new WaitGraph(this.finding, this.view.names, this.id).node())
      : null;
  }

  #threads() {
    const rows = this.finding.threads.map((t, i) => this.#thread(t, i));
    return element(
      "details",
      { class: "part ends", open: this.#endMatters() },
      element("summary", {}, "Threads at the end"),
      element(
        "table",
        {},
        element("thead", {}, element("tr", {}, ...["Thread", "At the end", "Where"].map((t) => element("th", {}, t)))),
        element("tbody", {}, ...rows),
      ),
    );
  }

  #thread(t, i) {
    const kind = [t.virtual ? "virtual" : "", t.daemon ? "daemon" : ""].filter((k) => k !== "").join(", ");
    const wait = t.waitsFor;
    const holders = wait === null || isThread(wait, this.finding) ? [] : wait.holders;
    return element(
      "tr",
      { class: this.finding.cycle.includes(i) ? "cycle" : "" },
      element("td", {}, this.view.names[i], kind === "" ? null : element("span", { class: "faint" }, ` (${kind})`)),
      element(
        "td",
        {},
        wait === null ? clean(t.end) : this.view.waits[i],
        ...holders.map((h) =>
          element("div", { class: "faint" }, `held by ${this.view.names[h.thread]}${h.takenAt ? " since " + place(h.takenAt) : ""}`),
        ),
      ),
      element("td", { class: "mono" }, ...t.stack.map((f) => element("div", { title: frame(f) }, `${method(f)} (${place(f)})`))),
    );
  }

  #output() {
    const text = block(this.finding.output).trimEnd();
    return text === "" ? null : part("Output of the program", element("pre", { class: "output", tabindex: "0" }, text));
  }
}

function headline(finding) {
  return element("h2", {}, element("span", { class: "found" }, finding.kind + ":"), " " + clean(finding.cause));
}

function part(title, node) {
  return node === null ? null : element("div", { class: "part" }, element("h3", {}, title), node);
}

function history(lines) {
  return lines.length === 0 ? null : element("pre", { class: "history" }, lines.map(clean).join("\n"));
}

function notes(texts) {
  return texts.length === 0 ? null : element("ul", { class: "notes" }, ...texts.map((n) => element("li", {}, clean(n))));
}

function sourceOf(location) {
  const text = linesOf(location)[location.line];
  return text === undefined || text.trim() === "" ? "" : "    " + clean(text.trim());
}

/** A file that was opened from a disk may not be allowed to write to the clipboard: then the text is selected. */
function copy(text, node, button) {
  const said = (word) => {
    button.textContent = word;
    setTimeout(() => (button.textContent = "Copy"), 2000);
  };
  const select = () => {
    getSelection().selectAllChildren(node);
    said(document.execCommand("copy") ? "Copied" : "Selected");
  };
  if (navigator.clipboard) {
    navigator.clipboard.writeText(text).then(() => said("Copied"), select);
  } else {
    select();
  }
}

function overview(results) {
  const rows = results.map((r, n) =>
    element(
      "tr",
      {},
      element("td", { class: "status " + r.status }, r.status),
      element("td", {}, r.finding === null ? clean(r.target) : element("a", { href: "#result-" + n }, clean(r.target))),
      element("td", {}, clean(page.views[n].outcome), r.finding === null ? notes(r.notes) : null),
    ),
  );
  return element(
    "table",
    { class: "overview" },
    element("thead", {}, element("tr", {}, ...["Result", "Target", ""].map((t) => element("th", {}, t)))),
    element("tbody", {}, ...rows),
  );
}

/** The stepper that keys go to: the one with the focus, otherwise the one nearest to the middle of the window. */
function steppedByKeys(steppers) {
  const focused = steppers.find((s) => s.node.contains(document.activeElement));
  const distance = (s) => {
    const box = s.node.getBoundingClientRect();
    const middle = innerHeight / 2;
    return box.top > middle ? box.top - middle : Math.max(0, middle - box.bottom);
  };
  return focused ?? steppers.reduce((a, b) => (distance(b) < distance(a) ? b : a));
}

function pressed(event, steppers) {
  const modified = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
  const elsewhere = event.target.closest("input[type=range], pre, summary");
  if (modified || elsewhere || steppers.length === 0) {
    return;
  }
  const inLanes = event.target.closest(".lanes, .bar") !== null;
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const byInLanes = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity, PageUp: -10, PageDown: 10 }[event.key];
  const move = by ?? (inLanes ? byInLanes : undefined);
  if (move !== undefined) {
    event.preventDefault();
    steppedByKeys(steppers).move(move);
  }
}

function show() {
  const results = page.report.results;
  const main = document.getElementById("results");
  const sections = results.flatMap((r, n) =>
    r.finding === null ? [] : [new Section(r, page.views[n], n, results.length === 1)],
  );
  if (results.length > 1) {
    main.append(overview(results));
  } else if (results.length === 1 && results[0].finding === null) {
    main.append(element("p", {}, clean(page.views[0].summary)));
    main.append(notes(results[0].notes) ?? "");
  }
  main.append(...sections.map((s) => s.node()));
  const steppers = sections.flatMap((s) => (s.stepper === null ? [] : [s.stepper]));
  steppers.forEach((s) => s.start());
  document.addEventListener("keydown", (e) => pressed(e, steppers));
  addEventListener("resize", () => steppers.forEach((s) => s.stay()));
  const text = document.getElementById("text");
  text.open = false;
  // An interleaving that is too long for paper is printed as in the text, which leaves out most of it.
  addEventListener("beforeprint", () => (text.open ||= document.querySelector(".lanes.long") !== null));
}

show();
