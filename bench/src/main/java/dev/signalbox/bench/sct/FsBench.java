package dev.signalbox.bench.sct;

/**
 * Threads that give a free block to an inode each: 27 threads, 32 inodes, 26 blocks, a mutex for
 * each of 26 inodes and for each block.
 *
 * <p>Seeded bug: the 27th thread works on an inode that has no mutex, in every execution. Mended,
 * there are 26 threads.
 */
final class FsBench {
  private static final int INODES = 32;
  private static final int BLOCKS = 26;

  private final int threads;
  private final Object[] inodeLocks = locks();
  private final Object[] blockLocks = locks();
  private final int[] inodes = new int[INODES];
  private final boolean[] busy = new boolean[BLOCKS];

  FsBench(boolean mended) {
    threads = mended ? 26 : 27;
  }

  private static Object[] locks() {
    Object[] locks = new Object[BLOCKS];
    for (int i = 0; i < BLOCKS; i++) {
      locks[i] = new Object();
    }
    return locks;
  }

  void run() throws InterruptedException {
    Children children = new Children();
    for (int i = 0; i < threads; i++) {
      int inode = i % INODES;
      children.start("inode-" + inode, () -> allocate(inode));
    }
    children.join();
  }

  private void allocate(int inode) {
    if (inode >= BLOCKS) {
      throw new AssertionError("inode " + inode + " has no lock");
    }
    synchronized (inodeLocks[inode]) {
      if (inodes[inode] == 0) {
        findBlock(inode);
      }
    }
  }

  private void findBlock(int inode) {
    int block = inode * 2 % BLOCKS;
    for (int i = 0; i < BLOCKS / 2; i++) {
      synchronized (blockLocks[block]) {
        if (!busy[block]) {
          busy[block] = true;
          inodes[inode] = block + 1;
          return;
        }
      }
      block = (block + 1) % BLOCKS;
    }
  }
}
