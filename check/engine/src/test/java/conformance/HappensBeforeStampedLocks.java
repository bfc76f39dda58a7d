package conformance;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.StampedLock;

/** Plain data handed over by StampedLock. */
@SuppressWarnings("LockNotBeforeTry")
public final class HappensBeforeStampedLocks {
  private static final StampedLock LOCK = new StampedLock();
  private static int data;

  private HappensBeforeStampedLocks() {}

  private static void isWritten() {
    assert data == 1 : data;
  }

  private static void write() {
    long stamp = LOCK.writeLock();
    data++;
    LOCK.unlockWrite(stamp);
  }

  @Clean
  static void writers() throws InterruptedException {
    Threads.together(() -> write(), () -> write());
    assert data == 2;
  }

  @Clean
  static void writerThenReader() throws InterruptedException {
    Hint.inOrder(
        () -> write(),
        () -> {
          long stamp = LOCK.readLock();
          isWritten();
          LOCK.unlockRead(stamp);
        });
  }

  @Clean
  static void readerThenWriter() throws InterruptedException {
    Hint.inOrder(
        () -> {
          long stamp = LOCK.readLock();
          assert data == 0;
          LOCK.unlockRead(stamp);
        },
        () -> write());
  }

  @Clean
  static void tryLocks() throws InterruptedException {
    Hint.inOrder(
        () -> {
          long stamp = LOCK.tryWriteLock();
          data = 1;
          LOCK.unlock(stamp);
        },
        () -> {
          long stamp = LOCK.tryReadLock();
          isWritten();
          LOCK.unlock(stamp);
        });
  }

  @Clean
  static void conversion() throws InterruptedException {
    Hint.inOrder(
        () -> {
          long read = LOCK.readLock();
          long write = LOCK.tryConvertToWriteLock(read);
          data = 1;
          LOCK.unlockWrite(write);
        },
        () -> {
          long write = LOCK.writeLock();
          isWritten();
          LOCK.unlockRead(LOCK.tryConvertToReadLock(write));
        });
  }

  @Clean
  static void views() throws InterruptedException {
    Hint.inOrder(
        () -> {
          LOCK.asWriteLock().lock();
          data = 1;
          LOCK.asWriteLock().unlock();
        },
        () -> {
          LOCK.asReadLock().lock();
          isWritten();
          LOCK.asReadLock().unlock();
        });
  }

  /** Nobody writes after the optimistic read: its validation orders it after the write. */
  @Clean
  static void writeThenOptimisticRead() throws InterruptedException {
    Hint.inOrder(
        () -> write(),
        () -> {
          long stamp = LOCK.tryOptimisticRead();
          int seen = data;
          assert LOCK.validate(stamp) && seen == 1;
        });
  }

  private static final class Point {
    static final VarHandle X;
    static final VarHandle Y;
    int x;
    int y;

    static {
      try {
        X = MethodHandles.lookup().findVarHandle(Point.class, "x", int.class);
        Y = MethodHandles.lookup().findVarHandle(Point.class, "y", int.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }

  @Clean
  static void optimisticReadOfOpaqueFields() throws InterruptedException {
    Point point = new Point();
    Threads.together(
        () -> {
          long stamp = LOCK.writeLock();
          Point.X.setOpaque(point, 1);
          Point.Y.setOpaque(point, 1);
          LOCK.unlockWrite(stamp);
        },
        () -> {
          long stamp = LOCK.tryOptimisticRead();
          int x = (int) Point.X.getOpaque(point);
          int y = (int) Point.Y.getOpaque(point);
          assert !LOCK.validate(stamp) || x == y;
        });
  }
}
