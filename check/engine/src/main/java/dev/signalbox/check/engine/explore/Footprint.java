package dev.signalbox.check.engine.explore;

import dev.signalbox.check.runtime.Footprints;
import java.util.Arrays;

/**
 * What one step touched: parts of objects, by the numbers that {@link Steps} gave the objects in
 * its execution.
 */
final class Footprint {
  /** How a later step depends on an earlier one. */
  enum Dependence {
    NONE,

    /** It could not have come first: it waits for what the other releases. */
    ORDERED,

    /** The two in the other order may have led elsewhere. */
    CONFLICT
  }

  private int size;
  private int[] objects = new int[4];
  private int[] parts = new int[4];
  private byte[] hows = new byte[4];
  private Class<?>[] types = new Class<?>[4];
  private boolean all;

  void add(int object, Class<?> type, int part, int how) {
    for (int i = 0; i < size; i++) {
      if (objects[i] == object && parts[i] == part && hows[i] == how) {
        return;
      }
    }
    if (size == objects.length) {
      objects = Arrays.copyOf(objects, size * 2);
      parts = Arrays.copyOf(parts, size * 2);
      hows = Arrays.copyOf(hows, size * 2);
      types = Arrays.copyOf(types, size * 2);
    }
    objects[size] = object;
    types[size] = type;
    parts[size] = part;
    hows[size++] = (byte) how;
  }

  void addAll() {
    all = true;
  }

  /** Of both; for a step that goes on differently from one choice to the next. */
  Footprint with(Footprint other) {
    Footprint both = new Footprint();
    both.all = all || other.all;
    for (Footprint f : new Footprint[] {this, other}) {
      for (int i = 0; i < f.size; i++) {
        both.add(f.objects[i], f.types[i], f.parts[i], f.hows[i]);
      }
    }
    return both;
  }

  /** How this step depends on {@code earlier}, of the same execution. */
  Dependence on(Footprint earlier) {
    return on(earlier, Integer.MAX_VALUE);
  }

  /**
   * The same for steps of different executions, which agree on the first {@code known} objects. Of
   * the others it is only known of which class they are: equal classes may mean the same object.
   */
  Dependence on(Footprint earlier, int known) {
    if ((all && earlier.touches()) || (earlier.all && touches())) {
      return Dependence.CONFLICT;
    }
    Dependence d = Dependence.NONE;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < earlier.size; j++) {
        int how = hows[i] | earlier.hows[j];
        if (how != Footprints.READ && parts[i] == earlier.parts[j] && same(i, earlier, j, known)) {
          if ((how & Footprints.RELEASE) == 0) {
            return Dependence.CONFLICT;
          }
          d = Dependence.ORDERED;
        }
      }
    }
    return d;
  }

  private boolean touches() {
    return all || size > 0;
  }

  private boolean same(int i, Footprint other, int j, int known) {
    int a = objects[i];
    int b = other.objects[j];
    return a < known || b < known ? a == b : types[i] == other.types[j];
  }
}
