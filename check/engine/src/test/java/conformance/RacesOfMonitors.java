package conformance;

/** Monitors that do not guard what they seem to. */
@SuppressWarnings({
  "NakedNotify",
  "StaticGuardedByInstance",
  "SynchronizeOnNonFinalField",
  "WaitNotInLoop"
})
public final class RacesOfMonitors {
  private static final Object MONITOR = new Object();
  private static final Object OTHER = new Object();
  private static Object replaced = new Object();
  private static int data;
  private static boolean ready;

  private RacesOfMonitors() {}

  @Racy("RacesOfMonitors.data")
  static void differentMonitors() throws InterruptedException {
    Threads.together(
        () -> {
          synchronized (MONITOR) {
            data++;
          }
        },
        () -> {
          synchronized (OTHER) {
            data++;
          }
        });
  }

  @Racy("RacesOfMonitors.data")
  static void writeUnderAMonitorAndReadWithout() throws InterruptedException {
    Threads.together(
        () -> {
          synchronized (MONITOR) {
            data++;
          }
        },
        () -> {
          int _ = data;
        });
  }

  @Racy("RacesOfMonitors.data")
  static void readUnderAMonitorAndWriteWithout() throws InterruptedException {
    Threads.together(
        () -> data = 1,
        () -> {
          synchronized (MONITOR) {
            int _ = data;
          }
        });
  }

  @Racy("RacesOfMonitors.data")
  static void afterTheBlock() throws InterruptedException {
    Hint.inOrder(
        () -> {
          synchronized (MONITOR) {
            ready = true;
          }
          data = 1;
        },
        () -> {
          synchronized (MONITOR) {
            boolean _ = ready;
          }
          int _ = data;
        });
  }

  @Racy("RacesOfMonitors.data")
  static void beforeTheBlockOfTheReader() throws InterruptedException {
    Hint.inOrder(
        () -> {
          data = 1;
          synchronized (MONITOR) {
            ready = true;
          }
        },
        () -> {
          int _ = data;
          synchronized (MONITOR) {
            boolean _ = ready;
          }
        });
  }

  private static final class Account {
    private static int total;

    synchronized void addHere() {
      total++;
    }

    static synchronized void add() {
      total++;
    }
  }

  @Racy("Account.total")
  static void methodOfTheObjectAndOfTheClass() throws InterruptedException {
    Account account = new Account();
    Threads.together(account::addHere, Account::add);
  }

  @Racy("Account.total")
  static void methodsOfTwoObjects() throws InterruptedException {
    Account one = new Account();
    Account two = new Account();
    Threads.together(one::addHere, two::addHere);
  }

  @Racy("RacesOfMonitors.replaced")
  static void monitorThatIsReplaced() throws InterruptedException {
    Action a =
        () -> {
          synchronized (replaced) {
            replaced = new Object();
          }
        };
    Threads.together(a, a);
  }

  @Racy("RacesOfMonitors.data")
  static void monitorOfItsOwn() throws InterruptedException {
    Action a =
        () -> {
          Object own = new Object();
          synchronized (own) {
            data++;
          }
        };
    Threads.together(a, a);
  }

  @Racy("RacesOfMonitors.data")
  static void writtenAfterNotify() throws InterruptedException {
    Threads.together(
        () -> {
          synchronized (MONITOR) {
            while (!ready) {
              MONITOR.wait();
            }
          }
          int _ = data;
        },
        () -> {
          synchronized (MONITOR) {
            ready = true;
            MONITOR.notify();
          }
          data = 1;
        });
  }

  @Racy("RacesOfMonitors.ready")
  static void flagThatIsSetWithoutTheMonitor() throws InterruptedException {
    Hint waiting = new Hint();
    Threads.together(
        () -> {
          synchronized (MONITOR) {
            if (!ready) {
              waiting.give();
              MONITOR.wait(10);
            }
          }
        },
        () -> {
          waiting.await();
          ready = true;
          synchronized (MONITOR) {
            MONITOR.notifyAll();
          }
        });
  }

  private static final class Lazy {
    private static Lazy instance;

    static void get() {
      if (instance == null) {
        synchronized (Lazy.class) {
          if (instance == null) {
            instance = new Lazy();
          }
        }
      }
    }
  }

  @Racy("Lazy.instance")
  static void doubleCheckedLocking() throws InterruptedException {
    Threads.together(Lazy::get, Lazy::get);
  }
}
