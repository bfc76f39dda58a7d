package dev.signalbox.bench.sct;

/**
 * A sender and a receiver, 7 rounds each, take turns at a buffer of 10: 2 threads, one mutex.
 *
 * <p>Seeded bug: a round in which it is not one's turn passes without an element, but the receiver
 * expects the number of its round. Mended, it expects what was sent.
 */
final class CircularBuffer {
  private static final int CAPACITY = 10;
  private static final int ROUNDS = 7;
  private static final int ERROR = -1;

  private final boolean mended;
  private final char[] buffer = new char[CAPACITY];
  private int first;
  private int next;
  private int sent;
  private boolean mayReceive;
  private boolean maySend = true;

  CircularBuffer(boolean mended) {
    this.mended = mended;
  }

  void run() throws InterruptedException {
    Children children = new Children();
    children.start("send", () -> send());
    children.start("receive", () -> receive());
    children.join();
  }

  private void send() {
    for (int i = 0; i < ROUNDS; i++) {
      synchronized (this) {
        if (maySend) {
          insert(i);
          sent = i;
          maySend = false;
          mayReceive = true;
        }
      }
    }
  }

  private void receive() {
    for (int i = 0; i < ROUNDS; i++) {
      synchronized (this) {
        if (mayReceive) {
          int element = remove();
          int expected = mended ? sent : i;
          if (element != expected) {
            throw new AssertionError("received " + element + " in round " + expected);
          }
          mayReceive = false;
          maySend = true;
        }
      }
    }
  }

  private void insert(int element) {
    buffer[next] = (char) element;
    next = (next + 1) % CAPACITY;
  }

  private int remove() {
    if (next == 0 || first == CAPACITY) {
      return ERROR;
    }
    return buffer[first++];
  }
}
