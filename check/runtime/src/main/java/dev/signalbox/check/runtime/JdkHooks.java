package dev.signalbox.check.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import jdk.internal.access.JavaLangAccess;
import jdk.internal.misc.InnocuousThread;
import jdk.internal.misc.Unsafe;
import jdk.internal.misc.VM;
import org.jspecify.annotations.Nullable;

/**
 * What the patched JDK calls in place of the JVM's own thread operations. In a thread that is not
 * controlled each does what the JDK did.
 */
public final class JdkHooks {
  private static @Nullable Thread uncontrolled;

  /**
   * A thread that the JDK started for its own purposes while the program ran, and that lives on.
   */
  private static @Nullable Thread service;

  private static @Nullable MethodHandle newCommonPool;

  /** What a program sees: enough for parallelism wherever a pool is sized by it. */
  private static final int PROCESSORS = 4;

  private JdkHooks() {}

  // ---- java.lang.Thread

  /** Makes the calling (controlled) thread start {@code t} as a thread of the JVM. */
  static void startUncontrolled(Thread t) {
    uncontrolled = t;
    try {
      t.start();
    } finally {
      uncontrolled = null;
    }
  }

  /** In place of {@code start0}; false if the JVM is to start it. */
  public static boolean start(Thread thread) {
    Task me = Execution.me();
    if (me == null || thread == uncontrolled) {
      return false;
    }
    if (thread instanceof InnocuousThread) {
      service = thread;
      return false;
    }
    Execution e = me.execution;
    String obstacle = e.backend.obstacle(thread);
    if (obstacle != null) {
      Execution.giveUp(obstacle);
    }
    Task t = e.threads.spawn(thread, null);
    Tracer tr = e.tracer;
    if (tr != null) {
      tr.event(Tracer.STARTED, me, me.site, thread, t);
    }
    return e.backend.startsThreads();
  }

  /**
   * At the start of {@code run} of what may be a thread.
   *
   * @return whether that has been run already
   */
  public static boolean run(Object o) {
    return o instanceof Thread t && Backend.chosen().runs(t);
  }

  public static boolean yield() {
    Task me = Execution.me();
    if (me == null) {
      return false;
    }
    me.execution.point(me, true);
    return true;
  }

  public static boolean sleep(long nanos) throws InterruptedException {
    Task me = Execution.me();
    if (me == null) {
      return false;
    }
    throwIfInterrupted(me);
    if (nanos > 0) {
      Execution e = me.execution;
      e.clock.set(me, e.clock.now() + nanos, false);
      e.waits.block(me, Task.SLEEP, null);
      e.clock.clear(me);
      throwIfInterrupted(me);
    } else {
      me.execution.point(me, true);
    }
    return true;
  }

  public static boolean join(Thread thread, long millis) throws InterruptedException {
    Task me = Execution.me();
    Task other;
    if (me == null) {
      return false;
    }
    me.execution.touches(thread, Footprints.STARTED, Footprints.READ);
    if ((other = Task.of(thread)) == null) {
      me.execution.touches(thread, Footprints.ALIVE, Footprints.READ);
      return false;
    }
    if (millis < 0) {
      throw new IllegalArgumentException("timeout value is negative");
    }
    Execution e = me.execution;
    long deadline = millis > 0 ? deadline(e, millis) : -1;
    int part = deadline >= 0 ? Footprints.ALIVE : Footprints.STATE;
    // Whether an untimed join has to wait makes no difference to what follows.
    if (deadline >= 0 || other.ended()) {
      e.touches(thread, part, Footprints.READ);
    }
    if (!other.ended()) {
      throwIfInterrupted(me);
    }
    while (!other.ended()) {
      if (deadline >= 0) {
        if (e.clock.now() >= deadline) {
          break;
        }
        e.clock.set(me, deadline, true);
      }
      other.joiners.add(me);
      e.waits.block(me, Task.JOIN, thread);
      e.touches(thread, part, Footprints.READ);
      other.joiners.remove(me);
      e.clock.clear(me);
      throwIfInterrupted(me);
    }
    seeEnd(thread);
    return true;
  }

  /** What may still wake the program's threads, although none of them can go on; or null. */
  static @Nullable String outsideHelp() {
    Thread t = service;
    return t == null || !t.isAlive()
        ? null
        : "all threads wait, and thread "
            .concat(t.getName())
            .concat(" of the JDK, which is not controlled, may still wake one");
  }

  /** Whether {@code thread} is alive: 1 or 0; below 0 if it is not controlled. */
  public static int alive(Thread thread) {
    Execution e = Execution.current;
    if (e == null) {
      return -1;
    }
    if (Execution.me() != null) {
      e.touches(thread, Footprints.ALIVE, Footprints.READ);
    }
    Task t = e.threads.of(thread);
    if (t == null) {
      return -1;
    }
    if (!t.ended()) {
      return 1;
    }
    seeEnd(thread);
    return 0;
  }

  /** In place of {@code Thread.threadState}; null if {@code thread} is not controlled. */
  public static Thread.@Nullable State state(Thread thread) {
    Task t = Execution.me() == null ? null : Task.of(thread);
    if (t == null) {
      return null;
    }
    seeEnd(thread);
    return VM.toThreadState(t.status());
  }

  /** Before a thread looks whether {@code thread} has ended (JLS 17.4.4). */
  static void seeEnd(Thread thread) {
    Task me = Execution.me();
    Task t = me == null ? null : Task.of(thread);
    if (me != null && t != null && t.ended()) {
      HappensBefore.acquire(me, t.clock);
    }
  }

  public static boolean interrupt(Thread thread) {
    Task me = Execution.me();
    Task t;
    if (me == null || (t = Task.of(thread)) == null) {
      return false;
    }
    if (t.execution.races != null) {
      t.interruptClock = HappensBefore.release(me, t.interruptClock);
    }
    if (t.how != Task.NOT && t.how != Task.MONITOR && t.how != Task.CLASS_INIT && !t.isRunnable()) {
      t.execution.waits.leave(t);
    }
    return true;
  }

  /** Before a thread looks whether {@code thread} is interrupted (JLS 17.4.4). */
  public static void seeInterrupt(Thread thread) {
    Task me = Execution.me();
    Task t = me == null ? null : Task.of(thread);
    if (me != null && t != null && SignalboxThreads.interrupted(thread)) {
      HappensBefore.acquire(me, t.interruptClock);
    }
  }

  static void throwIfInterrupted(Task me) throws InterruptedException {
    if (SignalboxThreads.interrupted(me.thread)) {
      HappensBefore.acquire(me, me.interruptClock);
      SignalboxThreads.setInterrupted(me.thread, false);
      throw new InterruptedException();
    }
  }

  static long deadline(Execution e, long millis) {
    return millis > (Long.MAX_VALUE - e.clock.now()) / 1_000_000
        ? Long.MAX_VALUE
        : e.clock.now() + millis * 1_000_000;
  }

  /** In place of the next id for a thread, or 0 if the caller is not controlled. */
  public static long threadId() {
    Task me = Execution.me();
    return me == null ? 0 : Determinism.FIRST_THREAD_ID + ++me.execution.threadsMade;
  }

  /** In place of a virtual thread of the JVM, or null if the caller is not controlled. */
  public static @Nullable Thread newVirtualThread(String name, int characteristics, Runnable task) {
    return Execution.me() == null
        ? null
        : SignalboxThreads.newVirtualThread(name, characteristics, task);
  }

  // ---- jdk.internal.misc.Unsafe

  public static void park(Unsafe unsafe, boolean absolute, long time) {
    Task me = Execution.me();
    if (me == null) {
      unsafe.park(absolute, time);
      return;
    }
    Execution e = me.execution;
    e.touches(me, Footprints.PERMIT, Footprints.WRITE);
    boolean ownPark = me.parksItself;
    me.parksItself = false;
    if (me.permit) {
      me.permit = false;
      return;
    }
    if (SignalboxThreads.interrupted(me.thread)) {
      return;
    }
    long deadline = -1;
    if (absolute) {
      deadline = Math.max(0, time - VirtualClock.EPOCH_MILLIS) * 1_000_000;
    } else if (time > 0) {
      deadline = time > Long.MAX_VALUE - e.clock.now() ? Long.MAX_VALUE : e.clock.now() + time;
    }
    if (deadline >= 0) {
      if (deadline <= e.clock.now()) {
        return;
      }
      e.clock.set(me, deadline, true);
    } else if (ownPark) {
      e.earlyWakes.allowSpurious(me);
    }
    e.waits.block(me, Task.PARK, WaitCycle.blocker(me));
    e.clock.clear(me);
    me.permit = false;
  }

  public static void unpark(Unsafe unsafe, @Nullable Object thread) {
    if (thread == null) {
      return;
    }
    Task t = Execution.current == null ? null : Task.of((Thread) thread);
    if (t == null) {
      unsafe.unpark(thread);
      return;
    }
    if (Execution.me() == null) {
      t.execution.interfered(
          "thread "
              .concat(t.thread.getName())
              .concat(" waits for thread ")
              .concat(Thread.currentThread().getName())
              .concat(", which is not controlled"));
      return;
    }
    t.execution.touches(t, Footprints.PERMIT, Footprints.WRITE);
    if (t.how == Task.PARK && !t.isRunnable()) {
      t.execution.addRunnable(t);
      t.execution.wakes(t);
    }
    t.permit = true;
  }

  /**
   * In place of {@code onSpinWait} inside the JDK: with one carrier there is nobody to wait for.
   */
  public static void spinWait() {
    if (Execution.me() == null) {
      Thread.onSpinWait();
    }
  }

  // ---- clocks

  public static long nanoTime() {
    Task me = Execution.me();
    return me == null ? System.nanoTime() : me.execution.clock.read(me);
  }

  public static long currentTimeMillis() {
    Task me = Execution.me();
    return me == null
        ? System.currentTimeMillis()
        : VirtualClock.EPOCH_MILLIS + me.execution.clock.read(me) / 1_000_000;
  }

  /** In place of {@code VM.getNanoTimeAdjustment}, the clock behind {@code java.time}. */
  public static long nanoTimeAdjustment(long offsetInSeconds) {
    Task me = Execution.me();
    if (me == null) {
      return VM.getNanoTimeAdjustment(offsetInSeconds);
    }
    long millis = VirtualClock.EPOCH_MILLIS - offsetInSeconds * 1000;
    return millis * 1_000_000 + me.execution.clock.read(me);
  }

  // ---- randomness that the JDK draws from the machine

  /** In place of the carrier, with which a virtual thread would share what it draws. */
  public static Thread carrier(JavaLangAccess lang) {
    return Execution.me() == null ? lang.currentCarrierThread() : Thread.currentThread();
  }

  /** In place of {@code Math.random}. */
  public static double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  /** In place of {@code UUID.randomUUID}: version 4, but the same in every execution. */
  public static UUID randomUuid() {
    if (Execution.me() == null) {
      return UUID.randomUUID();
    }
    ThreadLocalRandom r = ThreadLocalRandom.current();
    long high = r.nextLong() & ~0xF000L | 0x4000L;
    long low = r.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /** In place of {@code SecureRandom.nextBytes}; false if the caller is not controlled. */
  public static boolean randomBytes(byte[] bytes) {
    if (Execution.me() == null) {
      return false;
    }
    ThreadLocalRandom.current().nextBytes(bytes);
    return true;
  }

  // ---- monitors inside the JDK

  /** Before a native {@code monitorenter} of the JDK: no scheduling point, but a model's wait. */
  public static void enter(@Nullable Object o) {
    Task me = Execution.me();
    if (me != null && o != null) {
      me.execution.touches(o, Footprints.MONITOR, Footprints.WRITE);
      me.execution.monitors.acquire(me, me.execution.monitors.of(o), 1, me.site);
    }
  }

  public static void exit(@Nullable Object o) {
    Task me = Execution.unwinds() ? null : Execution.me();
    if (me != null && o != null) {
      Execution e = me.execution;
      Monitor m = e.monitors.find(o);
      if (m != null && m.owner == me && --m.entries == 0) {
        e.monitors.release(m);
      }
    }
  }

  /**
   * At the start of a synchronized method of the JDK: what it calls back must not be preempted.
   *
   * @param o whose native monitor it has, or null for a class
   */
  public static void enterMethod(@Nullable Object o) {
    Task me = Execution.me();
    if (me != null) {
      me.noPreempt++;
      if (o != null) {
        me.inside.add(o);
        if (me.execution.races != null) {
          HappensBefore.acquire(me, me.execution.monitors.of(o).clock);
        }
      }
    }
  }

  public static void exitMethod(@Nullable Object o) {
    Task me = Execution.unwinds() ? null : Execution.me();
    if (me != null) {
      me.noPreempt--;
      if (o != null) {
        me.inside.removeLast();
        if (me.execution.races != null) {
          me.execution.monitors.of(o).clock = HappensBefore.release(me);
        }
        if (me.lent > 0) {
          me.execution.monitors.takeBack(me, o);
        }
      }
    }
  }

  /** At the start of what the JVM calls to link a call site or to load a class. */
  public static void enterLinking() {
    Task me = Execution.me();
    if (me != null) {
      me.noPreempt++;
      if (me.linking++ == 0) {
        Determinism.exchangeIdentityHashes();
      }
    }
  }

  public static void exitLinking() {
    Task me = Execution.unwinds() ? null : Execution.me();
    if (me != null) {
      me.noPreempt--;
      if (--me.linking == 0) {
        Determinism.exchangeIdentityHashes();
      }
    }
  }

  // ---- process-wide things that an execution has for itself

  /** In place of {@code Runtime.availableProcessors}: the same on every machine. */
  public static int availableProcessors(Runtime runtime) {
    return Execution.me() == null ? runtime.availableProcessors() : PROCESSORS;
  }

  /** In place of the JVM's common pool: one of this execution. */
  public static @Nullable ForkJoinPool commonPool(@Nullable ForkJoinPool jvmWide) {
    Task me = Execution.me();
    if (me == null) {
      return jvmWide;
    }
    Execution e = me.execution;
    ForkJoinPool pool = e.commonPool;
    if (pool == null) {
      pool = newCommonPool();
      e.commonPool = pool;
    }
    return pool;
  }

  private static ForkJoinPool newCommonPool() {
    try {
      MethodHandle h = newCommonPool;
      if (h == null) {
        h =
            MethodHandles.privateLookupIn(ForkJoinPool.class, MethodHandles.lookup())
                .findConstructor(ForkJoinPool.class, MethodType.methodType(void.class, byte.class));
        newCommonPool = h;
      }
      return (ForkJoinPool) h.invoke((byte) 0);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** In place of {@code Runtime.exit} and {@code halt}; returns if the caller is not controlled. */
  public static void terminate(int status) {
    Task me = Execution.me();
    if (me != null) {
      me.execution.exit(me, status);
    }
  }
}
