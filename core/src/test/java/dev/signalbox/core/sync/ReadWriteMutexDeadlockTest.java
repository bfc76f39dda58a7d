package dev.signalbox.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.waitgraph.Deadlock;
import dev.signalbox.core.waitgraph.DeadlockException;
import dev.signalbox.core.waitgraph.DeadlockPolicy;
import dev.signalbox.core.waitgraph.WaitGraph;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Cycles through read locks are found, and broken. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
@Timeout(30)
class ReadWriteMutexDeadlockTest {
  @Parameter private boolean virtual;

  private final ReadWriteMutex rw = ReadWriteMutex.named("rw");
  private final ReadWriteMutex.ReadLock read = rw.readLock();
  private final ReadWriteMutex.WriteLock write = rw.writeLock();
  private final Mutex mutex = Mutex.named("mutex");

  private final BlockingQueue<Deadlock> found = new LinkedBlockingQueue<>();
  private final Consumer<Deadlock> listener = found::add;

  @BeforeEach
  void listen() {
    WaitGraph.onDeadlock(listener);
    WaitGraph.policy(DeadlockPolicy.FAIL);
  }

  @AfterEach
  void report() {
    WaitGraph.removeListener(listener);
    WaitGraph.policy(DeadlockPolicy.REPORT);
  }

  /**
   * Takes one, waits for the others to have theirs, takes the second; whether it was the victim.
   */
  private FutureTask<Boolean> takes(Lock first, CountDownLatch both, Lock second) {
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              first.lock();
              try {
                both.countDown();
                both.await();
                second.lock();
                second.unlock();
                return false;
              } catch (DeadlockException e) {
                return true;
              } finally {
                first.unlock();
              }
            });
    start(task);
    return task;
  }

  private Thread start(Runnable task) {
    return virtual ? Thread.ofVirtual().start(task) : Thread.ofPlatform().start(task);
  }

  private void broken(List<FutureTask<Boolean>> tasks) throws Exception {
    int victims = 0;
    for (FutureTask<Boolean> task : tasks) {
      victims += task.get() ? 1 : 0;
    }
    assertThat(victims).isEqualTo(1);
    assertThat(write.tryLock()).isTrue();
    write.unlock();
  }

  @Test
  void readThenWriteOfTwoLocks() throws Exception {
    ReadWriteMutex other = ReadWriteMutex.named("other");
    CountDownLatch both = new CountDownLatch(2);
    List<FutureTask<Boolean>> tasks =
        List.of(takes(read, both, other.writeLock()), takes(other.readLock(), both, write));
    assertThat(found.take().toString())
        .startsWith("deadlock of 2 threads")
        .contains("read-write mutex \"rw\"", "read-write mutex \"other\"");
    broken(tasks);
  }

  @Test
  void anUpgradeAgainstAReaderThatWaits() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    FutureTask<Boolean> reader = takes(read, both, mutex);
    FutureTask<Boolean> upgrader =
        new FutureTask<>(
            () -> {
              mutex.lock();
              try {
                return takesHere(both);
              } finally {
                mutex.unlock();
              }
            });
    start(upgrader);
    assertThat(found.take().links()).hasSize(2);
    broken(List.of(reader, upgrader));
  }

  private boolean takesHere(CountDownLatch both) throws InterruptedException {
    read.lock();
    try {
      both.countDown();
      both.await();
      write.lock();
      write.unlock();
      return false;
    } catch (DeadlockException e) {
      return true;
    } finally {
      read.unlock();
    }
  }

  /** The reader waits only because a writer is in the queue before it. */
  @Test
  void readerBehindAQueuedWriter() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    CountDownLatch queued = new CountDownLatch(1);
    FutureTask<Boolean> holder =
        new FutureTask<>(
            () -> {
              read.lock();
              try {
                both.countDown();
                queued.await();
                mutex.lock();
                mutex.unlock();
                return false;
              } catch (DeadlockException e) {
                return true;
              } finally {
                read.unlock();
              }
            });
    start(holder);
    FutureTask<Boolean> late =
        new FutureTask<>(
            () -> {
              mutex.lock();
              try {
                both.countDown();
                queued.await();
                read.lock();
                read.unlock();
                return false;
              } catch (DeadlockException e) {
                return true;
              } finally {
                mutex.unlock();
              }
            });
    start(late);
    both.await();
    FutureTask<Boolean> writer =
        new FutureTask<>(
            () -> {
              try {
                write.lock();
              } catch (DeadlockException e) {
                return true;
              }
              write.unlock();
              return false;
            });
    Thread w = start(writer);
    while (!rw.queue().contains(w) || rw.readLock().tryLock()) {
      Thread.onSpinWait();
    }
    queued.countDown();
    assertThat(found.take().toString()).startsWith("deadlock of 3 threads");
    broken(List.of(holder, late, writer));
  }

  @Test
  void withoutACycleNothingIsFound() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    read.lock();
    FutureTask<Boolean> a = takes(mutex, both, write);
    both.countDown();
    while (rw.queue().isEmpty()) {
      Thread.onSpinWait();
    }
    for (int i = 0; i < 100; i++) {
      assertThat(WaitGraph.deadlocks()).isEmpty();
    }
    read.unlock();
    assertThat(a.get()).isFalse();
  }
}
