package application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Event;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Code of instrumented classes that no check runs is as it was without the agent. */
@Timeout(60)
class OrdinaryCodeTest {
  @TempDir private Path folder;

  /**
   * Each holds a monitor and waits until the other holds another one: would deadlock if one lock
   * stood for all monitors.
   */
  @Test
  void twoThreadsHoldTwoMonitors() throws Exception {
    CyclicBarrier bothHold = new CyclicBarrier(2);
    Thread other = new Thread(() -> hold(new Object(), bothHold));
    other.start();
    hold(new Object(), bothHold);
    other.join();
  }

  /** Flight Recorder transforms the classes of events itself. */
  @Test
  void eventsOfFlightRecorder() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    try (RecordingStream stream = new RecordingStream()) {
      stream.enable(Told.class).withoutThreshold();
      stream.onEvent(Told.class.getName(), e -> told.countDown());
      stream.startAsync();
      new Told().commit();
      stream.stop();
      told.await();
    }
  }

  static final class Told extends Event {}

  private static void hold(Object monitor, CyclicBarrier others) {
    synchronized (monitor) {
      try {
        others.await();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class Meeting {
    private static int staticallyHeld;
    private int held;

    synchronized void hold(CyclicBarrier others) throws Exception {
      assertThat(Thread.holdsLock(this)).isTrue();
      held++;
      others.await();
    }

    static synchronized void holdClass(CyclicBarrier others) throws Exception {
      assertThat(Thread.holdsLock(Meeting.class)).isTrue();
      staticallyHeld++;
      others.await();
    }

    synchronized int fail() {
      throw new IllegalStateException("in a synchronized method");
    }
  }

  @Test
  void synchronizedMethodsLockTheirOwnMonitor() throws Exception {
    CyclicBarrier bothHold = new CyclicBarrier(2);
    Meeting one = new Meeting();
    Thread other = new Thread(() -> run(() -> new Meeting().hold(bothHold)));
    other.start();
    one.hold(bothHold);
    other.join();
    Thread third = new Thread(() -> run(() -> Meeting.holdClass(bothHold)));
    third.start();
    one.hold(bothHold);
    third.join();

    assertThat(one.held).isEqualTo(2);
    assertThat(Meeting.staticallyHeld).isEqualTo(1);
    assertThat(Thread.holdsLock(one)).isFalse();
    assertThat(Thread.holdsLock(Meeting.class)).isFalse();
  }

  @Test
  void anExceptionLeavesTheMonitor() {
    Meeting meeting = new Meeting();

    assertThatThrownBy(meeting::fail).hasMessage("in a synchronized method");

    assertThat(Thread.holdsLock(meeting)).isFalse();
  }

  private interface Action {
    void run() throws Exception;
  }

  private static void run(Action a) {
    try {
      a.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The collection locks itself in code that is not instrumented. */
  @Test
  void aMonitorIsSharedWithTheJdk() throws Exception {
    List<Integer> list = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch begun = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              begun.countDown();
              list.add(1);
            });
    synchronized (list) {
      other.start();
      begun.await();
      while (other.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
      assertThat(list).isEmpty();
    }
    other.join();
    assertThat(list).containsExactly(1);
  }

  @Test
  void waitsAndIsNotified() throws Exception {
    Object monitor = new Object();
    boolean[] told = new boolean[1];
    Thread other =
        new Thread(
            () -> {
              synchronized (monitor) {
                told[0] = true;
                monitor.notify();
              }
            });
    synchronized (monitor) {
      other.start();
      while (!told[0]) {
        monitor.wait();
      }
      TimeUnit.MILLISECONDS.timedWait(monitor, 1);
    }
    other.join();
    assertThatThrownBy(monitor::notifyAll).isInstanceOf(IllegalMonitorStateException.class);
  }

  @Test
  void aTimerRuns() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    Timer timer = new Timer(true);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            ran.countDown();
          }
        },
        1);

    ran.await();
    timer.cancel();
  }

  private static final class Slow {
    static final CountDownLatch BEGUN = OrdinaryCodeTest.begun;
    static final int VALUE = initialize();

    private static int initialize() {
      OrdinaryCodeTest.begun.countDown();
      run(() -> OrdinaryCodeTest.mayEnd.await());
      return 42;
    }
  }

  private static CountDownLatch begun = new CountDownLatch(1);
  private static CountDownLatch mayEnd = new CountDownLatch(1);

  /** JLS 12.4.2: the second thread waits for the first. */
  @Test
  void aClassIsInitializedOnce() throws Exception {
    Thread first = new Thread(() -> assertThat(Slow.VALUE).isEqualTo(42));
    int[] seen = new int[1];
    Thread second = new Thread(() -> seen[0] = Slow.VALUE);
    first.start();
    begun.await();
    second.start();
    mayEnd.countDown();
    first.join();
    second.join();

    assertThat(seen[0]).isEqualTo(42);
    assertThat(Slow.BEGUN).isSameAs(begun);
  }

  /** While checks run, others lock, wait and are notified as ever. */
  @Test
  void goesOnBesideACheck() throws Exception {
    Object monitor = new Object();
    boolean[] end = new boolean[1];
    int[] handed = new int[1];
    Thread consumer =
        new Thread(
            () ->
                run(
                    () -> {
                      synchronized (monitor) {
                        while (!end[0]) {
                          while (handed[0] == 0 && !end[0]) {
                            monitor.wait();
                          }
                          handed[0] = 0;
                          monitor.notifyAll();
                        }
                      }
                    }));
    Thread producer =
        new Thread(
            () ->
                run(
                    () -> {
                      synchronized (monitor) {
                        while (!end[0]) {
                          handed[0] = 1;
                          monitor.notifyAll();
                          while (handed[0] == 1 && !end[0]) {
                            monitor.wait();
                          }
                        }
                      }
                    }));
    consumer.start();
    producer.start();

    Quick.in(folder)
        .check(
            () -> {
              Object own = new Object();
              int[] n = new int[1];
              Runnable count =
                  () -> {
                    synchronized (own) {
                      n[0]++;
                    }
                  };
              Thread t = new Thread(count);
              t.start();
              count.run();
              t.join();
              assertThat(n[0]).isEqualTo(2);
            });

    synchronized (monitor) {
      end[0] = true;
      monitor.notifyAll();
    }
    consumer.join();
    producer.join();
  }
}
