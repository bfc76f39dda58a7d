/** What an event does to its thread, as far as its text tells. */
const EFFECTS = [
  [/^lock (.+)$/, "takes"],
  [/^unlock (.+)$/, "gives"],
  [/^wait on (.+)$/, "lends"],
  [/^waits(?: for (.+))?$/, "waits"],
  [/^the wait times out$/, "gives up"],
  [/^(.+)\.(?:lock|lockInterruptibly|tryLock|acquire|acquireUninterruptibly|tryAcquire)\(\)(?! → false$)/, "asks for"],
  [/^(.+)\.(?:try)?(?:read|write)Lock(?:Interruptibly)?\(\) → -?[1-9]\d*$/i, "takes"], // a StampedLock's
  [/^(.+)\.(?:unlock|release|unlockRead|unlockWrite)\(\)/, "gives"],
];

function effect(event) {
  for (const [pattern, action] of EFFECTS) {
    const match = pattern.exec(event.what);
    if (match) {
      return { action, resource: match[1] ?? null };
    }
  }
  return null;
}

/** The events of a finding, and what they tell of each thread at any step. */
class Steps {
  constructor(finding) {
    this.events = finding.events;
    /** The indices of each thread's events. */
    this.byThread = finding.threads.map(() => []);
    this.events.forEach((e, i) => this.byThread[e.thread].push(i));
    /** The effects of each event, in order. */
    this.effects = this.events.map((e) => [effect(e)].filter((x) => x !== null));
    this.byThread.forEach((own) => this.#granted(own));
  }

  /** Who asks for something has it at once, or has to wait for it and has it when he goes on. */
  #granted(own) {
    let asked = null;
    own.forEach((i, n) => {
      const [told] = this.effects[i];
      if (told?.action === "waits") {
        return;
      }
      if (asked !== null && told?.action !== "gives up") {
        this.effects[i].unshift({ action: "takes", resource: asked });
      }
      asked = null;
      if (told?.action === "asks for") {
        const [next] = this.effects[own[n + 1]] ?? [];
        if (next?.action === "waits" && told.resource.startsWith(next.resource ?? "")) {
          asked = told.resource;
        } else {
          told.action = "takes";
        }
      }
    });
  }

  /** The last event of `thread` up to and including event `i`, or -1. */
  last(thread, i) {
    const own = this.byThread[thread];
    let low = 0;
    let high = own.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (own[middle] <= i) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low === 0 ? -1 : own[low - 1];
  }

  /** How `thread` is after event `i`: "absent", "alive" or "waiting". */
  how(thread, i) {
    const last = this.last(thread, i);
    if (last < 0 || this.events[last].what === "end") {
      return "absent";
    }
    return this.effects[last].some((x) => x.action === "waits" || x.action === "lends") ? "waiting" : "alive";
  }

  /** For each thread after event `i`: its last event, what it holds and how often, what it waits for. */
  state(i) {
    const threads = this.byThread.map(() => ({ last: null, held: new Map(), lent: new Map(), waits: null }));
    for (let k = 0; k <= i; k++) {
      const event = this.events[k];
      const thread = threads[event.thread];
      thread.last = event;
      thread.waits = null;
      this.effects[k].forEach((x) => Steps.#apply(thread, x));
    }
    return threads;
  }

  static #apply(thread, { action, resource }) {
    const times = thread.held.get(resource) ?? 0;
    switch (action) {
      case "takes":
        thread.held.set(resource, thread.lent.get(resource) ?? times + 1);
        thread.lent.delete(resource);
        break;
      case "gives":
        if (times > 1) {
          thread.held.set(resource, times - 1);
        } else {
          thread.held.delete(resource);
        }
        break;
      case "lends": // until it is notified
        thread.lent.set(resource, Math.max(1, times));
        thread.held.delete(resource);
        thread.waits = "a notification on " + resource;
        break;
      case "waits":
        thread.waits = resource ?? "something";
        break;
    }
  }
}
