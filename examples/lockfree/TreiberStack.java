package lockfree;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Mended: Treiber's stack. {@code push} and {@code pop} replace the head only if it is still the
 * one that they read, and try again otherwise.
 *
 * <p>Reference section: Lock-Free Data Structures. Broken in {@link BrokenStack}.
 */
public final class TreiberStack<E> {
  private final AtomicReference<Node<E>> head = new AtomicReference<>();

  private record Node<E>(E element, Node<E> next) {}

  void push(E element) {
    Node<E> oldHead;
    Node<E> newHead;
    do {
      oldHead = head.get();
      newHead = new Node<>(element, oldHead);
    } while (!head.compareAndSet(oldHead, newHead));
  }

  Optional<E> pop() {
    Node<E> oldHead;
    do {
      oldHead = head.get();
      if (oldHead == null) {
        return Optional.empty();
      }
    } while (!head.compareAndSet(oldHead, oldHead.next()));
    return Optional.of(oldHead.element());
  }

  private void pushAndPop(E element) {
    push(element);
    if (pop().isEmpty()) {
      throw new AssertionError("nothing to pop after " + element + " was pushed");
    }
  }

  public static void main(String[] args) throws InterruptedException {
    TreiberStack<String> stack = new TreiberStack<>();
    Thread first = Thread.ofVirtual().name("first").start(() -> stack.pushAndPop("first"));
    Thread second = Thread.ofVirtual().name("second").start(() -> stack.pushAndPop("second"));
    first.join();
    second.join();

    Optional<String> left = stack.pop();
    if (left.isPresent()) {
      throw new AssertionError("2 were pushed and 2 popped, but " + left.get() + " is left");
    }
  }
}
