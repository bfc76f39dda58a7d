package dev.signalbox.bench.linear;

import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** The queue of Michael and Scott (PODC 1996), whose head is set instead of swapped. */
@Param(name = "value", gen = IntGen.class, conf = "1:2")
public class PollsTwice {
  /** An element, or the dummy before the first. */
  static final class Node {
    final int item;
    final AtomicReference<Node> next = new AtomicReference<>();

    Node(int item) {
      this.item = item;
    }
  }

  final AtomicReference<Node> head;
  private final AtomicReference<Node> tail;

  public PollsTwice() {
    Node dummy = new Node(0);
    head = new AtomicReference<>(dummy);
    tail = new AtomicReference<>(dummy);
  }

  @Operation
  public void offer(@Param(name = "value") int item) {
    Node node = new Node(item);
    while (true) {
      Node last = tail.get();
      if (last.next.compareAndSet(null, node)) {
        tail.compareAndSet(last, node);
        return;
      }
      tail.compareAndSet(last, last.next.get());
    }
  }

  @Operation
  public Integer poll() {
    while (true) {
      Node dummy = head.get();
      Node first = dummy.next.get();
      if (first == null) {
        return null;
      }
      if (moveHead(dummy, first)) {
        return first.item;
      }
    }
  }

  boolean moveHead(Node from, Node to) {
    head.set(to);
    return true;
  }

  /** Swaps it. */
  public static final class Mended extends PollsTwice {
    @Override
    boolean moveHead(Node from, Node to) {
      return head.compareAndSet(from, to);
    }
  }
}
