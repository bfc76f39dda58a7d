package dev.signalbox.check.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The order that the program's synchronization gives (JLS 17.4.5), by vector clocks (Mattern 1989):
 * a thread's clock says for each thread up to which of its own times it has seen what that did.
 *
 * <p>A thread's own time advances whenever it releases something. Clocks are as long as the highest
 * thread in them; what is beyond counts as 0. A clock that was released is never changed.
 */
final class HappensBefore {
  static final int[] NOTHING = {};

  private HappensBefore() {}

  /** The child sees what its parent did before the start (JLS 17.4.4). */
  static void start(@Nullable Task parent, Task child) {
    int[] seen = parent == null ? NOTHING : release(parent);
    int[] clock = Arrays.copyOf(seen, Math.max(seen.length, child.id + 1));
    clock[child.id] = 1;
    child.clock = clock;
  }

  /** Whether {@code t} sees what {@code who} did at its time {@code time}. */
  static boolean sees(Task t, int who, int time) {
    int[] clock = t.clock;
    return who == t.id || (who < clock.length && clock[who] >= time);
  }

  static int now(Task t) {
    return t.clock[t.id];
  }

  /** What others see who acquire it: all that {@code t} has done and seen up to here. */
  static int[] release(Task t) {
    int[] clock = t.released;
    if (clock == null) {
      clock = t.clock.clone();
      t.released = clock;
      t.clock[t.id]++;
    }
    return clock;
  }

  /** {@code t} has accessed something: whoever is to see that has to acquire what comes now. */
  static void accessed(Task t) {
    t.released = null;
  }

  /** The same, and what was released there before by threads that {@code t} may not have seen. */
  static int[] release(Task t, int @Nullable [] before) {
    int[] clock = release(t);
    return before == null || before == clock ? clock : later(clock, before);
  }

  /** From here on {@code t} sees what was released. */
  static void acquire(Task t, int @Nullable [] released) {
    if (released == null || released == t.released) {
      return;
    }
    int[] clock = t.clock;
    if (clock.length < released.length) {
      clock = Arrays.copyOf(clock, released.length);
      t.clock = clock;
    }
    for (int i = 0; i < released.length; i++) {
      if (clock[i] < released[i]) {
        clock[i] = released[i];
        t.released = null;
      }
    }
  }

  /** For each thread the later time. */
  static int[] later(int[] a, int[] b) {
    int[] clock = Arrays.copyOf(a, Math.max(a.length, b.length));
    for (int i = 0; i < b.length; i++) {
      if (clock[i] < b[i]) {
        clock[i] = b[i];
      }
    }
    return clock;
  }
}
