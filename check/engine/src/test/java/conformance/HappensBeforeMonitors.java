package conformance;

/** Plain data handed over by monitors: an unlock happens before every later lock. */
@SuppressWarnings({
  "EmptyBlock",
  "LockOnNonEnclosingClassLiteral",
  "NakedNotify",
  "StaticGuardedByInstance",
  "WaitNotInLoop"
})
public final class HappensBeforeMonitors {
  private static final Object MONITOR = new Object();
  private static final Object OTHER = new Object();
  private static int data;
  private static boolean ready;

  private HappensBeforeMonitors() {}

  @Clean
  static void block() throws InterruptedException {
    Hint.inOrder(
        () -> {
          synchronized (MONITOR) {
            data = 1;
          }
        },
        () -> {
          synchronized (MONITOR) {
            assert data == 1;
          }
        });
  }

  @Clean
  static void beforeTheBlockAndAfterIt() throws InterruptedException {
    Hint.inOrder(
        () -> {
          data = 1;
          synchronized (MONITOR) {
            ready = true;
          }
        },
        () -> {
          synchronized (MONITOR) {
            assert ready;
          }
          assert data == 1;
        });
  }

  @Clean
  static void counter() throws InterruptedException {
    Action a =
        () -> {
          synchronized (MONITOR) {
            data++;
          }
        };
    Threads.together(a, a, a);
    synchronized (MONITOR) {
      assert data == 3;
    }
  }

  private static final class Account {
    private int sum;

    synchronized void add(int amount) {
      sum += amount;
    }

    synchronized int sum() {
      return sum;
    }
  }

  @Clean
  static void methods() throws InterruptedException {
    Account account = new Account();
    Threads.together(
        () -> account.add(1),
        () -> account.add(2),
        () -> {
          assert account.sum() <= 3;
        });
    assert account.sum() == 3;
  }

  @Clean
  static void methodAndBlock() throws InterruptedException {
    Account account = new Account();
    Hint.inOrder(
        () -> account.add(5),
        () -> {
          synchronized (account) {
            assert account.sum == 5;
          }
        });
  }

  private static synchronized void write(int value) {
    data = value;
  }

  @Clean
  static void staticMethodAndClassLiteral() throws InterruptedException {
    Hint.inOrder(
        () -> write(3),
        () -> {
          synchronized (HappensBeforeMonitors.class) {
            assert data == 3;
          }
        });
  }

  @Clean
  static void reentrant() throws InterruptedException {
    Hint.inOrder(
        () -> {
          synchronized (MONITOR) {
            synchronized (MONITOR) {
              data = 1;
            }
            data++;
          }
        },
        () -> {
          synchronized (MONITOR) {
            synchronized (MONITOR) {
              assert data == 2;
            }
            data = 0;
          }
        });
  }

  @Clean
  static void releasedByAnException() throws InterruptedException {
    Hint.inOrder(
        () -> {
          try {
            synchronized (MONITOR) {
              data = 1;
              throw new IllegalStateException("on purpose");
            }
          } catch (IllegalStateException e) {
            assert e.getMessage() != null;
          }
        },
        () -> {
          synchronized (MONITOR) {
            assert data == 1;
          }
        });
  }

  @Clean
  static void throughTwoMonitors() throws InterruptedException {
    Hint.inOrder(
        () -> {
          synchronized (MONITOR) {
            data = 1;
          }
        },
        () -> {
          synchronized (MONITOR) {
            synchronized (OTHER) {
              ready = true;
            }
          }
        },
        () -> {
          synchronized (OTHER) {
            assert ready && data == 1;
          }
        });
  }

  @Clean
  static void arrayIsAMonitor() throws InterruptedException {
    int[] array = new int[1];
    Hint.inOrder(
        () -> {
          synchronized (array) {
            array[0] = 1;
          }
        },
        () -> {
          synchronized (array) {
            assert array[0]++ == 1;
          }
        },
        () -> {
          synchronized (array) {
            assert array[0] == 2;
          }
        });
  }

  // ---- wait and notify

  private static void awaitReady() throws InterruptedException {
    synchronized (MONITOR) {
      while (!ready) {
        MONITOR.wait();
      }
    }
  }

  @Clean
  static void notified() throws InterruptedException {
    Threads.together(
        () -> {
          awaitReady();
          assert data == 1;
        },
        () -> {
          data = 1;
          synchronized (MONITOR) {
            ready = true;
            MONITOR.notify();
          }
        });
  }

  @Clean
  static void allNotified() throws InterruptedException {
    Action reader =
        () -> {
          awaitReady();
          assert data == 1;
        };
    Threads.together(
        reader,
        reader,
        () -> {
          synchronized (MONITOR) {
            data = 1;
            ready = true;
            MONITOR.notifyAll();
          }
        });
  }

  @Clean
  static void writtenAfterNotifyInTheSameBlock() throws InterruptedException {
    Threads.together(
        () -> {
          awaitReady();
          assert data == 1;
        },
        () -> {
          synchronized (MONITOR) {
            ready = true;
            MONITOR.notify();
            data = 1;
          }
        });
  }

  @Clean
  static void waitReleasesTheMonitor() throws InterruptedException {
    Hint waiting = new Hint();
    Threads.together(
        () -> {
          synchronized (MONITOR) {
            data = 1;
            waiting.give();
            while (!ready) {
              MONITOR.wait();
            }
            assert data == 2;
          }
        },
        () -> {
          waiting.await();
          synchronized (MONITOR) {
            assert data == 1;
            data = 2;
            ready = true;
            MONITOR.notify();
          }
        });
  }

  @Clean
  static void timedWait() throws InterruptedException {
    Threads.together(
        () -> {
          synchronized (MONITOR) {
            while (!ready) {
              MONITOR.wait(1000);
            }
          }
          assert data == 1;
        },
        () -> {
          data = 1;
          synchronized (MONITOR) {
            ready = true;
          }
        });
  }

  @Clean
  static void slotOfOne() throws InterruptedException {
    Parcel slot = new Parcel();
    Threads.together(
        () -> {
          for (int i = 1; i <= 2; i++) {
            synchronized (slot) {
              while (slot.content != 0) {
                slot.wait();
              }
              slot.content = i;
              slot.notifyAll();
            }
          }
        },
        () -> {
          for (int i = 1; i <= 2; i++) {
            synchronized (slot) {
              while (slot.content == 0) {
                slot.wait();
              }
              assert slot.content == i;
              slot.content = 0;
              slot.notifyAll();
            }
          }
        });
  }
}
