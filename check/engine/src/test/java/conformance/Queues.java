package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** All queues of java.util.concurrent. */
@SuppressWarnings("UnusedVariable")
public final class Queues {
  private static final AtomicInteger SUM = new AtomicInteger();
  private static int counter;

  private Queues() {}

  private static void passOn(BlockingQueue<Integer> queue) throws InterruptedException {
    Action produce =
        () -> {
          queue.put(1);
          queue.put(2);
        };
    Action consume =
        () -> {
          SUM.addAndGet(queue.take());
          SUM.addAndGet(queue.take());
        };
    Threads.together(produce, consume, produce, consume);
    assert SUM.get() == 6 && queue.isEmpty() : SUM;
  }

  @Clean
  static void arrayBlockingQueue() throws InterruptedException {
    passOn(new ArrayBlockingQueue<>(1));
  }

  @Clean
  static void fairArrayBlockingQueue() throws InterruptedException {
    passOn(new ArrayBlockingQueue<>(2, true));
  }

  @Clean
  static void linkedBlockingQueue() throws InterruptedException {
    passOn(new LinkedBlockingQueue<>());
  }

  @Clean
  static void boundedLinkedBlockingQueue() throws InterruptedException {
    passOn(new LinkedBlockingQueue<>(1));
  }

  @Clean
  static void linkedBlockingDeque() throws InterruptedException {
    passOn(new LinkedBlockingDeque<>(1));
  }

  @Clean
  static void priorityBlockingQueue() throws InterruptedException {
    passOn(new PriorityBlockingQueue<>());
  }

  @Clean
  static void synchronousQueue() throws InterruptedException {
    passOn(new SynchronousQueue<>());
  }

  @Clean
  static void fairSynchronousQueue() throws InterruptedException {
    passOn(new SynchronousQueue<>(true));
  }

  @Clean
  static void linkedTransferQueue() throws InterruptedException {
    passOn(new LinkedTransferQueue<>());
  }

  @Clean
  static void offersAndPollsTimeOut() throws InterruptedException {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
    long start = System.nanoTime();
    Threads.together(
        () -> {
          assert queue.poll(1, TimeUnit.SECONDS) == null;
        });
    queue.add(1);
    assert !queue.offer(2) && queue.remainingCapacity() == 0;
    Threads.together(
        () -> {
          assert !queue.offer(2, 1, TimeUnit.SECONDS);
        });
    assert System.nanoTime() - start >= 2_000_000_000L;
  }

  @Planted(value = Kind.EXCEPTION, type = "java.lang.IllegalStateException")
  static void addToAFullQueue() throws InterruptedException {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
    Threads.together(() -> queue.add(1), () -> queue.add(2), queue::poll);
  }

  @Clean
  static void bothEndsOfADeque() throws InterruptedException {
    LinkedBlockingDeque<Integer> deque = new LinkedBlockingDeque<>(1);
    Threads.together(
        () -> deque.putFirst(1),
        () -> deque.putLast(2),
        () -> SUM.addAndGet(deque.takeFirst()),
        () -> SUM.addAndGet(deque.takeLast()));
    assert SUM.get() == 3;
  }

  @Clean
  static void drainTakesAll() throws InterruptedException {
    BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
    List<Integer> drained = new ArrayList<>();
    Threads.together(
        () -> queue.put(1),
        () -> queue.put(2),
        () -> {
          drained.add(queue.take());
          queue.drainTo(drained);
        });
    queue.drainTo(drained);
    assert drained.size() == 2 && drained.contains(1) && drained.contains(2);
  }

  /** An element of a DelayQueue. */
  private record Later(long at) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(at, ((Later) other).at);
    }
  }

  @Clean
  static void delayQueueKeepsThemBack() throws InterruptedException {
    DelayQueue<Later> queue = new DelayQueue<>();
    long start = System.nanoTime();
    Threads.together(
        () -> queue.put(new Later(start + 2_000_000_000L)),
        () -> queue.put(new Later(start + 1_000_000_000L)),
        () -> {
          queue.take();
          assert System.nanoTime() - start >= 1_000_000_000L;
          queue.take();
          assert System.nanoTime() - start >= 2_000_000_000L;
        });
    assert queue.poll() == null;
  }

  @Clean
  static void transferWaitsForTheTaker() throws InterruptedException {
    TransferQueue<Integer> queue = new LinkedTransferQueue<>();
    Threads.together(
        () -> {
          queue.transfer(1);
          assert SUM.incrementAndGet() >= 1;
        },
        () -> {
          assert queue.take() == 1;
        });
    assert queue.isEmpty();
    assert !queue.tryTransfer(1);
    Threads.together(
        () -> {
          assert !queue.tryTransfer(1, 1, TimeUnit.SECONDS);
        });
    assert queue.isEmpty();
  }

  @Planted(Kind.ASSERTION)
  static void putDoesNotWaitForTheTaker() throws InterruptedException {
    BlockingQueue<Integer> queue = new LinkedTransferQueue<>();
    Threads.together(
        () -> {
          queue.put(1);
          assert queue.isEmpty();
        },
        queue::take);
  }

  @Clean
  static void handOffWithTimeouts() throws InterruptedException {
    SynchronousQueue<Integer> queue = new SynchronousQueue<>();
    assert !queue.offer(1) && queue.poll() == null;
    Threads.together(
        () -> {
          assert queue.offer(1, 1, TimeUnit.MINUTES);
        },
        () -> {
          assert queue.poll(1, TimeUnit.MINUTES) == 1;
        });
  }

  @Planted(Kind.DEADLOCK)
  static void twoFullQueues() throws InterruptedException {
    BlockingQueue<Integer> there = new ArrayBlockingQueue<>(1);
    BlockingQueue<Integer> back = new ArrayBlockingQueue<>(1);
    Threads.together(
        () -> {
          there.put(1);
          there.put(2);
          there.put(3);
          there.put(4);
          SUM.addAndGet(back.take() + back.take() + back.take() + back.take());
        },
        () -> {
          for (int i = 0; i < 4; i++) {
            back.put(there.take());
          }
        });
  }

  @Planted(Kind.DEADLOCK)
  static void endMarkerForOneOfTwo() throws InterruptedException {
    BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
    Action consume =
        () -> {
          while (queue.take() != 0) {
            SUM.incrementAndGet();
          }
        };
    Threads.together(
        consume,
        consume,
        () -> {
          queue.put(1);
          queue.put(0);
        });
  }

  // ---- that do not block

  @Clean
  static void concurrentLinkedQueue() throws InterruptedException {
    ConcurrentLinkedQueue<Integer> queue = new ConcurrentLinkedQueue<>();
    Threads.together(
        () -> queue.add(1),
        () -> queue.add(2),
        () -> {
          Integer i = queue.poll();
          SUM.addAndGet(i == null ? 0 : i);
        });
    for (int i : queue) {
      SUM.addAndGet(i);
    }
    assert SUM.get() == 3;
  }

  @Planted(value = Kind.EXCEPTION, type = "java.lang.NullPointerException")
  static void pollAfterIsEmpty() throws InterruptedException {
    ConcurrentLinkedQueue<Integer> queue = new ConcurrentLinkedQueue<>(List.of(1));
    Action a =
        () -> {
          if (!queue.isEmpty()) {
            counter += queue.poll();
          }
        };
    Threads.together(a, a);
  }

  @Clean
  static void concurrentLinkedDeque() throws InterruptedException {
    ConcurrentLinkedDeque<Integer> deque = new ConcurrentLinkedDeque<>();
    Threads.together(
        () -> deque.addFirst(1),
        () -> deque.addLast(2),
        () -> {
          Integer i = deque.pollLast();
          SUM.addAndGet(i == null ? 0 : i);
        });
    while (!deque.isEmpty()) {
      SUM.addAndGet(deque.removeFirst());
    }
    assert SUM.get() == 3;
  }
}
