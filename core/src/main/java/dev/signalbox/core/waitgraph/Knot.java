package dev.signalbox.core.waitgraph;

import java.util.List;
import java.util.Optional;

/** A deadlock that was found, with the waits of it that are registered here. */
record Knot(Deadlock deadlock, List<Wait> waits) {
  /** Of the waits that can fail the one that began last: its thread has the least to lose. */
  Optional<Wait> victim() {
    return waits.stream().filter(Wait::canFail).max((a, b) -> Long.signum(a.since() - b.since()));
  }
}
