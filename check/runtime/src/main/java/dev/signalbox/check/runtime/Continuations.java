package dev.signalbox.check.runtime;

import jdk.internal.access.JavaLangAccess;
import jdk.internal.access.SharedSecrets;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;
import org.jspecify.annotations.Nullable;

/**
 * Tasks are continuations, mounted one at a time by the carrier that holds the token, which answers
 * as the task's {@link Thread} meanwhile. Dropped tasks are garbage.
 *
 * <p>Normally there is one carrier, the base. A task whose frames are pinned (a class initializer,
 * native code) cannot be unmounted; when it must block, it keeps its OS thread, which hands the
 * token to a spare one that goes on with the loop.
 *
 * <pre>
 * field   written by                          read by          mode
 * token   its holder, to give it away         all carriers     volatile
 * spare   the holder of the token             the holder       plain
 * base    base carrier, before an execution   all carriers     plain, ordered by token
 * driven  base carrier, before an execution   spare carriers   plain, ordered by token
 * </pre>
 */
final class Continuations extends Backend {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final JavaLangAccess LANG = SharedSecrets.getJavaLangAccess();
  private static final ContinuationScope SCOPE = new ContinuationScope("signalbox");

  private static volatile @Nullable Thread token;
  private static @Nullable Thread base;
  private static @Nullable Thread spare;
  private static @Nullable Execution driven;
  private static int spares;

  /** A continuation that runs as its thread. */
  private static final class Fiber extends Continuation {
    Fiber(Body body) {
      super(SCOPE, body);
    }

    @Override
    protected void onPinned(Pinned reason) {
      // yield returns false; the caller decides.
    }
  }

  /** On the calling thread and as many spare ones as it takes. */
  @Override
  void drive(Execution e) {
    Thread me = currentCarrier();
    base = me;
    driven = e;
    token = me;
    loop(e, me);
    if (driven == e) {
      driven = null;
    }
  }

  @Override
  void leave() {
    driven = null;
    spare = null;
  }

  private static void loop(Execution e, Thread me) {
    Task t = e.take();
    while (t != null) {
      Thread holder = t.pinnedOn;
      if (holder != null && holder != me) {
        spare = me;
        give(holder);
        await(me);
      } else {
        mount(e, me, t);
      }
      t = e.over() ? null : e.take();
    }
  }

  private static void mount(Execution e, Thread me, Task t) {
    e.resumed(t);
    SignalboxThreads.setCurrentThread(me, t.thread);
    try {
      fiber(t).run();
    } finally {
      SignalboxThreads.setCurrentThread(me, me);
    }
    e.running = null;
  }

  private static Continuation fiber(Task t) {
    Continuation c = t.fiber;
    if (c == null) {
      throw new AssertionError();
    }
    return c;
  }

  /** The JVM's thread that the caller runs on, as whomever it answers. */
  static Thread currentCarrier() {
    return LANG.currentCarrierThread();
  }

  @Override
  void spawned(Task t, Body body) {
    t.fiber = new Fiber(body);
  }

  @Override
  @Nullable String obstacle(Thread thread) {
    return null;
  }

  @Override
  boolean startsThreads() {
    return true;
  }

  @Override
  boolean runs(Thread thread) {
    return false;
  }

  @Override
  boolean preempt(Execution e, Task t) {
    return Continuation.yield(SCOPE);
  }

  @Override
  void block(Execution e, Task t) {
    if (!Continuation.yield(SCOPE)) {
      handOver(e, t);
    }
  }

  @Override
  void abandon(Execution e, Task t) {
    boolean unused = Continuation.yield(SCOPE); // pinned: unwind
  }

  @Override
  void showStatus(Thread thread, int status) {
    SignalboxThreads.setStatus(thread, status);
  }

  @Override
  StackTraceElement[] stackTrace(Task t) {
    return fiber(t).getStackTrace();
  }

  @Override
  @Nullable Thread running(Execution e) {
    return null;
  }

  @Override
  void drop() {}

  @Override
  boolean unwinds(Thread thread) {
    return false;
  }

  @Override
  void refuse(Thread thread) {}

  /** Called by a pinned task that must block: others go on elsewhere until it is chosen again. */
  private static void handOver(Execution e, Task t) {
    Thread me = currentCarrier();
    t.pinnedOn = me;
    Thread other = spare;
    spare = null;
    if (other == null) {
      other = new SpareCarrier();
    }
    // While others run on another OS thread, this one must not be taken for a task of theirs.
    give(other);
    await(me);
    t.pinnedOn = null;
    e.resumed(t);
  }

  private static void give(Thread to) {
    token = to;
    UNSAFE.unpark(to);
  }

  private static void await(Thread me) {
    while (token != me) {
      UNSAFE.park(false, 0);
    }
  }

  private static final class SpareCarrier extends Thread {
    SpareCarrier() {
      super(null, null, "signalbox-carrier-" + ++spares, 0, false);
      setDaemon(true);
      JdkHooks.startUncontrolled(this);
    }

    @Override
    public void run() {
      Determinism.resetIdentityHashes(this, 99);
      while (true) {
        await(this);
        Execution e = driven;
        if (e != null && !e.over()) {
          loop(e, this);
        }
        // The execution is over: the base carrier reports it.
        spare = this;
        Thread b = base;
        if (b != null) {
          give(b);
        }
      }
    }
  }
}
