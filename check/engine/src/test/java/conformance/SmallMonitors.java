package conformance;

import java.util.concurrent.locks.LockSupport;

/** Small programs: monitors, waiting and notifying. */
public final class SmallMonitors extends Small {
  private SmallMonitors() {}

  static void counterUnderMonitor() throws InterruptedException {
    Object lock = new Object();
    Action body =
        () -> {
          synchronized (lock) {
            x++;
          }
        };
    together(body, body, body);
    print(x);
  }

  static void orderUnderMonitor() throws InterruptedException {
    StringBuilder log = new StringBuilder();
    together(
        () -> {
          synchronized (log) {
            log.append('a');
            x++;
          }
          y++;
        },
        () -> {
          y += 10;
          synchronized (log) {
            log.append('b');
            x *= 2;
          }
        });
    print(log, x, y);
  }

  static void twoMonitorsCrossed() throws InterruptedException {
    Object a = new Object();
    Object b = new Object();
    together(
        () -> {
          synchronized (a) {
            synchronized (b) {
              x++;
            }
          }
        },
        () -> {
          synchronized (b) {
            synchronized (a) {
              x++;
            }
          }
        });
    print(x);
  }

  static void monitorHeldForGood() throws InterruptedException {
    Object lock = new Object();
    Thread holder =
        new Thread(
            () -> {
              synchronized (lock) {
                x = 1;
                LockSupport.parkNanos(Long.MAX_VALUE);
              }
            });
    Thread other =
        new Thread(
            () -> {
              synchronized (lock) {
                x = 2;
              }
            });
    holder.setDaemon(true);
    other.setDaemon(true);
    holder.start();
    other.start();
    y = x;
    print(y);
  }

  static void waitAndNotify() throws InterruptedException {
    Object lock = new Object();
    together(
        () -> {
          synchronized (lock) {
            while (!flag) {
              lock.wait();
              x++;
            }
          }
        },
        () -> {
          synchronized (lock) {
            flag = true;
            lock.notify();
          }
        });
    print(x);
  }

  static void lostNotification() throws InterruptedException {
    Object lock = new Object();
    together(
        () -> {
          if (!flag) {
            synchronized (lock) {
              lock.wait();
            }
          }
        },
        () -> {
          flag = true;
          synchronized (lock) {
            lock.notifyAll();
          }
        });
    print(flag);
  }

  static void whichWaiterIsNotified() throws InterruptedException {
    Object lock = new Object();
    Action waiter =
        () -> {
          synchronized (lock) {
            y++;
            lock.wait();
            seen += Thread.currentThread().getName();
          }
        };
    together(
        waiter,
        waiter,
        () -> {
          synchronized (lock) {
            lock.notify();
            lock.notify();
          }
        });
    print(seen);
  }

  static void timedWait() throws InterruptedException {
    Object lock = new Object();
    together(
        () -> {
          synchronized (lock) {
            lock.wait(10);
            x = y;
          }
        },
        () -> {
          y = 1;
          y = 2;
          synchronized (lock) {
            lock.notify();
          }
        });
    print(x);
  }

  static void waitTwice() throws InterruptedException {
    Object lock = new Object();
    together(
        () -> {
          synchronized (lock) {
            lock.wait(1);
            lock.wait(1);
          }
        },
        () -> x = 1);
    print(x);
  }
}
