package dev.signalbox.bench.sct;

/**
 * 20 rounds of putting into and taking from a queue of 20, in turns: 2 threads, one mutex.
 *
 * <p>Seeded bug: a round in which it is not one's turn passes without an element, but both sides
 * note and expect elements by the number of their round. Mended, by their place in the queue.
 */
final class Queue {
  private static final int SIZE = 20;

  private final boolean mended;
  private final int[] elements = new int[SIZE];
  private final int[] stored = new int[SIZE];
  private int head;
  private int tail;
  private boolean mayTake;
  private boolean mayPut = true;

  Queue(boolean mended) {
    this.mended = mended;
  }

  void run() throws InterruptedException {
    Children children = new Children();
    children.start("put", () -> put());
    children.start("take", () -> take());
    children.join();
  }

  private void put() {
    int value = 0;
    synchronized (this) {
      enqueue(value);
      stored[0] = value;
      if (head == tail) {
        throw new AssertionError("the queue is empty after a put");
      }
    }
    for (int i = 1; i < SIZE; i++) {
      synchronized (this) {
        if (mayPut) {
          value++;
          enqueue(value);
          stored[mended ? value : i] = value;
          mayPut = false;
          mayTake = true;
        }
      }
    }
  }

  private void take() {
    for (int i = 0; i < SIZE; i++) {
      synchronized (this) {
        if (mayTake) {
          int expected = stored[mended ? head : i];
          int element = dequeue();
          if (element != expected) {
            throw new AssertionError("took " + element + " instead of " + expected);
          }
          mayTake = false;
          mayPut = true;
        }
      }
    }
  }

  private void enqueue(int element) {
    elements[tail] = element;
    tail++;
  }

  private int dequeue() {
    int element = elements[head];
    head++;
    return element;
  }
}
