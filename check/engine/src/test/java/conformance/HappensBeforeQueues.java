package conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
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

/** Plain data handed over by queues: what is put in happens before what is taken out. */
public final class HappensBeforeQueues {
  private static int data;

  private HappensBeforeQueues() {}

  private static void blocking(BlockingQueue<Parcel> queue) throws InterruptedException {
    Threads.together(
        () -> {
          assert queue.take().content == 7;
        },
        () -> queue.put(new Parcel(7)));
  }

  private static void polled(Queue<Parcel> queue) throws InterruptedException {
    Hint.inOrder(
        () -> queue.add(new Parcel(7)),
        () -> {
          assert queue.poll().content == 7;
        });
  }

  @Clean
  static void arrayBlocking() throws InterruptedException {
    blocking(new ArrayBlockingQueue<>(1));
  }

  @Clean
  static void linkedBlocking() throws InterruptedException {
    blocking(new LinkedBlockingQueue<>());
  }

  @Clean
  static void priorityBlocking() throws InterruptedException {
    blocking(new PriorityBlockingQueue<>(4, Comparator.comparing(p -> p.content)));
  }

  @Clean
  static void linkedBlockingDeque() throws InterruptedException {
    blocking(new LinkedBlockingDeque<>());
  }

  @Clean
  static void linkedTransfer() throws InterruptedException {
    blocking(new LinkedTransferQueue<>());
  }

  @Clean
  static void synchronous() throws InterruptedException {
    blocking(new SynchronousQueue<>());
  }

  @Clean
  static void fairSynchronous() throws InterruptedException {
    blocking(new SynchronousQueue<>(true));
  }

  @Clean
  static void besideTheElement() throws InterruptedException {
    BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    Threads.together(
        () -> {
          data = 1;
          queue.add("a");
        },
        () -> {
          assert queue.take().equals("a") && data == 1;
        });
  }

  private static final class Late implements Delayed {
    int content;

    Late(int content) {
      this.content = content;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(Delayed other) {
      return 0;
    }
  }

  @Clean
  static void delay() throws InterruptedException {
    DelayQueue<Late> queue = new DelayQueue<>();
    Threads.together(
        () -> queue.put(new Late(7)),
        () -> {
          assert queue.take().content == 7;
        });
  }

  @Clean
  static void transfer() throws InterruptedException {
    LinkedTransferQueue<Parcel> queue = new LinkedTransferQueue<>();
    Threads.together(
        () -> queue.transfer(new Parcel(7)),
        () -> {
          assert queue.take().content == 7;
        });
  }

  @Clean
  static void bothEndsOfADeque() throws InterruptedException {
    LinkedBlockingDeque<Parcel> deque = new LinkedBlockingDeque<>(2);
    Threads.together(
        () -> {
          deque.putFirst(new Parcel(1));
          deque.putFirst(new Parcel(2));
        },
        () -> {
          int sum = deque.takeLast().content;
          sum += deque.takeFirst().content;
          assert sum == 3;
        });
  }

  @Clean
  static void offerAndTimedPoll() throws InterruptedException {
    BlockingQueue<Parcel> queue = new ArrayBlockingQueue<>(1);
    Threads.together(
        () -> queue.offer(new Parcel(7), 50, TimeUnit.MILLISECONDS),
        () -> {
          Parcel p = queue.poll(50, TimeUnit.MILLISECONDS);
          assert p == null || p.content == 7;
        });
  }

  @Clean
  static void drained() throws InterruptedException {
    BlockingQueue<Parcel> queue = new LinkedBlockingQueue<>();
    Hint.inOrder(
        () -> queue.put(new Parcel(3)),
        () -> queue.put(new Parcel(4)),
        () -> {
          List<Parcel> all = new ArrayList<>();
          queue.drainTo(all);
          assert all.get(0).content + all.get(1).content == 7;
        });
  }

  @Clean
  static void concurrentLinked() throws InterruptedException {
    polled(new ConcurrentLinkedQueue<>());
  }

  @Clean
  static void concurrentLinkedDeque() throws InterruptedException {
    polled(new ConcurrentLinkedDeque<>());
  }

  @Clean
  static void blockingThatIsPolled() throws InterruptedException {
    polled(new ArrayBlockingQueue<>(1));
  }

  @Clean
  static void stackOfADeque() throws InterruptedException {
    ConcurrentLinkedDeque<Parcel> deque = new ConcurrentLinkedDeque<>();
    Hint.inOrder(
        () -> deque.push(new Parcel(7)),
        () -> {
          assert deque.peekLast().content == 7 && deque.pop().content == 7;
        });
  }

  @Clean
  static void peeked() throws InterruptedException {
    Queue<Parcel> queue = new ConcurrentLinkedQueue<>();
    Action reader =
        () -> {
          Hint.until(() -> queue.peek() != null);
          assert queue.peek().content == 7;
        };
    Threads.together(reader, () -> queue.add(new Parcel(7)), reader);
  }

  @Clean
  static void iterated() throws InterruptedException {
    Queue<Parcel> queue = new ConcurrentLinkedQueue<>();
    Threads.together(
        () -> queue.add(new Parcel(7)),
        () -> queue.add(new Parcel(7)),
        () -> {
          for (Parcel p : queue) {
            assert p.content == 7;
          }
        });
  }

  // ---- objects that belong to whoever took them

  @Clean
  static void throughAPipeline() throws InterruptedException {
    BlockingQueue<Parcel> first = new ArrayBlockingQueue<>(1);
    BlockingQueue<Parcel> second = new SynchronousQueue<>();
    Threads.together(
        () -> first.put(new Parcel(1)),
        () -> {
          Parcel p = first.take();
          p.content *= 10;
          second.put(p);
        },
        () -> {
          assert second.take().content == 10;
        });
  }

  @Clean
  static void thereAndBack() throws InterruptedException {
    BlockingQueue<Parcel> there = new LinkedBlockingQueue<>();
    BlockingQueue<Parcel> back = new LinkedBlockingQueue<>();
    Threads.together(
        () -> {
          Parcel p = new Parcel(1);
          there.put(p);
          assert back.take() == p;
          assert p.content == 2;
          p.content = 3;
        },
        () -> {
          Parcel p = there.take();
          p.content++;
          back.put(p);
        });
  }

  @Clean
  static void listThatIsHandedOver() throws InterruptedException {
    BlockingQueue<List<Integer>> queue = new ArrayBlockingQueue<>(1);
    Threads.together(
        () -> {
          List<Integer> list = new ArrayList<>();
          list.add(1);
          queue.put(list);
        },
        () -> {
          List<Integer> list = queue.take();
          list.add(2);
          assert list.equals(List.of(1, 2));
        });
  }

  @Clean
  static void eachTakerHasItsOwn() throws InterruptedException {
    BlockingQueue<Parcel> queue = new LinkedBlockingQueue<>();
    Action worker =
        () -> {
          Parcel p = queue.take();
          p.content++;
          assert p.content == 1;
        };
    Threads.together(
        worker,
        worker,
        () -> {
          queue.put(new Parcel());
          queue.put(new Parcel());
        });
  }
}
