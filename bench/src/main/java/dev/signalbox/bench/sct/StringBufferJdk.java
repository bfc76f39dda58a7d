package dev.signalbox.bench.sct;

/**
 * JDK 1.4's {@code StringBuffer.append(StringBuffer)}: the main thread appends a buffer that 1
 * thread empties and fills again; a mutex for each buffer.
 *
 * <p>Seeded bug: the length of the other buffer is asked for in one step, its characters in
 * another, and in between it may have shrunk. Mended, the other buffer is locked over both.
 */
final class StringBufferJdk {
  private final Buffer source;
  private final Buffer target;

  StringBufferJdk(boolean mended) {
    source = new Buffer("abc", mended);
    target = new Buffer("", mended);
  }

  void run() throws InterruptedException {
    Children children = new Children();
    children.start("refill", () -> refill());
    try {
      target.append(source);
    } finally {
      children.join();
    }
  }

  private void refill() {
    source.erase(0, 3);
    source.append("abc");
  }

  private static final class Buffer {
    private static final int ROOM = 16;

    private final boolean mended;
    private final char[] value;
    private int count;

    Buffer(String text, boolean mended) {
      this.mended = mended;
      value = new char[text.length() + ROOM];
      append(text);
    }

    synchronized int length() {
      return count;
    }

    synchronized void getChars(int end, char[] target, int at) {
      if (end > count) {
        throw new AssertionError(end + " characters copied from a buffer of " + count);
      }
      System.arraycopy(value, 0, target, at, end);
    }

    synchronized void append(Buffer other) {
      if (mended) {
        synchronized (other) {
          appendInTwoSteps(other);
        }
      } else {
        appendInTwoSteps(other);
      }
    }

    private void appendInTwoSteps(Buffer other) {
      int length = other.length();
      other.getChars(length, value, count);
      count += length;
    }

    synchronized void append(String text) {
      text.getChars(0, text.length(), value, count);
      count += text.length();
    }

    synchronized void erase(int start, int end) {
      int upTo = Math.min(end, count);
      System.arraycopy(value, upTo, value, start, count - upTo);
      count -= upTo - start;
    }
  }
}
