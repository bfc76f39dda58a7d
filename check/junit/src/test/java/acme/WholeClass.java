package acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.check.junit.Check;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code @Check} where it is not on a method. */
class WholeClass {
  @Check(exhaustive = true)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Everything {}

  private static void count(Counter counter) throws InterruptedException {
    Thread other = Thread.ofPlatform().start(counter::increment);
    counter.increment();
    other.join();
    assertEquals(2, counter.value());
  }

  @Check(schedules = 300)
  static class OnClass {
    @Test
    void broken() throws InterruptedException {
      count(new Counter());
    }

    @Test
    @Everything
    void mendedByItsOwn() throws InterruptedException {
      count(new SafeCounter());
    }

    @Nested
    class Inner {
      @Test
      void brokenToo() throws InterruptedException {
        count(new Counter());
      }
    }
  }

  static class OnAnnotation {
    @Test
    @Everything
    void broken() throws InterruptedException {
      count(new Counter());
    }
  }

  static class OnFactory {
    @TestFactory
    @Check(schedules = 300)
    Stream<DynamicTest> counters() {
      return IntStream.of(0, 1)
          .mapToObj(
              i ->
                  DynamicTest.dynamicTest(
                      "counter " + i, () -> count(i == 0 ? new SafeCounter() : new Counter())));
    }
  }
}
