package dev.signalbox.check.runtime;

import java.util.Arrays;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Tasks run on the threads of the operating system that the JVM starts for them: slower by far than
 * {@link Continuations}, but to a debugger, a profiler and the JVM they are what they seem to be.
 * They hand over a token; who does not hold it waits inside of a hook.
 *
 * <p>A thread does not run a line of the program before its turn: each {@code run} of a thread
 * begins with a hook ({@link RunMethods}), which waits for the token and then does all that a
 * continuation would do.
 *
 * <p>When an execution is over its threads stay where they are, so that it can be looked at. Before
 * the next one they are dropped one after the other: each is unwound by {@link Abandoned}, which
 * every hook throws again.
 *
 * <pre>
 * field    written by                             read by                mode
 * token    its holder, to give it away            who waits for it       volatile
 * base     the checker's thread, before a start   all threads            plain, ordered by token
 * driven   the checker's thread, before a start   all threads            plain, ordered by token
 * failure  the holder of the token                the checker's thread   plain, ordered by token
 * </pre>
 */
final class OsThreads extends Backend {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /** A thread that catches {@link Abandoned} so often will not end. */
  private static final int MOST_REFUSALS = 1000;

  /** How long a thread may take to end, if it waits for something outside of the hooks. */
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private volatile @Nullable Thread token;
  private @Nullable Thread base;
  private @Nullable Execution driven;
  private @Nullable Throwable failure;

  /** Those that did not end in time: they are stopped as soon as they call a hook. */
  private volatile Thread[] leftOver = new Thread[0];

  @Override
  void drive(Execution e) {
    drop();
    Thread me = Thread.currentThread();
    base = me;
    driven = e;
    failure = null;
    token = me;
    e.threads.get(0).thread.start();
    give(me, next(e));
    await(me);
    e.running = null;
    Throwable f = failure;
    if (f != null) {
      throw new IllegalStateException(f);
    }
  }

  /** The thread that goes on: that of a task, or the base if the execution is over. */
  private Thread next(Execution e) {
    e.running = null;
    try {
      Task t = e.over() ? null : e.take();
      if (t != null && Determinism.hasOsThread(t.thread)) {
        return t.thread;
      }
      if (t != null) {
        e.uncontrolled("the operating system has no thread for ".concat(t.thread.getName()));
      }
    } catch (Throwable f) {
      failure = f;
      e.cut();
    }
    return base();
  }

  private Thread base() {
    Thread b = base;
    if (b == null) {
      throw new AssertionError();
    }
    return b;
  }

  private void give(Thread me, Thread to) {
    if (to != me) {
      Determinism.moveIdentityHashes(me, to);
      token = to;
      UNSAFE.unpark(to);
    }
  }

  private void await(Thread me) {
    while (token != me) {
      if (SignalboxThreads.interrupted(me)) {
        Thread.yield(); // it would not park
      } else {
        UNSAFE.park(false, 0L);
      }
    }
  }

  @Override
  void leave() {
    driven = null;
    Thread b = base();
    token = b;
    UNSAFE.unpark(b);
  }

  // ---- a thread of the program

  @Override
  void spawned(Task t, Body body) {
    t.body = body;
  }

  @Override
  boolean startsThreads() {
    return false;
  }

  @Override
  @Nullable String obstacle(Thread thread) {
    Determinism.exchangeIdentityHashes();
    Class<?> c = RunMethods.withoutHook(thread.getClass());
    Determinism.exchangeIdentityHashes();
    return c == null
        ? null
        : "thread "
            .concat(thread.getName())
            .concat(" runs ")
            .concat(c.getName())
            .concat(".run, which is not instrumented: on threads of the operating system it cannot")
            .concat(" be controlled");
  }

  @Override
  boolean runs(Thread thread) {
    Execution e = driven;
    Task t = e == null || thread != Thread.currentThread() ? null : e.threads.of(thread);
    Body body = t == null ? null : t.body;
    if (e == null || t == null || body == null || t.begun) {
      return false;
    }
    t.begun = true;
    await(thread);
    if (!e.over()) {
      e.resumed(t);
      body.run();
    }
    if (token == thread) { // it is not left over
      t.gone = true;
      give(thread, next(e));
    }
    return true;
  }

  private void pass(Execution e, Task t) {
    give(t.thread, next(e));
    await(t.thread);
    if (!e.over()) {
      e.resumed(t);
    }
  }

  @Override
  boolean preempt(Execution e, Task t) {
    Determinism.exchangeIdentityHashes();
    boolean held = StackTraces.heldByNativeFrames();
    Determinism.exchangeIdentityHashes();
    if (!held) {
      pass(e, t);
    }
    return !held;
  }

  @Override
  void block(Execution e, Task t) {
    pass(e, t);
  }

  @Override
  void abandon(Execution e, Task t) {
    pass(e, t);
  }

  @Override
  void showStatus(Thread thread, int status) {
    if (status == ThreadStates.TERMINATED) {
      SignalboxThreads.leaveContainer(thread); // the JVM would do it again
    }
  }

  @Override
  StackTraceElement[] stackTrace(Task t) {
    return StackTraces.waiting(SignalboxThreads.stackTrace(t.thread));
  }

  @Override
  @Nullable Thread running(Execution e) {
    Task t = e.running;
    return t == null ? null : t.thread;
  }

  // ---- after the end of an execution

  @Override
  void drop() {
    Execution e = driven;
    if (e == null) {
      return;
    }
    Thread me = base();
    Execution.dropping = this;
    for (int i = 0; i < e.threads.count(); i++) {
      Task t = e.threads.get(i);
      if (!t.gone && Determinism.hasOsThread(t.thread)) {
        drop(me, t.thread);
      }
    }
    driven = null;
    if (leftOver.length == 0) {
      Execution.dropping = null;
    }
  }

  private void drop(Thread me, Thread thread) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    give(me, thread);
    while (token != me) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        Thread[] threads = Arrays.copyOf(leftOver, leftOver.length + 1);
        threads[leftOver.length] = thread;
        leftOver = threads;
        token = me;
      } else {
        UNSAFE.park(false, left);
      }
    }
  }

  @Override
  boolean unwinds(Thread thread) {
    return dropped(thread) != null || isLeftOver(thread);
  }

  private @Nullable Task dropped(Thread thread) {
    Execution e = driven;
    Task t = e == null || token != thread ? null : e.threads.of(thread);
    return t == null || t.gone ? null : t;
  }

  private boolean isLeftOver(Thread thread) {
    Thread[] threads = leftOver;
    for (int i = 0; i < threads.length; i++) {
      if (threads[i] == thread) {
        return true;
      }
    }
    return false;
  }

  @Override
  void refuse(Thread thread) {
    if (isLeftOver(thread)) {
      stop(thread);
    }
    Task t = dropped(thread);
    if (t != null) {
      if (++t.refusals > MOST_REFUSALS) {
        give(thread, base());
        stop(thread);
      }
      throw new Abandoned();
    }
  }

  private static void stop(Thread thread) {
    while (true) {
      SignalboxThreads.setInterrupted(thread, false);
      UNSAFE.park(false, 0L);
    }
  }
}
