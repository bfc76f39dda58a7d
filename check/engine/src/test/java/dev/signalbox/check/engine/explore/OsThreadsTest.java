package dev.signalbox.check.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.check.runtime.Backend;
import dev.signalbox.check.runtime.Execution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is peculiar to threads of the operating system: they have to be there, and to go away. */
class OsThreadsTest {
  private static final int EXECUTIONS = 2000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Laboratory laboratory = Laboratory.open();

  @BeforeEach
  void osThreads() {
    Backend.use(true);
  }

  @AfterEach
  void continuations() {
    Backend.use(false);
  }

  private Subject subject(String method) {
    try {
      return laboratory.subject(new Body(conformance.Leaving.class.getDeclaredMethod(method)));
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Thread> threads(Execution e) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < e.taskCount(); i++) {
      threads.add(e.task(i).thread);
    }
    return threads;
  }

  @Test
  void theThreadsOfStuckExecutionsGoAway() throws InterruptedException {
    Subject stuck = subject("stuck");
    List<Thread> all = new ArrayList<>();
    for (int seed = 1; seed <= EXECUTIONS; seed++) {
      Execution e = stuck.walk(seed);
      assertThat(e.end()).isEqualTo(Execution.End.STUCK);
      all.addAll(threads(e));
    }
    assertThat(all).hasSizeGreaterThan(7 * EXECUTIONS).filteredOn(Thread::isAlive).isNotEmpty();
    Backend.dropThreads();
    for (Thread t : all) {
      assertThat(t.isVirtual() || t.join(PATIENCE)).as(t.getName()).isTrue();
    }
  }

  @Test
  void whatTheyDoOnTheirWayIsNotSeen() {
    Subject stuck = subject("stuck");
    Subject.Trail first = stuck.walk();
    assertThat(first.output()).isEmpty();
    assertThat(stuck.walk()).isEqualTo(first);
  }

  @Test
  void aThreadThatDoesNotLetItselfBeEndedIsStopped() throws InterruptedException {
    Subject stubborn = subject("stubborn");
    List<Thread> left = new ArrayList<>();
    for (int seed = 1; seed <= 20; seed++) {
      Execution e = stubborn.walk(seed);
      assertThat(e.end()).isEqualTo(Execution.End.STUCK);
      left.addAll(threads(e));
    }
    Backend.dropThreads();
    for (Thread t : left) {
      if (t.getName().equals("stubborn")) {
        assertThat(t.isAlive()).isTrue();
      } else {
        assertThat(t.join(PATIENCE)).as(t.getName()).isTrue();
      }
    }
    assertThat(subject("stuck").walk(1).end()).isEqualTo(Execution.End.STUCK);
  }

  @Test
  void aThreadWithoutHookIsNotControlled() {
    Subject foreign = subject("foreign");
    Execution e = foreign.walk(1);
    assertThat(e.end()).isEqualTo(Execution.End.UNCONTROLLED);
    assertThat(e.reason())
        .isEqualTo(
            "thread foreign runs dev.signalbox.check.engine.explore.Foreign.run, which is not"
                + " instrumented: on threads of the operating system it cannot be controlled");
    Backend.use(false);
    assertThat(foreign.walk(1).end()).isEqualTo(Execution.End.COMPLETED);
  }

  @Test
  void daemonsStopWithTheOthers() {
    Execution e = subject("daemon").walk(1);
    assertThat(e.end()).isEqualTo(Execution.End.COMPLETED);
    Backend.dropThreads();
    assertThat(subject("daemon").walk(1).steps()).isEqualTo(e.steps());
  }
}
