package dev.signalbox.core.waitgraph;

/**
 * What threads wait for: a lock, permits, a channel, another thread. Its {@code toString} names it
 * in reports, {@code mutex "accounts"} for instance.
 *
 * <p>To take part in the wait-for graph, a type that blocks threads implements this and puts its
 * waits between {@link Wait#begin} and {@link Wait#end}.
 */
public interface Resource {
  /**
   * Who stands in the way of that wait.
   *
   * <p>Called by any thread at any time, also when the wait is just over; must neither block nor
   * throw. The answer may be out of date as soon as it is given, but must have been true at a
   * moment during the call: a thread that holds the resource and waits does not let go of it
   * meanwhile. Therefore one that acquires the resource after a wait must {@linkplain Wait#end end}
   * the wait before it shows as a holder.
   */
  Blockers blockers(Wait wait);
}
