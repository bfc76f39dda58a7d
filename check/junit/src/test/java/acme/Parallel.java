package acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.check.junit.Check;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** For JUnit's parallel execution: two checks and two plain tests. */
@Execution(ExecutionMode.CONCURRENT)
class Parallel {
  @Test
  @Check(schedules = 100)
  void first() throws InterruptedException {
    count(new SafeCounter());
  }

  @Test
  @Check(schedules = 100)
  void second() throws InterruptedException {
    count(new SafeCounter());
  }

  @Test
  @Check(schedules = 100)
  void broken() throws InterruptedException {
    count(new Counter());
  }

  @Test
  void plain() throws InterruptedException {
    count(new SafeCounter());
  }

  private static void count(Counter counter) throws InterruptedException {
    Thread other = Thread.ofPlatform().start(counter::increment);
    counter.increment();
    other.join();
    assertEquals(2, counter.value());
  }
}
