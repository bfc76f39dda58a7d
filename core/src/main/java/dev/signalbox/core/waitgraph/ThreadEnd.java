package dev.signalbox.core.waitgraph;

/**
 * The end of a thread, to be waited for. So that a deadlock through a join is found:
 *
 * <pre>{@code
 * WaitGraph.waiting(new ThreadEnd(worker), () -> worker.join(Duration.ofDays(1)));
 * }</pre>
 */
public record ThreadEnd(Thread thread) implements Resource {
  @Override
  public Blockers blockers(Wait wait) {
    return thread.isAlive() ? Blockers.one(new Holder(thread)) : Blockers.NONE;
  }

  @Override
  public String toString() {
    return "the end of \"" + thread.getName() + "\"";
  }
}
