package dev.signalbox.check.engine.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread at the end of the execution.
 *
 * @param end {@code finished}, {@code runnable}, or what it waits for: {@code waits for monitor
 *     TwoLocks.a}
 * @param waitsFor what it waits for, if it is stuck
 * @param stack the program's frames of a thread that has not finished, innermost first
 */
public record ThreadView(
    String name,
    boolean virtual,
    boolean daemon,
    String end,
    @Nullable Wait waitsFor,
    List<Location> stack) {

  /**
   * An edge of the wait-for graph.
   *
   * @param resource {@code monitor TwoLocks.a}, {@code ReentrantLock Bank.lock}, {@code
   *     CountDownLatch done (count 1)}, {@code thread worker-1}
   * @param how the blocking call: {@code synchronized}, {@code lock()}, {@code await()}
   * @param where where it waits
   * @param holders who holds it; empty if nobody does or it cannot be known
   */
  public record Wait(String resource, String how, @Nullable Location where, List<Holder> holders) {}

  /**
   * A thread that holds what another one waits for.
   *
   * @param thread index into {@link Finding#threads()}
   * @param takenAt where that thread took the resource, if it is known
   */
  public record Holder(int thread, @Nullable Location takenAt) {}
}
