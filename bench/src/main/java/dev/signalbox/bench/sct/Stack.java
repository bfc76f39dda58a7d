package dev.signalbox.bench.sct;

/**
 * 10 pushes and up to 10 pops at a stack of 10: 2 threads, one mutex.
 *
 * <p>Seeded bug: a flag that says "something was pushed" is taken for "there is something to pop".
 * Mended, the stack is asked.
 */
final class Stack {
  private static final int SIZE = 10;

  private final boolean mended;
  private final int[] elements = new int[SIZE];
  private int top;
  private boolean pushed;

  Stack(boolean mended) {
    this.mended = mended;
  }

  void run() throws InterruptedException {
    Children children = new Children();
    children.start("push", () -> pushAll());
    children.start("pop", () -> popAll());
    children.join();
  }

  private void pushAll() {
    for (int i = 0; i < SIZE; i++) {
      synchronized (this) {
        push(i);
        pushed = true;
      }
    }
  }

  private void popAll() {
    for (int i = 0; i < SIZE; i++) {
      synchronized (this) {
        if (mended ? top > 0 : pushed) {
          int unused = pop();
        }
      }
    }
  }

  private void push(int element) {
    if (top == SIZE) {
      throw new AssertionError("stack overflow");
    }
    elements[top] = element;
    top++;
  }

  private int pop() {
    if (top == 0) {
      throw new AssertionError("stack underflow");
    }
    top--;
    return elements[top];
  }
}
