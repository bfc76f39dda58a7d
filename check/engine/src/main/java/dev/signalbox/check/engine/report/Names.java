package dev.signalbox.check.engine.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the threads of a finding are called: every one differently. */
final class Names {
  private final List<String> names = new ArrayList<>();

  Names(List<ThreadView> threads) {
    Set<String> taken = new HashSet<>();
    for (ThreadView t : threads) {
      String kind = t.virtual() ? "virtual " : "thread ";
      String base = t.name().isBlank() ? kind + (names.size() + 1) : Typeset.clean(t.name());
      String name = base;
      for (int n = 2; !taken.add(name); n++) {
        name = base + " (" + n + ")";
      }
      names.add(name);
    }
  }

  String of(int thread) {
    return thread >= 0 && thread < names.size() ? names.get(thread) : "thread " + (thread + 1);
  }
}
