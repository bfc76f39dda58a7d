package dev.signalbox.check.engine.agent;

import java.util.List;
import java.util.Set;

/** Whether this JDK is what the patches expect: each place where a hook has to go was found. */
final class SelfTest {
  static final List<String> SITES =
      List.of(
          "java/lang/Thread.start",
          "java/lang/Thread.yield",
          "java/lang/Thread.sleep",
          "java/lang/Thread.interrupt",
          "java/lang/Thread.join",
          "java/lang/Thread.alive",
          "java/lang/ThreadBuilders.newVirtualThread",
          "java/lang/ThreadBuilders$BoundVirtualThread.park",
          "java/lang/ThreadBuilders$BoundVirtualThread.unpark",
          "java/lang/Runtime.exit",
          "java/lang/Runtime.halt",
          "java/util/concurrent/locks/LockSupport.park",
          "java/util/concurrent/locks/LockSupport.unpark",
          "java/util/concurrent/locks/AbstractQueuedSynchronizer.park",
          "java/util/concurrent/locks/AbstractQueuedLongSynchronizer.park",
          "java/util/concurrent/ForkJoinPool.park",
          "java/util/concurrent/ForkJoinPool.unpark",
          "java/util/concurrent/ForkJoinPool.common",
          "java/util/concurrent/CompletableFuture.ASYNC_POOL",
          "java/util/concurrent/DelayScheduler.park",
          "java/util/concurrent/DelayScheduler.unpark",
          "java/util/concurrent/ConcurrentHashMap.monitor",
          "java/util/concurrent/CopyOnWriteArrayList.monitor",
          "java/util/Collections$SynchronizedMap.monitor",
          "java/util/Hashtable.synchronized",
          "java/util/Timer.modelled",
          "java/util/TimerThread.modelled");

  private SelfTest() {}

  /**
   * @throws IllegalStateException naming the first site that is missing
   */
  static void requireAllSites(Set<String> found) {
    for (String site : SITES) {
      if (!found.contains(site)) {
        throw new IllegalStateException(
            "self-test: this JDK ("
                + System.getProperty("java.vm.version")
                + ") has no site "
                + site
                + "; use the JDK 25 that this version was made for");
      }
    }
  }
}
