package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.concurrent.locks.ReentrantLock;

/** The simplest of all. */
public final class Basics {
  private static int counter;

  private Basics() {}

  @Clean
  static void counterWithLock() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Action twice =
        () -> {
          for (int i = 0; i < 2; i++) {
            lock.lock();
            try {
              counter++;
            } finally {
              lock.unlock();
            }
          }
        };
    Threads.together(twice, twice);
    assert counter == 4 : counter;
  }

  @Planted(Kind.ASSERTION)
  static void counterWithoutLock() throws InterruptedException {
    Threads.together(() -> counter++, () -> counter++);
    assert counter == 2 : counter;
  }
}
