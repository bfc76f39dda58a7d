package lockfree;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Broken: {@code push} reads the head and then sets it. Both steps are atomic, the pair is not: of
 * two nodes put on the same head one is lost.
 *
 * <p>Reference section: Lock-Free Data Structures. Mended in {@link TreiberStack}.
 */
public final class BrokenStack<E> {
  private final AtomicReference<Node<E>> head = new AtomicReference<>();

  private record Node<E>(E element, Node<E> next) {}

  void push(E element) {
    head.set(new Node<>(element, head.get()));
  }

  int size() {
    int size = 0;
    for (Node<E> node = head.get(); node != null; node = node.next()) {
      size++;
    }
    return size;
  }

  public static void main(String[] args) throws InterruptedException {
    BrokenStack<String> stack = new BrokenStack<>();
    Thread first = Thread.ofVirtual().name("first").start(() -> stack.push("first"));
    Thread second = Thread.ofVirtual().name("second").start(() -> stack.push("second"));
    first.join();
    second.join();

    if (stack.size() != 2) {
      throw new AssertionError("2 were pushed, the stack holds " + stack.size());
    }
  }
}
