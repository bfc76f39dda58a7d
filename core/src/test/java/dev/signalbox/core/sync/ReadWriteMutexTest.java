package dev.signalbox.core.sync;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** From both kinds of threads; with a place for every reader and with one for all of them. */
@ParameterizedClass
@CsvSource({"false, 16", "false, 1", "true, 16", "true, 1"})
@Timeout(30)
class ReadWriteMutexTest {
  @Parameter(0)
  private boolean virtual;

  @Parameter(1)
  private int slots;

  private ReadWriteMutex rw;
  private ReadWriteMutex.ReadLock read;
  private ReadWriteMutex.WriteLock write;
  private final List<Actor> actors = new ArrayList<>();

  @BeforeEach
  void make() {
    rw = ReadWriteMutex.small(slots);
    read = rw.readLock();
    write = rw.writeLock();
  }

  @AfterEach
  void nothingIsLost() throws Exception {
    for (Actor a : actors) {
      a.end();
    }
    assertThat(rw.readers()).isEmpty();
    assertThat(rw.writer()).isNull();
    assertThat(rw.queue()).isEmpty();
    Actor other = actor();
    assertThat(other.did(write::tryLock)).isTrue();
    other.does(write::unlock);
    assertThat(other.did(read::tryLock)).isTrue();
    other.does(read::unlock);
    other.end();
  }

  /** A thread that does what it is told. */
  private final class Actor {
    private final LinkedBlockingQueue<Runnable> todo = new LinkedBlockingQueue<>();
    private volatile boolean ended;
    final Thread thread;

    Actor() {
      Runnable loop =
          () -> {
            while (!ended) {
              try {
                todo.take().run();
              } catch (InterruptedException e) {
                continue; // of an earlier task
              }
            }
          };
      thread = virtual ? Thread.ofVirtual().start(loop) : Thread.ofPlatform().start(loop);
      actors.add(this);
    }

    <T> FutureTask<T> begins(Callable<T> task) {
      FutureTask<T> f = new FutureTask<>(task);
      todo.add(f);
      return f;
    }

    FutureTask<Boolean> locks(LockView lock) {
      return begins(
          () -> {
            lock.lock();
            return true;
          });
    }

    boolean did(Callable<Boolean> task) throws Exception {
      return begins(task).get();
    }

    void does(Runnable task) throws Exception {
      Object unused = begins(Executors.callable(task)).get();
    }

    void waits() {
      while (!rw.queue().contains(thread) || !parked()) {
        Thread.onSpinWait();
      }
    }

    private boolean parked() {
      Thread.State s = thread.getState();
      return s == Thread.State.WAITING || s == Thread.State.TIMED_WAITING;
    }

    void end() throws Exception {
      todo.add(() -> ended = true);
      thread.join();
    }
  }

  private Actor actor() {
    return new Actor();
  }

  @Test
  void readersTogetherAndVisible() throws Exception {
    Actor a = actor();
    Actor b = actor();
    Actor c = actor();
    for (Actor each : List.of(a, b, c)) {
      each.does(read::lock);
    }
    assertThat(rw.readers()).containsExactlyInAnyOrder(a.thread, b.thread, c.thread);
    assertThat(a.did(() -> read.holdCount() == 1)).isTrue();
    assertThat(actor().did(write::tryLock)).isFalse();
    a.does(read::unlock);
    c.does(read::unlock);
    assertThat(rw.readers()).containsExactly(b.thread);
    b.does(read::unlock);
  }

  @Test
  void theWriterExcludesAll() throws Exception {
    Actor w = actor();
    w.does(write::lock);
    assertThat(rw.writer()).isEqualTo(w.thread);
    assertThat(write.isLocked()).isTrue();
    Actor other = actor();
    assertThat(other.did(read::tryLock)).isFalse();
    assertThat(other.did(write::tryLock)).isFalse();
    assertThat(other.did(() -> read.tryLock(1, NANOSECONDS))).isFalse();
    assertThat(other.did(() -> write.tryLock(Duration.ofNanos(1)))).isFalse();
    assertThat(other.did(() -> write.tryLock(-1, SECONDS))).isFalse();
    w.does(write::unlock);
  }

  @Test
  void bothAreReentrant() throws Exception {
    Actor a = actor();
    for (LockView lock : List.of(read, write)) {
      a.does(
          () -> {
            lock.lock();
            assertThat(lock.tryLock()).isTrue();
            lock.run(() -> {});
            lock.unlock();
          });
      assertThat(actor().did(write::tryLock)).isFalse();
      a.does(lock::unlock);
    }
  }

  @Test
  void strangersCannotUnlock() throws Exception {
    Actor a = actor();
    assertThat(a.did(read::tryLock)).isTrue();
    Actor b = actor();
    for (LockView lock : List.of(read, write)) {
      b.does(
          () ->
              assertThatThrownBy(lock::unlock)
                  .isInstanceOf(IllegalMonitorStateException.class)
                  .hasMessageContaining("read-write mutex \"small\""));
    }
    a.does(
        () -> assertThatThrownBy(write::unlock).isInstanceOf(IllegalMonitorStateException.class));
    assertThat(rw.readers()).containsExactly(a.thread);
    a.does(read::unlock);
    a.does(() -> assertThatThrownBy(read::unlock).isInstanceOf(IllegalMonitorStateException.class));
  }

  @Test
  void downgrade() throws Exception {
    Actor a = actor();
    a.does(write::lock);
    a.does(read::lock);
    Actor next = actor();
    FutureTask<Boolean> waiting = next.locks(read);
    next.waits();
    a.does(write::unlock);
    assertThat(waiting.get()).isTrue(); // reads beside it
    assertThat(actor().did(write::tryLock)).isFalse();
    next.does(read::unlock);
    a.does(read::unlock);
  }

  @Test
  void upgradeGoesBeforeTheQueueAndWaitsForReaders() throws Exception {
    Actor a = actor();
    Actor b = actor();
    a.does(read::lock);
    b.does(read::lock);
    Actor queued = actor();
    FutureTask<Boolean> writes = queued.locks(write);
    queued.waits();
    FutureTask<Boolean> upgrade = a.locks(write);
    a.waits();
    assertThat(rw.queue()).containsExactly(a.thread, queued.thread);
    b.does(() -> assertThat(read.tryLock()).isTrue()); // reentrant: never behind a writer
    b.does(read::unlock);
    assertThat(upgrade.isDone()).isFalse();
    b.does(read::unlock);
    assertThat(upgrade.get()).isTrue();
    a.does(write::unlock);
    assertThat(a.did(() -> read.holdCount() == 1)).isTrue();
    assertThat(writes.isDone()).isFalse();
    a.does(read::unlock);
    assertThat(writes.get()).isTrue();
    queued.does(write::unlock);
  }

  @Test
  void theSecondUpgradeFailsAtOnce() throws Exception {
    Actor a = actor();
    Actor b = actor();
    a.does(read::lock);
    b.does(read::lock);
    FutureTask<Boolean> upgrade = a.locks(write);
    a.waits();
    b.does(
        () -> {
          assertThatThrownBy(write::lock).isInstanceOf(UpgradeConflictException.class);
          assertThatThrownBy(write::lockInterruptibly).isInstanceOf(UpgradeConflictException.class);
          assertThatThrownBy(() -> write.tryLock(1, SECONDS))
              .isInstanceOf(UpgradeConflictException.class)
              .hasMessageContaining("another reader is about to");
          assertThat(write.tryLock()).isFalse();
          assertThat(read.holdCount()).isEqualTo(1);
        });
    b.does(read::unlock);
    assertThat(upgrade.get()).isTrue();
    a.does(write::unlock);
    a.does(read::unlock);
  }

  @Test
  void anUpgradeThatGivesUpLetsOthersIn() throws Exception {
    Actor a = actor();
    Actor b = actor();
    a.does(read::lock);
    b.does(read::lock);
    FutureTask<Boolean> upgrade =
        a.begins(
            () -> {
              assertThatThrownBy(write::lockInterruptibly).isInstanceOf(InterruptedException.class);
              return write.isHeldByCurrentThread();
            });
    a.waits();
    Actor late = actor();
    FutureTask<Boolean> reads = late.locks(read);
    late.waits();
    a.thread.interrupt();
    assertThat(upgrade.get()).isFalse();
    assertThat(reads.get()).isTrue();
    assertThat(a.did(() -> write.tryLock(1, NANOSECONDS))).isFalse();
    late.does(read::unlock);
    b.does(read::unlock);
    assertThat(a.did(write::tryLock)).isTrue(); // the only reader now
    a.does(write::unlock);
    a.does(read::unlock);
  }

  @Test
  void readersThatComeWaitBehindAWriter() throws Exception {
    Actor a = actor();
    a.does(read::lock);
    Actor w = actor();
    FutureTask<Boolean> writes = w.locks(write);
    w.waits();
    Actor late = actor();
    assertThat(late.did(read::tryLock)).isFalse();
    FutureTask<Boolean> reads = late.locks(read);
    late.waits();
    assertThat(rw.queue()).containsExactly(w.thread, late.thread);
    a.does(read::unlock);
    assertThat(writes.get()).isTrue();
    assertThat(reads.isDone()).isFalse();
    w.does(write::unlock);
    assertThat(reads.get()).isTrue();
    late.does(read::unlock);
  }

  @Test
  void readersNextToEachOtherGoTogether() throws Exception {
    Actor w = actor();
    w.does(write::lock);
    List<Actor> readers = new ArrayList<>();
    List<FutureTask<Boolean>> reads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      readers.add(actor());
      reads.add(readers.get(i).locks(read));
      readers.get(i).waits();
    }
    w.does(write::unlock);
    for (FutureTask<Boolean> each : reads) {
      assertThat(each.get()).isTrue();
    }
    assertThat(rw.readers()).hasSize(4);
    for (Actor each : readers) {
      each.does(read::unlock);
    }
  }

  @Test
  void aWriterThatGivesUpLetsReadersIn() throws Exception {
    Actor a = actor();
    a.does(read::lock);
    Actor w = actor();
    FutureTask<Boolean> writes =
        w.begins(
            () -> {
              assertThatThrownBy(() -> write.tryLock(20, SECONDS))
                  .isInstanceOf(InterruptedException.class);
              return Thread.currentThread().isInterrupted();
            });
    w.waits();
    Actor late = actor();
    FutureTask<Boolean> reads = late.locks(read);
    late.waits();
    w.thread.interrupt();
    assertThat(writes.get()).isFalse();
    assertThat(reads.get()).isTrue();
    late.does(read::unlock);
    a.does(read::unlock);
  }

  @Test
  void interruptsAreKeptOrThrown() throws Exception {
    Actor w = actor();
    w.does(write::lock);
    Actor a = actor();
    for (LockView lock : List.of(read, write)) {
      a.does(
          () -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(lock::lockInterruptibly).isInstanceOf(InterruptedException.class);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> lock.tryLock(0, SECONDS))
                .isInstanceOf(InterruptedException.class);
          });
      FutureTask<Boolean> timed =
          a.begins(
              () -> {
                assertThatThrownBy(() -> lock.tryLock(20, SECONDS))
                    .isInstanceOf(InterruptedException.class);
                return true;
              });
      a.waits();
      a.thread.interrupt();
      assertThat(timed.get()).isTrue();
    }
    FutureTask<Boolean> patient =
        a.begins(
            () -> {
              read.lock();
              return Thread.interrupted();
            });
    a.waits();
    a.thread.interrupt();
    a.waits();
    w.does(write::unlock);
    assertThat(patient.get()).isTrue();
    a.does(read::unlock);
  }

  @Test
  void conditions() throws Exception {
    assertThatThrownBy(read::newCondition).isInstanceOf(UnsupportedOperationException.class);
    Condition condition = write.newCondition();
    Actor a = actor();
    CountDownLatch before = new CountDownLatch(1);
    FutureTask<Integer> waiting =
        a.begins(
            () -> {
              write.lock();
              write.lock();
              before.countDown();
              condition.await();
              int holds = write.holdCount();
              write.unlock();
              write.unlock();
              return holds;
            });
    before.await();
    Actor b = actor();
    b.does(() -> write.run(condition::signal));
    assertThat(waiting.get()).isEqualTo(2);
    b.does(
        () -> {
          assertThatThrownBy(condition::signal).isInstanceOf(IllegalMonitorStateException.class);
          write.lock();
          read.lock();
          assertThatThrownBy(condition::await).isInstanceOf(IllegalMonitorStateException.class);
          assertThat(write.holdCount()).isEqualTo(1);
          read.unlock();
          write.unlock();
        });
  }

  @Test
  void theBiasGoesWithWritingAndComesBackWithReading() throws Exception {
    Actor a = actor();
    a.does(
        () -> {
          for (int i = 0; i < 1000; i++) {
            write.run(() -> {});
          }
        });
    assertThat(rw.isBiased()).isFalse();
    a.does(
        () -> {
          for (int i = 0; i < 1000; i++) {
            read.run(() -> {});
          }
        });
    assertThat(rw.isBiased()).isTrue();
  }

  @Test
  void nothingIsTornUnderLoad() throws Exception {
    int[] pair = new int[2];
    AtomicInteger torn = new AtomicInteger();
    AtomicInteger conflicts = new AtomicInteger();
    List<FutureTask<Boolean>> all = new ArrayList<>();
    int writes = 0;
    for (int k = 0; k < 4; k++) {
      Actor a = actor();
      int share = List.of(2, 10, 100, 1000).get(k);
      writes += 20_000 / share;
      all.add(
          a.begins(
              () -> {
                for (int i = 0; i < 20_000; i++) {
                  if (i % share == 0) {
                    write.run(() -> pair[0]++);
                    write.run(() -> pair[1]++);
                  } else if (i % share == 1 && i % 7 == 0) {
                    read.lock();
                    try {
                      int was = pair[0];
                      write.lock();
                      torn.addAndGet(was == pair[0] ? 0 : 1);
                      write.unlock();
                    } catch (UpgradeConflictException e) {
                      conflicts.incrementAndGet();
                    } finally {
                      read.unlock();
                    }
                  } else {
                    read.lock();
                    int was = pair[0];
                    Thread.onSpinWait();
                    torn.addAndGet(was == pair[0] ? 0 : 1);
                    read.unlock();
                  }
                }
                return true;
              }));
    }
    for (FutureTask<Boolean> each : all) {
      assertThat(each.get()).isTrue();
    }
    assertThat(torn).hasValue(0);
    assertThat(pair).containsExactly(writes, writes);
  }
}
