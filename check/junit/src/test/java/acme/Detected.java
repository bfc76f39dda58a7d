package acme;

import dev.signalbox.check.junit.Check;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What no assertion shows. */
class Detected {
  private final Object left = new Object();
  private final Object right = new Object();
  private int plain;

  @Test
  @Check(schedules = 300)
  void deadlock() throws InterruptedException {
    Thread other = Thread.ofPlatform().name("other").start(() -> lock(right, left));
    lock(left, right);
    other.join();
  }

  @Test
  @Check(schedules = 300)
  void deadlockMended() throws InterruptedException {
    Thread other = Thread.ofPlatform().name("other").start(() -> lock(left, right));
    lock(left, right);
    other.join();
  }

  private void lock(Object first, Object second) {
    synchronized (first) {
      synchronized (second) {
        plain++;
      }
    }
  }

  @Test
  @Check(schedules = 300)
  void race() throws InterruptedException {
    writeInTwo();
  }

  @Test
  @Check(schedules = 300, races = false)
  void raceNotLookedFor() throws InterruptedException {
    writeInTwo();
  }

  @Test
  @Check(schedules = 300, ignoredRaces = "acme.Detected.pl*")
  void raceThatIsMeant() throws InterruptedException {
    writeInTwo();
  }

  private void writeInTwo() throws InterruptedException {
    Thread other = Thread.ofPlatform().name("other").start(() -> plain = 1);
    plain = 1;
    other.join();
  }

  /** Nobody can control what comes from there. */
  @Test
  @Check(schedules = 300)
  void standardInput() throws IOException, InterruptedException {
    Thread other = Thread.ofPlatform().start(() -> plain = 1);
    other.join();
    System.in.read();
  }

  @Test
  @Check(schedules = 300)
  void uncaughtInAnotherThread() throws InterruptedException {
    Thread other =
        Thread.ofPlatform()
            .name("other")
            .start(
                () -> {
                  throw new IllegalStateException("nobody looks here");
                });
    other.join();
  }
}
