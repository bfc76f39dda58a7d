package conformance;

import dev.signalbox.check.engine.report.Kind;

/** {@code synchronized}, wait and notify. */
@SuppressWarnings({
  "LockOnNonEnclosingClassLiteral",
  "StaticGuardedByInstance",
  "ThreadPriorityCheck",
  "WaitNotInLoop"
})
public final class Monitors {
  private static int counter;

  private Monitors() {}

  /** Has synchronized methods of each sort. */
  static class Account {
    int value;

    synchronized void increment() {
      value++;
    }

    synchronized void incrementTwice() {
      increment();
      increment();
    }

    synchronized int fail() {
      throw new IllegalStateException("on purpose");
    }

    static synchronized int incrementStatic() {
      return ++counter;
    }

    static synchronized int failStatic() {
      throw new IllegalStateException("on purpose");
    }
  }

  /** A buffer of one slot. */
  static class Slot {
    private int value;
    private boolean full;

    synchronized void put(int v) throws InterruptedException {
      while (full) {
        wait();
      }
      full = true;
      value = v;
      notify();
    }

    synchronized int take() throws InterruptedException {
      while (!full) {
        wait();
      }
      full = false;
      notify();
      return value;
    }
  }

  @Clean
  static void synchronizedMethods() throws InterruptedException {
    Account account = new Account();
    Threads.together(account::increment, account::incrementTwice, account::increment);
    assert account.value == 4 : account.value;
  }

  @Planted(Kind.ASSERTION)
  static void oneSideSynchronizes() throws InterruptedException {
    Account account = new Account();
    Threads.together(account::increment, () -> account.value++);
    assert account.value == 2 : account.value;
  }

  @Clean
  static void staticSynchronizedMethods() throws InterruptedException {
    Threads.together(Account::incrementStatic, Account::incrementStatic);
    assert counter == 2 : counter;
    synchronized (Account.class) {
      assert Thread.holdsLock(Account.class);
    }
  }

  @Clean
  static void exceptionsReleaseTheMonitor() throws InterruptedException {
    Account account = new Account();
    Action a =
        () -> {
          try {
            account.fail();
            throw new AssertionError("it did not fail");
          } catch (IllegalStateException e) {
            account.increment();
          }
          try {
            Account.failStatic();
            throw new AssertionError("it did not fail");
          } catch (IllegalStateException e) {
            Account.incrementStatic();
          }
        };
    Threads.together(a, a);
    assert account.value == 2 && counter == 2;
    assert !Thread.holdsLock(account) && !Thread.holdsLock(Account.class);
  }

  @Clean
  static void exceptionsLeaveABlock() throws InterruptedException {
    Object lock = new Object();
    Action a =
        () -> {
          try {
            synchronized (lock) {
              counter++;
              throw new IllegalStateException();
            }
          } catch (IllegalStateException e) {
            assert !Thread.holdsLock(lock);
          }
        };
    Threads.together(a, a);
    assert counter == 2;
  }

  @Clean
  static void nestedAndReentrant() throws InterruptedException {
    Object outer = new Object();
    Object inner = new Object();
    Action a =
        () -> {
          synchronized (outer) {
            synchronized (inner) {
              synchronized (outer) {
                counter++;
              }
              assert Thread.holdsLock(outer) && Thread.holdsLock(inner);
              counter++;
            }
            assert Thread.holdsLock(outer) && !Thread.holdsLock(inner);
          }
          assert !Thread.holdsLock(outer);
        };
    Threads.together(a, a);
    assert counter == 4 : counter;
  }

  @Clean
  static void oneProducerOneConsumer() throws InterruptedException {
    Slot slot = new Slot();
    Threads.together(
        () -> {
          for (int i = 1; i <= 3; i++) {
            slot.put(i);
          }
        },
        () -> {
          for (int i = 1; i <= 3; i++) {
            int v = slot.take();
            assert v == i : v;
          }
        });
  }

  @Planted(Kind.DEADLOCK)
  static void notifyWakesTheWrongOne() throws InterruptedException {
    Slot slot = new Slot();
    Action put =
        () -> {
          slot.put(1);
          slot.put(2);
        };
    Action take =
        () -> {
          slot.take();
          slot.take();
        };
    Threads.together(put, put, take, take);
  }

  @Clean
  static void notifyAllWakesEveryone() throws InterruptedException {
    Object lock = new Object();
    Action waiter =
        () -> {
          synchronized (lock) {
            while (counter == 0) {
              lock.wait();
            }
          }
        };
    Threads.together(
        waiter,
        waiter,
        waiter,
        () -> {
          synchronized (lock) {
            counter = 1;
            lock.notifyAll();
          }
        });
  }

  @Planted(Kind.DEADLOCK)
  static void notifyWakesOnlyOne() throws InterruptedException {
    Object lock = new Object();
    Action waiter =
        () -> {
          synchronized (lock) {
            while (counter == 0) {
              lock.wait();
            }
          }
        };
    Threads.together(
        waiter,
        waiter,
        () -> {
          synchronized (lock) {
            counter = 1;
            lock.notify();
          }
        });
  }

  @Clean
  static void waitGivesUpAllEntries() throws InterruptedException {
    Object lock = new Object();
    Thread waiter =
        Threads.start(
            "waiter",
            () -> {
              synchronized (lock) {
                synchronized (lock) {
                  while (counter == 0) {
                    lock.wait();
                  }
                  assert Thread.holdsLock(lock);
                }
                assert Thread.holdsLock(lock);
                counter++;
                Thread.yield();
                assert counter == 2 : counter;
              }
              assert !Thread.holdsLock(lock);
            });
    synchronized (lock) {
      counter = 1;
      lock.notifyAll();
    }
    synchronized (lock) {
      assert counter == 1 || counter == 2;
    }
    waiter.join();
  }

  @Clean
  static void waitWithTimeoutEndsByItself() throws InterruptedException {
    Object lock = new Object();
    Action a =
        () -> {
          long start = System.nanoTime();
          synchronized (lock) {
            lock.wait(5_000);
            assert Thread.holdsLock(lock);
          }
          assert System.nanoTime() - start >= 5_000_000_000L;
        };
    Threads.together(a, a);
  }

  @Clean
  static void waitRoundsNanosUp() throws InterruptedException {
    Object lock = new Object();
    Threads.together(
        () -> {
          long start = System.nanoTime();
          synchronized (lock) {
            lock.wait(4_999, 1);
          }
          assert System.nanoTime() - start >= 4_999_000_001L;
        });
  }

  @Clean
  static void longTimeoutIsNotifiedInTime() throws InterruptedException {
    Object lock = new Object();
    Threads.together(
        () -> {
          long start = System.nanoTime();
          synchronized (lock) {
            while (counter == 0) {
              lock.wait(60_000);
            }
          }
          assert System.nanoTime() - start < 60_000_000_000L;
        },
        () -> {
          synchronized (lock) {
            counter = 1;
            lock.notify();
          }
        });
  }

  @Planted(value = Kind.EXCEPTION, type = "java.lang.IllegalMonitorStateException")
  static void notifyWithoutTheMonitor() throws InterruptedException {
    Object lock = new Object();
    Threads.together(() -> lock.notify());
  }

  @Planted(value = Kind.EXCEPTION, type = "java.lang.IllegalMonitorStateException")
  static void waitWithoutTheMonitor() throws InterruptedException {
    Object lock = new Object();
    Thread t = Threads.start("other", () -> counter++);
    lock.wait();
    t.join();
  }

  @Clean
  static void illegalUsesAreRefused() throws InterruptedException {
    Object lock = new Object();
    Threads.together(
        () -> {
          int refused = 0;
          try {
            lock.notifyAll();
          } catch (IllegalMonitorStateException e) {
            refused++;
          }
          synchronized (lock) {
            try {
              lock.wait(-1);
            } catch (IllegalArgumentException e) {
              refused++;
            }
            try {
              lock.wait(1, 1_000_000);
            } catch (IllegalArgumentException e) {
              refused++;
            }
          }
          Object nothing = counter == 0 ? null : lock;
          try {
            synchronized (nothing) {
              counter++;
            }
          } catch (NullPointerException e) {
            refused++;
          }
          assert refused == 4 : refused;
        });
  }
}
