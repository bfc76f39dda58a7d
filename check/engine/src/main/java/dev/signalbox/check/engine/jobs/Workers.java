package dev.signalbox.check.engine.jobs;

import dev.signalbox.check.engine.CheckRequest;
import dev.signalbox.check.engine.explore.Agenda;
import dev.signalbox.check.engine.explore.Chunk;
import dev.signalbox.check.engine.explore.Helpers;
import dev.signalbox.check.engine.target.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JVMs that help this one to explore: started when they are first asked to, kept for all
 * targets, and gone with this JVM, however it ends.
 *
 * <p>Its lock is held for moments only, by threads that are not controlled and by the carrier
 * between executions.
 */
public final class Workers {
  private final CheckRequest request;
  private final List<String> notes = new ArrayList<>();
  private final Set<String> failures = new LinkedHashSet<>();
  private boolean started;

  /** What they work on. */
  private @Nullable Job job;

  /** A target, and what is still to be done of it. */
  record Job(String target, Agenda agenda) {}

  public Workers(CheckRequest request) {
    this.request = request;
  }

  /** They explore that target, as soon as they are asked to. */
  public Helpers on(Target target) {
    return agenda -> begin(new Job(target.name(), agenda));
  }

  private synchronized void begin(Job next) {
    job = next;
    notifyAll();
    if (!started) {
      started = true;
      for (int i = 1; i < request.jobs(); i++) {
        new Worker(this, request).start();
      }
    }
  }

  /** Waits until there is something to do other than that. */
  synchronized Job after(@Nullable Job done) throws InterruptedException {
    Job next = job;
    while (next == null || next == done) {
      wait();
      next = job;
    }
    return next;
  }

  /** One of them has ended, and will not bring the results of the chunk. */
  synchronized void lost(String why, @Nullable Job of, @Nullable Chunk chunk) {
    notes.add(why);
    if (of != null && chunk != null) {
      of.agenda.lost(chunk);
    }
  }

  synchronized void failed(List<String> classes) {
    failures.addAll(classes);
  }

  /** What went wrong with them, for the user. */
  public synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  /** Classes that could not be instrumented in one of them. */
  public synchronized List<String> failures() {
    return List.copyOf(failures);
  }
}
