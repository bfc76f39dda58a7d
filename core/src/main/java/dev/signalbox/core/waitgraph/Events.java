package dev.signalbox.core.waitgraph;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** What Flight Recorder is told, where there is one. */
final class Events {
  private static final boolean AVAILABLE = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private Events() {}

  /** When a wait begins; to be given to {@link #waited}. */
  static @Nullable Object waiting() {
    return AVAILABLE ? ContendedAcquire.begun() : null;
  }

  static void waited(@Nullable Object event, Wait wait) {
    if (event != null) {
      ContendedAcquire.end(event, wait);
    }
  }

  /** Somebody has waited for long: what the holder does meanwhile. */
  static void longWait(Wait wait) {
    if (AVAILABLE) {
      LongHold.tell(wait);
    }
  }

  static void deadlock(Deadlock deadlock) {
    if (AVAILABLE) {
      DeadlockFound.tell(deadlock);
    }
  }

  @Name("dev.signalbox.ContendedAcquire")
  @Label("Contended Acquire")
  @Category("Signalbox")
  @Description("A thread waited for a lock, permits or whatever else reports its waits")
  static final class ContendedAcquire extends Event {
    @Label("Resource")
    @Nullable String resource;

    static @Nullable Object begun() {
      ContendedAcquire e = new ContendedAcquire();
      if (!e.isEnabled()) {
        return null;
      }
      e.begin();
      return e;
    }

    static void end(Object event, Wait wait) {
      ContendedAcquire e = (ContendedAcquire) event;
      e.end();
      if (e.shouldCommit()) {
        e.resource = String.valueOf(wait.resource());
        e.commit();
      }
    }
  }

  @Name("dev.signalbox.LongHold")
  @Label("Long Hold")
  @Category("Signalbox")
  @Description("A thread kept others waiting; told again at growing intervals")
  @StackTrace(false)
  static final class LongHold extends Event {
    @Label("Resource")
    @Nullable String resource;

    @Label("Holder")
    @Nullable Thread holder;

    @Label("What the Holder Does")
    @Nullable String stack;

    @Label("Waiting Thread")
    @Nullable Thread waiting;

    static void tell(Wait wait) {
      LongHold e = new LongHold();
      if (e.isEnabled()) {
        e.resource = String.valueOf(wait.resource());
        e.waiting = wait.thread();
        for (Holder h : wait.resource().blockers(wait).holders()) {
          StringBuilder stack = new StringBuilder();
          for (StackTraceElement frame : h.thread().getStackTrace()) {
            stack.append(frame).append('\n');
          }
          e.holder = h.thread();
          e.stack = stack.toString();
          e.commit();
        }
      }
    }
  }

  @Name("dev.signalbox.Deadlock")
  @Label("Deadlock")
  @Category("Signalbox")
  @Description("Threads of which none can go on")
  @StackTrace(false)
  static final class DeadlockFound extends Event {
    @Label("Threads")
    int threads;

    @Label("Report")
    @Nullable String report;

    static void tell(Deadlock deadlock) {
      DeadlockFound e = new DeadlockFound();
      if (e.isEnabled()) {
        e.threads = deadlock.links().size();
        e.report = deadlock.toString();
        e.commit();
      }
    }
  }
}
