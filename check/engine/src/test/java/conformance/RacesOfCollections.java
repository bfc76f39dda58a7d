package conformance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;

/** Lists, queues and buffers that two threads use with nothing that orders them. */
@SuppressWarnings("JdkObsolete")
public final class RacesOfCollections {
  private RacesOfCollections() {}

  private static List<Integer> numbers() {
    List<Integer> list = new ArrayList<>();
    list.add(1);
    list.add(2);
    return list;
  }

  static void iterate(Iterable<?> elements) {
    int count = 0;
    try {
      for (Object _ : elements) {
        count++;
      }
    } catch (ConcurrentModificationException e) {
      assert count >= 0;
    }
  }

  // ---- ArrayList

  @Racy("ArrayList")
  static void addAndAdd() throws InterruptedException {
    List<Integer> list = new ArrayList<>();
    Threads.together(() -> list.add(1), () -> list.add(2));
  }

  @Racy("ArrayList")
  static void addAndSize() throws InterruptedException {
    List<Integer> list = new ArrayList<>();
    Threads.together(
        () -> list.add(1),
        () -> {
          int _ = list.size();
        });
  }

  @Racy("ArrayList")
  static void setAndGet() throws InterruptedException {
    List<Integer> list = numbers();
    Threads.together(
        () -> list.set(0, 5),
        () -> {
          int _ = list.get(0);
        });
  }

  @Racy("ArrayList")
  static void addAndIterate() throws InterruptedException {
    List<Integer> list = numbers();
    Threads.together(() -> list.add(3), () -> iterate(list));
  }

  @Racy("ArrayList")
  static void addAndForEach() throws InterruptedException {
    List<Integer> list = numbers();
    Threads.together(
        () -> list.add(3),
        () -> {
          try {
            list.forEach(
                i -> {
                  assert i > 0;
                });
          } catch (ConcurrentModificationException e) {
            assert !list.isEmpty();
          }
        });
  }

  @Racy("ArrayList")
  static void removeByAnIterator() throws InterruptedException {
    List<Integer> list = numbers();
    Threads.together(
        () -> {
          Iterator<Integer> i = list.iterator();
          int _ = i.next();
          i.remove();
        },
        () -> {
          boolean _ = list.contains(7);
        });
  }

  @Racy("ArrayList")
  static void sortAndGet() throws InterruptedException {
    List<Integer> list = numbers();
    Threads.together(
        () -> list.sort(Collections.reverseOrder()),
        () -> {
          int _ = list.get(1);
        });
  }

  @Racy(value = "ArrayList", unseen = "the JDK reads the argument")
  static void addAllFromIt() throws InterruptedException {
    List<Integer> list = numbers();
    List<Integer> own = new ArrayList<>();
    Threads.together(() -> list.set(0, 5), () -> own.addAll(list));
  }

  @Racy("ArrayList")
  static void subList() throws InterruptedException {
    List<Integer> list = numbers();
    List<Integer> part = list.subList(0, 1);
    Threads.together(
        () -> part.set(0, 5),
        () -> {
          int _ = list.get(0);
        });
  }

  @Racy("ArrayList")
  static void unmodifiableView() throws InterruptedException {
    List<Integer> list = numbers();
    List<Integer> view = Collections.unmodifiableList(list);
    Threads.together(
        () -> list.add(3),
        () -> {
          int _ = view.size();
        });
  }

  @Racy("ArrayList")
  static void methodReference() throws InterruptedException {
    List<Integer> list = new ArrayList<>();
    Consumer<Integer> add = list::add;
    Threads.together(() -> add.accept(1), () -> add.accept(2));
  }

  @Racy("ArrayList")
  static void synchronizedListIteratedWithoutItsMonitor() throws InterruptedException {
    List<Integer> list = Collections.synchronizedList(numbers());
    Hint.inOrder(() -> iterate(list), () -> list.add(3));
  }

  @Racy("ArrayList")
  static void listBehindASynchronizedOne() throws InterruptedException {
    List<Integer> list = numbers();
    List<Integer> wrapped = Collections.synchronizedList(list);
    Threads.together(() -> wrapped.add(3), () -> list.add(4));
  }

  // ---- others

  @Racy("LinkedList")
  static void linkedList() throws InterruptedException {
    List<Integer> list = new LinkedList<>();
    Threads.together(() -> list.add(1), () -> list.add(2));
  }

  @Racy("LinkedList")
  static void linkedListAsAQueue() throws InterruptedException {
    Queue<Integer> queue = new LinkedList<>();
    Threads.together(() -> queue.offer(1), () -> queue.poll());
  }

  @Racy("ArrayDeque")
  static void arrayDeque() throws InterruptedException {
    Deque<Integer> deque = new ArrayDeque<>();
    Threads.together(() -> deque.push(1), () -> deque.pollLast());
  }

  @Racy("ArrayDeque")
  static void arrayDequeThatIsPeekedAt() throws InterruptedException {
    Deque<Integer> deque = new ArrayDeque<>();
    Threads.together(() -> deque.addLast(1), () -> deque.peekFirst());
  }

  @Racy("PriorityQueue")
  static void priorityQueue() throws InterruptedException {
    Queue<Integer> queue = new PriorityQueue<>();
    Threads.together(() -> queue.add(1), () -> queue.add(2));
  }

  @Racy("StringBuilder")
  static void stringBuilder() throws InterruptedException {
    StringBuilder text = new StringBuilder();
    Threads.together(() -> text.append("a"), () -> text.append("b"));
  }

  @Racy("StringBuilder")
  static void stringBuilderThatIsRead() throws InterruptedException {
    StringBuilder text = new StringBuilder();
    Threads.together(
        () -> text.append("a"),
        () -> {
          int _ = text.length();
        });
  }

  /** The bits differ, their word does not. */
  @Racy("BitSet")
  static void bitSet() throws InterruptedException {
    BitSet bits = new BitSet(8);
    Threads.together(() -> bits.set(1), () -> bits.set(2));
  }

  @Racy("BitSet")
  static void bitSetThatIsRead() throws InterruptedException {
    BitSet bits = new BitSet(8);
    Threads.together(
        () -> bits.flip(1),
        () -> {
          boolean _ = bits.get(1);
        });
  }
}
