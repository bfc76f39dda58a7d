package dev.signalbox.check.runtime;

import org.jspecify.annotations.Nullable;

/** Whether an execution is over, and how it ended: what came first counts. */
final class Ending {
  private final Execution execution;

  boolean over;
  Execution.End how = Execution.End.COMPLETED;
  @Nullable Task culprit;
  @Nullable Throwable error;
  int exitStatus;
  String reason = "";

  /** Set by threads that are not controlled; read when nothing can go on, and at the end. */
  private volatile @Nullable String interference;

  Ending(Execution execution) {
    this.execution = execution;
  }

  void finish(Execution.End end, @Nullable Task who) {
    if (!over) {
      Footprints f = execution.footprints;
      if (f != null && execution.live() > 0 && end != Execution.End.CUT) {
        f.touchesAll(); // the others cannot go on after it
      }
      over = true;
      how = end;
      culprit = who;
    }
  }

  void uncontrolled(@Nullable Task t, String why) {
    if (!over) {
      reason = why;
      finish(Execution.End.UNCONTROLLED, t);
    }
  }

  /** Nobody can go on, and no timer is left. */
  void stuck() {
    String why = interference == null ? JdkHooks.outsideHelp() : interference;
    if (why == null) {
      finish(Execution.End.STUCK, null);
    } else {
      uncontrolled(null, why);
    }
  }

  /** Called on any thread. */
  void interfered(String why) {
    interference = why;
  }
}
