package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.concurrent.TimeUnit;

/** Time is virtual: it jumps when all wait, and is the same in each execution. */
@SuppressWarnings({"JavaTimeDefaultTimeZone", "JavaUtilDate"})
public final class Clocks {
  private static volatile boolean open;

  private Clocks() {}

  @Clean(alone = true)
  static void timeStandsStillWhileTheProgramRuns() {
    long nanos = System.nanoTime();
    long millis = System.currentTimeMillis();
    Instant instant = Instant.now();
    for (int i = 0; i < 5; i++) {
      open = !open;
    }
    assert System.nanoTime() == nanos && System.currentTimeMillis() == millis;
    assert Instant.now().equals(instant);
  }

  @Clean(alone = true)
  static void sleepTakesExactlyItsTime() throws InterruptedException {
    long nanos = System.nanoTime();
    long millis = System.currentTimeMillis();
    Thread.sleep(3_600_000);
    assert System.nanoTime() - nanos == 3_600_000_000_000L;
    assert System.currentTimeMillis() - millis == 3_600_000;
  }

  @Clean(alone = true)
  static void allClocksAgree() throws InterruptedException {
    TimeUnit.DAYS.sleep(1);
    long millis = System.currentTimeMillis();
    assert Instant.now().toEpochMilli() == millis;
    assert Clock.systemUTC().millis() == millis;
    assert Clock.systemDefaultZone().instant().toEpochMilli() == millis;
    assert Clock.tickSeconds(ZoneOffset.UTC).millis() == millis / 1000 * 1000;
    assert new Date().getTime() == millis;
    assert Calendar.getInstance().getTimeInMillis() == millis;
    assert ZonedDateTime.now().toInstant().toEpochMilli() == millis;
    assert LocalDate.now(ZoneOffset.UTC).equals(LocalDate.of(2023, 11, 15));
    assert LocalDateTime.now(ZoneOffset.UTC).toInstant(ZoneOffset.UTC).toEpochMilli() == millis;
  }

  @Clean(alone = true)
  static void theSameInEachExecution() throws InterruptedException {
    Thread.sleep(5);
    System.out.println(Instant.now() + " " + System.nanoTime() + " " + new Date().getTime());
    assert Instant.now().equals(Instant.ofEpochMilli(1_700_000_000_005L)) : Instant.now();
  }

  @Clean
  static void pollingTheClockMakesItRun() throws InterruptedException {
    Action a =
        () -> {
          long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
          while (System.nanoTime() < end) {
            Thread.onSpinWait();
          }
        };
    Threads.together(a, a);
  }

  @Clean
  static void pollingWhileOthersWork() throws InterruptedException {
    Thread t =
        Threads.start(
            "worker",
            () -> {
              Thread.sleep(1000);
              open = true;
            });
    long end = System.currentTimeMillis() + 60_000;
    while (!open && System.currentTimeMillis() < end) {
      Thread.sleep(10);
    }
    assert open;
    t.join();
  }

  @Planted(Kind.ASSERTION)
  static void sleepIsNoSynchronization() throws InterruptedException {
    Threads.start(
        "worker",
        () -> {
          Thread.sleep(100);
          open = true;
        });
    Thread.sleep(100);
    assert open;
  }

  @Clean
  static void timeUnits() throws InterruptedException {
    Thread slow = Threads.startDaemon("slow", () -> TimeUnit.DAYS.sleep(1));
    long start = System.nanoTime();
    TimeUnit.MINUTES.sleep(1);
    TimeUnit.SECONDS.timedJoin(slow, 30);
    Object lock = new Object();
    synchronized (lock) {
      TimeUnit.SECONDS.timedWait(lock, 30);
    }
    assert System.nanoTime() - start >= Duration.ofMinutes(2).toNanos();
    assert slow.isAlive();
  }
}
