package dev.signalbox.check.engine.linearizability;

import dev.signalbox.check.engine.target.Target;
import dev.signalbox.check.runtime.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A scenario as a program: fails if its results fit no order of the operations. None of this is
 * instrumented, so it adds no step of its own but one before each operation.
 */
final class ScenarioRun implements Target {
  /** In virtual time, which passes only when no thread can go on. */
  private static final long UNTIL_ALL_WAIT_MILLIS = 1000L * 60 * 60 * 24 * 365;

  private final String name;
  private final Supplier<?> object;
  private final Scenario scenario;
  private final SerialState initial;
  private final boolean mayWait;
  private @Nullable Linearization failed;

  ScenarioRun(String name, Supplier<?> object, Scenario scenario, SerialState initial) {
    this.name = name;
    this.object = object;
    this.scenario = scenario;
    this.initial = initial;
    this.mayWait = IntStream.range(1, scenario.threadCount()).anyMatch(initial::mayWait);
  }

  @Override
  public String name() {
    return name;
  }

  SerialState initial() {
    return initial;
  }

  Scenario scenario() {
    return scenario;
  }

  /** What was looked for in vain in the last run that failed for this reason; or null. */
  @Nullable Linearization failed() {
    return failed;
  }

  @Override
  public void run() throws InterruptedException {
    History h = new History(scenario);
    Object o = object.get();
    Operations.leaveProgram();
    operate(h, 0, o, scenario.before());
    List<Thread> threads = new ArrayList<>();
    for (int t = 1; t < scenario.threadCount(); t++) {
      int number = t;
      List<Invocation> own = scenario.of(t);
      Thread thread = new Thread(() -> operate(h, number, o, own), Scenario.name(t));
      thread.setDaemon(mayWait); // who waits for ever may be left behind
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    boolean waiting = false;
    for (Thread thread : threads) {
      // Without a limit, where a wait for ever is a deadlock for the checker to tell.
      thread.join(mayWait ? UNTIL_ALL_WAIT_MILLIS : 0);
      waiting |= thread.isAlive();
    }
    if (!waiting) {
      operate(h, 0, o, scenario.after());
    }
    Linearization l = new Linearization(h, initial);
    if (!l.exists()) {
      failed = l;
      throw new NotLinearizableError();
    }
  }

  private static void operate(History h, int thread, Object o, List<Invocation> invocations) {
    for (Invocation i : invocations) {
      Operations.called(h, thread, h.scenario().threadCount(), i);
      h.called(thread);
      Outcome outcome = i.applyTo(o);
      h.returned(thread, outcome);
      Operations.returned(h, thread, outcome);
    }
  }
}
