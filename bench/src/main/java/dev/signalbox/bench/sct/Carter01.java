package dev.signalbox.bench.sct;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Two groups that exclude each other: the first of a group to come takes the room, the last to go
 * gives it back. 4 threads, of which one of each group and two that do nothing; two mutexes.
 *
 * <p>Seeded bug, a deadlock: who waits for the room keeps the mutex that the other group needs in
 * order to leave it. Mended, it is let go before.
 */
final class Carter01 {
  private final boolean mended;
  private final ReentrantLock counts = new ReentrantLock();
  private final ReentrantLock room = new ReentrantLock();
  private final Group a = new Group();
  private final Group b = new Group();

  private static final class Group {
    int members;
  }

  Carter01(boolean mended) {
    this.mended = mended;
  }

  void run() throws InterruptedException {
    Children children = new Children();
    children.start("a", () -> visit(a));
    children.start("b", () -> visit(b));
    children.start("idle-1", () -> {});
    children.start("idle-2", () -> {});
    children.join();
  }

  private void visit(Group group) {
    enter(group);
    leave(group);
  }

  private void enter(Group group) {
    counts.lock();
    group.members++;
    boolean first = group.members == 1;
    if (first && !mended) {
      room.lock();
    }
    counts.unlock();
    if (first && mended) {
      room.lock();
    }
  }

  private void leave(Group group) {
    counts.lock();
    group.members--;
    if (group.members == 0) {
      room.unlock();
    }
    counts.unlock();
  }
}
