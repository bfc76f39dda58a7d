package dev.signalbox.check.runtime;

/**
 * Calls and returns of operations whose order is being recorded. That one returned before another
 * was called is an outcome of the interleaving like any other, so there is a scheduling point
 * before each call, and a search has to try both orders of a call and a return. They order nothing
 * in the sense of the memory model.
 */
public final class Operations {
  /** Parts of a history, one for each of its threads. */
  private static final int FIRST_PART = 1;

  private Operations() {}

  /**
   * Before a call.
   *
   * @param history the same object for all operations that are compared
   * @param thread its number among the threads of the history
   * @param threads how many there are
   * @param operation for the report; its {@code toString} is asked after the execution
   */
  public static void called(Object history, int thread, int threads, Object operation) {
    Task me = Execution.me();
    if (me == null) {
      return;
    }
    me.site = 0;
    me.subject = history;
    me.writes = true;
    Execution e = me.execution;
    e.point(me);
    for (int other = 0; other < threads; other++) {
      if (other != thread) {
        e.touches(history, FIRST_PART + other, Footprints.READ);
      }
    }
    Tracer tr = e.tracer;
    if (tr != null) {
      tr.event(Tracer.OPERATION, me, 0, null, operation);
    }
  }

  /** What the calling thread does next stands nowhere in the program. */
  public static void leaveProgram() {
    Task me = Execution.me();
    if (me != null) {
      me.site = 0;
    }
  }

  /** After it has returned or thrown. */
  public static void returned(Object history, int thread, Object outcome) {
    Task me = Execution.me();
    if (me == null) {
      return;
    }
    me.site = 0;
    Execution e = me.execution;
    e.touches(history, FIRST_PART + thread, Footprints.WRITE);
    Tracer tr = e.tracer;
    if (tr != null) {
      tr.event(Tracer.OUTCOME, me, 0, null, outcome);
    }
  }
}
