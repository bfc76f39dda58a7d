package dev.signalbox.core.sync;

import dev.signalbox.core.waitgraph.Blockers;
import dev.signalbox.core.waitgraph.DeadlockException;
import dev.signalbox.core.waitgraph.Resource;
import dev.signalbox.core.waitgraph.Wait;
import dev.signalbox.core.waitgraph.WaitGraph;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A read-write lock with a name whose readers do not disturb each other, even though each is
 * visible; whose deadlocks are found, also those through read locks; and whose read lock can be
 * upgraded.
 *
 * <pre>{@code
 * private final ReadWriteMutex prices = ReadWriteMutex.named("prices");
 *
 * Money price = prices.readLock().call(() -> table.get(item));
 * prices.writeLock().run(() -> table.put(item, newPrice));
 *
 * prices.readLock().lock();
 * try {
 *   if (isOutdated()) {
 *     prices.writeLock().run(this::update); // upgrades; what was read is still true
 *   }
 * } finally {
 *   prices.readLock().unlock();
 * }
 * }</pre>
 *
 * <p><b>Bias.</b> While it is biased to readers, each reader leaves its mark in a place of its own
 * instead of counting itself in one place for all. In return a writer has to look at all of these
 * places. Writers keep account of how many reads there were for that; when the reads do not make up
 * for the looks, the bias ends, and writing costs what it costs with any other lock. It comes back
 * when a thread has read some dozen times with no write between.
 *
 * <p><b>Order.</b> First come, first served among those that wait; readers next to each other in
 * the queue go together. While a writer is the first in line, readers that arrive queue up behind
 * it, unless they hold the read lock already: so neither writers starve nor readers, and reading
 * again never waits. A writer that arrives takes the lock if it is free, until the first in line
 * has waited for a millisecond; then the lock is kept for that one, as by {@link
 * Fairness#EVENTUAL}.
 *
 * <p><b>Ownership.</b> Both locks are reentrant; the thread that locked has to unlock, as often as
 * it locked. A writer may read (downgrade: it takes the read lock and lets go of the write lock,
 * with no other writer in between).
 *
 * <p><b>Upgrade.</b> A reader may take the write lock too: it waits until the other readers have
 * left, before all that are in the queue, and no writer comes in between. It stays a reader when it
 * lets go of the write lock. If another reader is about to upgrade already, each would wait for the
 * other: therefore {@code lock}, {@code lockInterruptibly} and {@code tryLock} with a time throw
 * {@link UpgradeConflictException} at once, {@code tryLock()} returns false, and the read lock is
 * still held.
 *
 * <p><b>Deadlocks.</b> Each wait is an edge of the {@linkplain WaitGraph wait-for graph}: a reader
 * waits for the writer and for the writers before it in the queue, a writer for the writer and all
 * readers. Where its policy says so, each method that waits without a timeout may throw {@link
 * DeadlockException}; the lock is then not held. A lock whose holder ended without unlocking stays
 * locked; those who wait for it are told as a deadlock.
 *
 * <p><b>Memory effects</b> are those of {@link ReadWriteLock}: what a writer did before unlocking
 * happens before each later reading and writing, and each reading before each later writing.
 *
 * <p>The bias is that of BRAVO (Dice and Kogan, "BRAVO: Biased Locking for Reader-Writer Locks",
 * USENIX ATC 2019), but it is inhibited by count instead of by time, and survives a writer while it
 * pays; and each lock has a table of its own, which its first reader makes: 1 KB on a small
 * machine, 16 KB on one with many cores.
 */
public final class ReadWriteMutex implements ReadWriteLock, Resource {
  private final String name;
  private final ReadWriteSync sync;
  private final ReadLock readLock;
  private final WriteLock writeLock;

  private ReadWriteMutex(String name, int slots) {
    this.name = Objects.requireNonNull(name, "name");
    this.sync = new ReadWriteSync(this, slots);
    this.readLock = new ReadLock(sync);
    this.writeLock = new WriteLock(sync);
  }

  /**
   * @param name in reports; need not be unique
   */
  public static ReadWriteMutex named(String name) {
    return new ReadWriteMutex(name, Readers.SLOTS);
  }

  /** For tests: small enough to be explored. */
  static ReadWriteMutex small(int slots) {
    return new ReadWriteMutex("small", slots);
  }

  @Override
  public ReadLock readLock() {
    return readLock;
  }

  @Override
  public WriteLock writeLock() {
    return writeLock;
  }

  /** The threads that hold the read lock, also the writer if it does; may be out of date. */
  public List<Thread> readers() {
    return sync.readers();
  }

  /** The thread that holds the write lock; may be out of date. */
  public @Nullable Thread writer() {
    return sync.writer();
  }

  /**
   * The threads that wait: who upgrades, then the others, the longest first; may be out of date.
   */
  public List<Thread> queue() {
    return sync.queue();
  }

  /** Whether readers come in without being counted; may be out of date. */
  public boolean isBiased() {
    return sync.isBiased();
  }

  public String name() {
    return name;
  }

  @Override
  public Blockers blockers(Wait wait) {
    return sync.blockers(wait);
  }

  @Override
  public String toString() {
    return "read-write mutex \"" + name + "\"";
  }

  /** The lock that many can hold at once. */
  public static final class ReadLock extends LockView {
    private final ReadWriteSync sync;

    private ReadLock(ReadWriteSync sync) {
      this.sync = sync;
    }

    @Override
    boolean lockAtOnce() {
      return sync.tryRead();
    }

    @Override
    void await() {
      sync.awaitRead();
    }

    @Override
    boolean await(boolean timed, long deadline) throws InterruptedException {
      return sync.awaitRead(timed, deadline);
    }

    /**
     * Takes it unless a thread writes, is about to try that, or waits and comes first; a thread
     * that reads or writes already always gets it.
     */
    @Override
    public boolean tryLock() {
      return sync.tryRead();
    }

    /**
     * @throws IllegalMonitorStateException if this thread does not hold it; nothing changes then
     */
    @Override
    public void unlock() {
      sync.stopReading();
    }

    /**
     * There are none: a reader that waits for a signal keeps writers out.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public Condition newCondition() {
      throw new UnsupportedOperationException("a read lock has no conditions");
    }

    /** How often the current thread holds it. */
    public int holdCount() {
      return sync.readCount();
    }
  }

  /** The lock that one can hold, and only while no other thread reads. */
  public static final class WriteLock extends LockView {
    private final ReadWriteSync sync;

    private WriteLock(ReadWriteSync sync) {
      this.sync = sync;
    }

    @Override
    boolean lockAtOnce() {
      return sync.writeAtOnce();
    }

    @Override
    void await() {
      sync.awaitWrite();
    }

    @Override
    boolean await(boolean timed, long deadline) throws InterruptedException {
      return sync.awaitWrite(timed, deadline);
    }

    /**
     * Takes it if no other thread reads or writes, and it is not kept for one that waits; or if
     * this thread holds it already.
     */
    @Override
    public boolean tryLock() {
      return sync.tryWrite();
    }

    /**
     * @throws IllegalMonitorStateException if this thread does not hold it; nothing changes then
     */
    @Override
    public void unlock() {
      sync.stopWriting();
    }

    /**
     * A condition as {@link Mutex#newCondition} has it. To wait for a signal while holding the read
     * lock too would keep out those who could give it: that is refused with {@link
     * IllegalMonitorStateException}.
     */
    @Override
    public Condition newCondition() {
      return sync.newCondition();
    }

    public boolean isLocked() {
      return sync.isWriting();
    }

    public boolean isHeldByCurrentThread() {
      return holdCount() > 0;
    }

    /** How often the current thread holds it. */
    public int holdCount() {
      return sync.writeCount();
    }
  }
}
