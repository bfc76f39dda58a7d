package dev.signalbox.core.sync;

/** What a {@link MutexCondition} needs of its lock; and how to wait for that. */
interface Exclusive extends WaitQueue.Attempt {
  /**
   * @throws IllegalMonitorStateException if this thread does not hold it
   */
  void checkOwner();

  /**
   * @throws IllegalMonitorStateException if this thread does not hold it, or more than that
   */
  default void checkCanWait() {
    checkOwner();
  }

  /** Lets go of it however often it is held, and says how often that was, but for the first. */
  int releaseAll();

  void holdAgain(int more);
}
