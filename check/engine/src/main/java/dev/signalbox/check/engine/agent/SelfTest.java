package dev.signalbox.check.engine.agent;

import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Strategy;
import dev.signalbox.check.runtime.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Whether this JDK is what the patches expect: each place where a hook has to go was found, and
 * threads obey.
 */
public final class SelfTest {
  private static final List<String> SITES =
      List.of(
          "java/lang/Thread.start",
          "java/lang/Thread$ThreadIdentifiers.next",
          "java/lang/Thread.yield",
          "java/lang/Thread.sleep",
          "java/lang/Thread.interrupt",
          "java/lang/Thread.join",
          "java/lang/Thread.alive",
          "java/lang/Thread.getStackTrace",
          "java/lang/Throwable.getOurStackTrace",
          "java/lang/ClassLoader.loadClass",
          "java/lang/invoke/MethodHandleNatives.linkCallSite",
          "java/lang/invoke/MethodHandleNatives.linkMethod",
          "java/lang/ThreadBuilders.newVirtualThread",
          "java/lang/ThreadBuilders$BoundVirtualThread.park",
          "java/lang/ThreadBuilders$BoundVirtualThread.unpark",
          "java/lang/Runtime.exit",
          "java/lang/Runtime.halt",
          "java/security/SecureRandom.nextBytes",
          "java/util/concurrent/locks/LockSupport.park",
          "java/util/concurrent/locks/LockSupport.unpark",
          "java/util/concurrent/locks/AbstractQueuedSynchronizer.park",
          "java/util/concurrent/locks/AbstractQueuedLongSynchronizer.park",
          "java/util/concurrent/ThreadLocalRandom.carrier",
          "java/util/concurrent/ForkJoinPool.park",
          "java/util/concurrent/ForkJoinPool.unpark",
          "java/lang/Thread.threadState",
          "java/lang/Thread.run",
          "java/lang/ThreadBuilders$BoundVirtualThread.run",
          "java/util/TimerThread.run",
          "java/util/concurrent/DelayScheduler.run",
          "java/util/concurrent/ForkJoinWorkerThread.run",
          "java/lang/Thread.isInterrupted",
          "java/lang/Thread.getAndClearInterrupt",
          "java/util/concurrent/ForkJoinPool$WorkQueue.push",
          "java/util/concurrent/ForkJoinTask.awaitDone",
          "java/util/concurrent/ForkJoinTask.doExec",
          "java/util/concurrent/ForkJoinPool.isQuiescent",
          "java/util/concurrent/ForkJoinPool.isTerminated",
          "java/util/concurrent/ForkJoinPool.awaitTermination",
          "java/util/concurrent/ForkJoinPool.awaitQuiescence",
          "java/util/concurrent/ForkJoinPool.helpQuiescePool",
          "java/util/concurrent/ForkJoinPool.close",
          "java/util/concurrent/locks/AbstractQueuedSynchronizer.memory",
          "java/util/concurrent/atomic/AtomicInteger.memory",
          "java/util/concurrent/ForkJoinPool.common",
          "java/util/concurrent/CompletableFuture.ASYNC_POOL",
          "java/util/concurrent/DelayScheduler.park",
          "java/util/concurrent/DelayScheduler.unpark",
          "java/util/concurrent/ConcurrentHashMap.monitor",
          "java/util/concurrent/CopyOnWriteArrayList.monitor",
          "java/util/Collections$SynchronizedMap.monitor",
          "java/util/Collections$SynchronizedMap.wrapped",
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

  /**
   * Runs two threads under control and looks whether they are what they should be.
   *
   * @throws IllegalStateException saying what does not work
   */
  public static void requireControl() {
    List<String> seen = new ArrayList<>();
    Execution e = new Execution(new InOrder(), null, 1000, null, null);
    Execution.End end =
        e.run(
            () -> {
              Thread main = Thread.currentThread();
              Thread other =
                  new Thread(
                      () -> {
                        seen.add(Thread.currentThread().getName());
                        LockSupport.unpark(main);
                      },
                      "other");
              other.start();
              LockSupport.park();
              seen.add(main.getName());
            },
            SelfTest.class.getClassLoader());
    if (end != Execution.End.COMPLETED || !seen.equals(List.of("other", "main"))) {
      throw new IllegalStateException(
          "self-test: two threads under control ended with " + end + " after " + seen);
    }
  }

  private static final class InOrder extends Strategy {
    @Override
    public Task next(Execution e, @Nullable Task current, boolean yields) {
      return current == null ? e.runnable(0) : current;
    }
  }
}
