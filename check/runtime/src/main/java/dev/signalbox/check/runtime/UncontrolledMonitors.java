package dev.signalbox.check.runtime;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Monitors of instrumented classes in threads that are not controlled (class loading before the
 * first execution, threads of the JDK): one lock stands for them all, which is enough for mutual
 * exclusion among them.
 */
final class UncontrolledMonitors {
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Condition NOTIFIED = LOCK.newCondition();

  private UncontrolledMonitors() {}

  static void enter(Object o) {
    LOCK.lock();
  }

  static void exit(@Nullable Object o) {
    LOCK.unlock();
  }

  /** Returns at the next notification of any object, as a spurious wake-up may. */
  static void await(Object o, long millis) throws InterruptedException {
    if (millis == 0) {
      NOTIFIED.await();
    } else {
      long unused = NOTIFIED.awaitNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
  }

  static void signalAll(Object o) {
    NOTIFIED.signalAll();
  }

  static boolean holds(Object o) {
    return LOCK.isHeldByCurrentThread();
  }
}
