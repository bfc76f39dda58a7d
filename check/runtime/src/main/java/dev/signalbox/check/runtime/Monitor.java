package dev.signalbox.check.runtime;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** The model of an object's monitor (JLS 17.1 and 17.2). */
public final class Monitor {
  public final Object object;
  @Nullable Task owner;
  int entries;

  /** One of the entries stands for the native monitor, which the owner holds while it blocks. */
  boolean lent;

  /** What whoever takes it has seen from then on. */
  int @Nullable [] clock;

  /** The site where the owner took it. */
  int takenAt;

  /** Who wants it: runnable while nobody owns it. */
  final ArrayList<Task> entrySet = new ArrayList<>(2);

  final ArrayList<Task> waitSet = new ArrayList<>(2);

  Monitor(Object object) {
    this.object = object;
  }

  public @Nullable Task owner() {
    return owner;
  }

  public int takenAt() {
    return takenAt;
  }
}
