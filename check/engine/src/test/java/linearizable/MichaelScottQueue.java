package linearizable;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The queue of Michael and Scott (PODC 1996). */
class MichaelScottQueue<E> {
  /** An element, or the dummy before the first. */
  static final class Node<E> {
    final @Nullable E item;
    final AtomicReference<@Nullable Node<E>> next = new AtomicReference<>();

    Node(@Nullable E item) {
      this.item = item;
    }
  }

  final AtomicReference<Node<E>> head;
  final AtomicReference<Node<E>> tail;

  MichaelScottQueue() {
    Node<E> dummy = new Node<>(null);
    head = new AtomicReference<>(dummy);
    tail = new AtomicReference<>(dummy);
  }

  boolean offer(E e) {
    Node<E> node = new Node<>(e);
    while (true) {
      Node<E> last = tail.get();
      Node<E> next = last.next.get();
      if (next != null) {
        tail.compareAndSet(last, next);
      } else if (append(last, node)) {
        tail.compareAndSet(last, node);
        return true;
      }
    }
  }

  boolean append(Node<E> last, Node<E> node) {
    return last.next.compareAndSet(null, node);
  }

  @Nullable E poll() {
    while (true) {
      Node<E> dummy = head.get();
      Node<E> first = dummy.next.get();
      if (first == null) {
        return null;
      }
      if (remove(dummy, first)) {
        return first.item;
      }
    }
  }

  boolean remove(Node<E> dummy, Node<E> first) {
    return head.compareAndSet(dummy, first);
  }

  /** Sets the head without asking whether another thread has moved it. */
  static final class PollsTwice<E> extends MichaelScottQueue<E> {
    @Override
    boolean remove(Node<E> dummy, Node<E> first) {
      head.set(first);
      return true;
    }
  }

  /** Overwrites what another thread has appended. */
  static final class LosesUpdates<E> extends MichaelScottQueue<E> {
    @Override
    boolean append(Node<E> last, Node<E> node) {
      last.next.set(node);
      return true;
    }
  }
}
