package dev.signalbox.check.runtime;

import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * The OS threads that run tasks, one at a time: the holder of the token.
 *
 * <p>Normally that is the base carrier alone. A task whose frames are pinned (a class initializer,
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
final class Carriers {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private static volatile @Nullable Thread token;
  private static @Nullable Thread base;
  private static @Nullable Thread spare;
  private static @Nullable Execution driven;
  private static int spares;

  private Carriers() {}

  /** Runs an execution to its end on the calling thread and as many spare ones as it takes. */
  static void drive(Execution e) {
    Thread me = Task.currentCarrier();
    base = me;
    driven = e;
    token = me;
    loop(e, me);
    if (driven == e) {
      driven = null;
    }
  }

  /** The carriers at hand stand still: the next execution gets others. */
  static void leave() {
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
      t.run();
    } finally {
      SignalboxThreads.setCurrentThread(me, me);
    }
    e.running = null;
  }

  /** Called by a pinned task that must block: others go on elsewhere until it is chosen again. */
  static void handOver(Execution e, Task t) {
    Thread me = Task.currentCarrier();
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
