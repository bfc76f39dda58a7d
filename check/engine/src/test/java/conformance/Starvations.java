package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Who is overtaken for ever, and who gets its turn in the end. */
@SuppressWarnings({"UnusedVariable", "GuardedBy", "WaitNotInLoop", "FutureReturnValueIgnored"})
public final class Starvations {
  private static final Object MONITOR = new Object();

  private static int readers;
  private static volatile boolean written;
  private static int total;

  private Starvations() {}

  // ---- starvation

  @Planted(value = Kind.STARVATION, within = 1000, maxSteps = 100_000)
  static void readersKeepTheWriterOut() throws InterruptedException {
    Action read =
        () -> {
          while (!written) {
            synchronized (MONITOR) {
              readers++;
            }
            total = 0;
            total = 0;
            total = 0;
            synchronized (MONITOR) {
              if (--readers == 0) {
                MONITOR.notifyAll();
              }
            }
          }
        };
    Threads.together(
        read,
        read,
        read,
        () -> {
          synchronized (MONITOR) {
            while (readers > 0) {
              MONITOR.wait();
            }
            written = true;
          }
        });
  }

  /** The writer is woken each time, and each time finds a reader in. */
  @Planted(value = Kind.STARVATION, within = 1000, maxSteps = 100_000)
  static void readersKeepTheWriterOutOfACondition() throws InterruptedException {
    Lock lock = new ReentrantLock();
    Condition left = lock.newCondition();
    Action read =
        () -> {
          while (!written) {
            lock.lock();
            readers++;
            lock.unlock();
            total = 0;
            total = 0;
            total = 0;
            lock.lock();
            readers--;
            left.signalAll();
            lock.unlock();
          }
        };
    Threads.together(
        read,
        read,
        read,
        () -> {
          lock.lock();
          while (readers > 0) {
            left.await();
          }
          written = true;
          lock.unlock();
        });
  }

  private record Job(int priority, Runnable work) implements Comparable<Job>, Runnable {
    @Override
    public int compareTo(Job other) {
      return Integer.compare(priority, other.priority);
    }

    @Override
    public void run() {
      work.run();
    }
  }

  @Planted(value = Kind.STARVATION, within = 20, maxSteps = 50_000)
  static void urgentJobsOfAPool() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    try (ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>())) {
      pool.execute(new Job(0, () -> again(pool, done)));
      pool.execute(new Job(1, done::countDown));
      done.await();
    }
  }

  private static void again(ThreadPoolExecutor pool, CountDownLatch done) {
    if (done.getCount() > 0) {
      pool.execute(new Job(0, () -> again(pool, done)));
    }
  }

  @Planted(value = Kind.STARVATION, within = 20, maxSteps = 50_000)
  static void urgentJobsOfAQueue() throws InterruptedException {
    PriorityBlockingQueue<Job> jobs = new PriorityBlockingQueue<>();
    jobs.put(new Job(9, () -> written = true));
    Action work =
        () -> {
          while (!written) {
            jobs.put(new Job(0, () -> {}));
            jobs.take().work.run();
          }
        };
    Threads.together(work, work);
  }

  @Planted(value = Kind.STARVATION, within = 20, maxSteps = 50_000)
  static void urgentJobsUnderAMonitor() throws InterruptedException {
    PriorityQueue<Job> jobs = new PriorityQueue<>();
    jobs.add(new Job(9, () -> written = true));
    Action work =
        () -> {
          while (!written) {
            Job next;
            synchronized (MONITOR) {
              jobs.add(new Job(0, () -> {}));
              next = jobs.remove();
            }
            next.work.run();
          }
        };
    Threads.together(work, work);
  }

  // ---- no starvation

  /** Far ahead in time is not starved: the loop has an end. */
  @Clean(executions = 16, maxSteps = 2_000_000)
  static void lastOfManyJobs() throws InterruptedException {
    PriorityBlockingQueue<Job> jobs = new PriorityBlockingQueue<>();
    jobs.put(new Job(9, () -> written = true));
    Action work =
        () -> {
          for (int i = 0; i < 3000; i++) {
            jobs.put(new Job(0, () -> {}));
            jobs.take().work.run();
          }
        };
    Threads.together(work, work);
    jobs.take().work.run();
    assert written;
  }

  @Clean(executions = 150, maxSteps = 100_000)
  static void monitorInALoop() throws InterruptedException {
    Action take =
        () -> {
          while (!written) {
            synchronized (MONITOR) {
              total++;
            }
          }
        };
    Threads.together(
        take,
        take,
        () -> {
          synchronized (MONITOR) {
            written = true;
          }
        });
  }

  @Clean(executions = 150, maxSteps = 100_000)
  static void unfairLockInALoop() throws InterruptedException {
    lockInALoop(new ReentrantLock());
  }

  @Clean(executions = 150, maxSteps = 100_000)
  static void fairLockInALoop() throws InterruptedException {
    lockInALoop(new ReentrantLock(true));
  }

  private static void lockInALoop(Lock lock) throws InterruptedException {
    Action take =
        () -> {
          while (!written) {
            lock.lock();
            total++;
            lock.unlock();
          }
        };
    Threads.together(
        take,
        take,
        () -> {
          lock.lock();
          written = true;
          lock.unlock();
        });
  }

  @Clean(executions = 150, maxSteps = 100_000)
  static void unfairReadWriteLock() throws InterruptedException {
    readWriteLock(new ReentrantReadWriteLock());
  }

  @Clean(executions = 150, maxSteps = 100_000)
  static void fairReadWriteLock() throws InterruptedException {
    readWriteLock(new ReentrantReadWriteLock(true));
  }

  private static void readWriteLock(ReadWriteLock lock) throws InterruptedException {
    Action read =
        () -> {
          while (!written) {
            lock.readLock().lock();
            int _ = total;
            lock.readLock().unlock();
          }
        };
    Threads.together(
        read,
        read,
        read,
        () -> {
          lock.writeLock().lock();
          written = true;
          lock.writeLock().unlock();
        });
  }

  @Clean(executions = 150, maxSteps = 100_000, races = true)
  static void fairSemaphore() throws InterruptedException {
    Semaphore permits = new Semaphore(2, true);
    Action take =
        () -> {
          while (!written) {
            permits.acquire();
            total++;
            permits.release();
          }
        };
    Threads.together(
        take,
        take,
        take,
        () -> {
          permits.acquire(2);
          written = true;
          permits.release(2);
        });
  }

  @Clean(executions = 150, maxSteps = 100_000)
  static void ageing() throws InterruptedException {
    AtomicInteger arrivals = new AtomicInteger();
    PriorityBlockingQueue<Job> jobs = new PriorityBlockingQueue<>();
    jobs.put(new Job(arrivals.getAndIncrement() + 9, () -> written = true));
    Action work =
        () -> {
          while (!written) {
            jobs.put(new Job(arrivals.getAndIncrement(), () -> {}));
            jobs.take().work.run();
          }
        };
    Threads.together(work, work);
  }
}
