package dev.signalbox.check.runtime;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Hashtable;
import java.util.Vector;
import org.jspecify.annotations.Nullable;

/**
 * What instrumented classes of the program call: before each access to shared memory, in place of
 * each monitor operation, before each call into java.util.concurrent. Each is a scheduling point.
 */
public final class Hooks {
  private Hooks() {}

  /** Whether the instrumented code of a method is meant, and not the plain one. */
  public static boolean isControlled() {
    return Execution.me() != null;
  }

  /** Before code that could not be instrumented. */
  public static void refuse(String why) {
    Execution.giveUp(why);
  }

  // ---- memory

  public static void read(@Nullable Object owner, int site) {
    Task me = Execution.me();
    if (me != null) {
      access(me, owner, site, false);
    }
  }

  public static void write(@Nullable Object owner, int site) {
    Task me = Execution.me();
    if (me != null) {
      access(me, owner, site, true);
    }
  }

  private static void access(Task me, @Nullable Object owner, int site, boolean writes) {
    me.site = site;
    me.subject = owner;
    me.writes = writes;
    Execution e = me.execution;
    e.point(me);
    Footprints f = e.footprints;
    if (f != null) {
      f.touches(owner, Sites.location(site), writes ? Footprints.WRITE : Footprints.READ);
    }
    Tracer tr = e.tracer;
    if (tr != null) {
      tr.event(writes ? Tracer.WRITE : Tracer.READ, me, site, owner, null);
    }
    Races races = e.races;
    if (races != null) {
      races.field(me, owner, site);
    }
  }

  public static void readElement(@Nullable Object array, int index, int site) {
    Task me = Execution.me();
    if (me != null) {
      element(me, array, index, site, false);
    }
  }

  public static void writeElement(@Nullable Object array, int index, int site) {
    Task me = Execution.me();
    if (me != null) {
      element(me, array, index, site, true);
    }
  }

  private static void element(
      Task me, @Nullable Object array, int index, int site, boolean writes) {
    me.site = site;
    me.subject = array;
    me.writes = writes;
    Execution e = me.execution;
    e.point(me);
    Footprints f = e.footprints;
    if (f != null) {
      f.touches(array, index, writes ? Footprints.WRITE : Footprints.READ);
    }
    Tracer tr = e.tracer;
    if (tr != null) {
      tr.event(writes ? Tracer.WRITE : Tracer.READ, me, site, array, index);
    }
    Races races = e.races;
    if (races != null && array != null) {
      races.element(me, array, index, site);
    }
  }

  // ---- monitors

  public static void enter(@Nullable Object o, int site) {
    if (o == null) {
      throw new NullPointerException();
    }
    Task me = Execution.me();
    if (me == null) {
      UncontrolledMonitors.enter(o);
      return;
    }
    Execution e = me.execution;
    Monitor m = e.monitors.of(o);
    about(me, o, site);
    e.monitors.enter(me, m, site);
    Tracer tr = e.tracer;
    if (tr != null) {
      tr.event(Tracer.ENTERED, me, site, o, null);
    }
  }

  public static void exit(@Nullable Object o) {
    if (Execution.unwinds()) {
      return; // javac's handler for what is thrown here is this call
    }
    Task me = Execution.me();
    if (me == null) {
      UncontrolledMonitors.exit(o);
      return;
    }
    Execution e = me.execution;
    Monitor m = o == null ? null : e.monitors.find(o);
    if (m == null || m.owner != me) {
      throw new IllegalMonitorStateException("current thread is not owner");
    }
    if (--m.entries == 0) {
      e.monitors.release(m);
    }
    Tracer tr = e.tracer;
    if (tr != null) {
      tr.event(Tracer.EXITED, me, me.site, o, null);
    }
  }

  public static void await(Object o, int site) throws InterruptedException {
    await(o, 0L, site);
  }

  public static void await(Object o, long millis, int nanos, int site) throws InterruptedException {
    if (nanos < 0 || nanos > 999999) {
      throw new IllegalArgumentException("nanosecond timeout value out of range");
    }
    await(o, nanos > 0 && millis < Long.MAX_VALUE ? millis + 1 : millis, site);
  }

  public static void await(Object o, long millis, int site) throws InterruptedException {
    Task me = Execution.me();
    if (me == null) {
      UncontrolledMonitors.await(o, millis);
      return;
    }
    if (millis < 0) {
      throw new IllegalArgumentException("timeout value is negative");
    }
    Execution e = me.execution;
    Monitor m = owned(me, o);
    before(me, o, site);
    JdkHooks.throwIfInterrupted(me);
    Tracer tr = e.tracer;
    if (tr != null) {
      tr.event(Tracer.WAITS, me, site, o, null);
    }
    int entries = m.entries;
    int takenAt = m.takenAt;
    e.monitors.release(m);
    e.touches(m, Footprints.STATE, Footprints.WRITE);
    m.waitSet.add(me);
    me.waitingIn = m;
    me.notified = false;
    if (millis > 0) {
      e.clock.set(me, JdkHooks.deadline(e, millis), true);
    } else {
      e.earlyWakes.allowSpurious(me);
    }
    e.waits.block(me, Task.WAIT, m);
    e.clock.clear(me);
    e.monitors.acquire(me, m, entries, takenAt);
    if (tr != null) {
      tr.event(Tracer.ENTERED, me, site, o, null);
    }
    // JLS 17.2.4: a thread that was both notified and interrupted may keep the interrupt pending.
    if (!me.notified) {
      JdkHooks.throwIfInterrupted(me);
    }
  }

  public static void signal(Object o, int site) {
    Task me = Execution.me();
    if (me == null) {
      UncontrolledMonitors.signalAll(o);
      return;
    }
    Execution e = me.execution;
    Monitor m = owned(me, o);
    before(me, o, site);
    Tracer tr = e.tracer;
    if (tr != null) {
      tr.event(Tracer.NOTIFIES, me, site, o, null);
    }
    e.touches(m, Footprints.STATE, Footprints.WRITE);
    int n = m.waitSet.size();
    if (n > 0) {
      e.monitors.wake(m.waitSet.remove(n == 1 ? 0 : e.chooseWaiter(me, n)), m);
    }
  }

  public static void signalAll(Object o, int site) {
    Task me = Execution.me();
    if (me == null) {
      UncontrolledMonitors.signalAll(o);
      return;
    }
    Execution e = me.execution;
    Monitor m = owned(me, o);
    before(me, o, site);
    Tracer tr = e.tracer;
    if (tr != null) {
      tr.event(Tracer.NOTIFIES, me, site, o, null);
    }
    e.touches(m, Footprints.STATE, Footprints.WRITE);
    e.monitors.wakeAll(m);
  }

  public static boolean holdsLock(Object o) {
    Task me = Execution.me();
    if (me == null) {
      return UncontrolledMonitors.holds(o);
    }
    Monitor m = me.execution.monitors.find(o);
    return m != null && m.owner == me;
  }

  private static Monitor owned(Task me, Object o) {
    Monitor m = me.execution.monitors.find(o);
    if (m == null || m.owner != me) {
      throw new IllegalMonitorStateException("current thread is not owner");
    }
    return m;
  }

  // ---- calls

  /** Before a call into the JDK's concurrent, thread and collection classes. */
  public static void call(@Nullable Object receiver, int site) {
    Task me = Execution.me();
    if (me == null) {
      return;
    }
    beforeCall(me, receiver, site);
    Races races = me.execution.races;
    if (races != null && receiver != null && Sites.effect(site) != Sites.NO_EFFECT) {
      races.use(me, receiver, site, Sites.effect(site));
    }
  }

  private static void beforeCall(Task me, @Nullable Object receiver, int site) {
    Execution e = me.execution;
    int kind = Sites.kind(site);
    me.site = site;
    me.subject = receiver;
    me.writes = true;
    e.point(me, kind == Sites.YIELD);
    Footprints f = e.footprints;
    if (f != null) {
      f.calls(me, receiver, site);
    }
    me.parksItself = kind == Sites.PARK;
    if (receiver != null && isSynchronized(receiver)) {
      awaitRelease(me, receiver);
    }
    Tracer tr = e.tracer;
    if (tr != null) {
      tr.event(Tracer.CALL, me, site, receiver, null);
    }
  }

  /** Before a call of an object of the JDK that threads seldom share: no scheduling point. */
  public static void use(@Nullable Object receiver, int site) {
    Task me = Execution.me();
    if (me != null) {
      Footprints f = me.execution.footprints;
      if (f != null) {
        f.calls(me, receiver, site);
      }
      Races races = me.execution.races;
      if (races != null && receiver != null) {
        Tracer tr = me.execution.tracer;
        if (tr != null) {
          tr.event(Tracer.CALL, me, site, receiver, null);
        }
        races.use(me, receiver, site, Sites.effect(site));
      }
    }
  }

  /**
   * Before an access by a handle.
   *
   * @param first the first argument if it is an object, otherwise null
   * @param index the second argument if it is an int, otherwise 0
   */
  public static void handle(
      @Nullable VarHandle handle, @Nullable Object first, int index, int site) {
    Task me = Execution.me();
    if (me != null && handle != null) {
      beforeCall(me, handle, site);
      Races races = me.execution.races;
      if (races != null) {
        races.handle(me, handle, first, index, site);
      }
    }
  }

  /** Before a fence. */
  public static void fence(int site) {
    Task me = Execution.me();
    if (me != null) {
      beforeCall(me, null, site);
      JdkMemory.fence(Sites.effect(site));
    }
  }

  /** At the end of a constructor: {@code value} is in a final field of its object. */
  public static void freeze(@Nullable Object value) {
    Task me = Execution.me();
    if (me != null && value != null) {
      Races races = me.execution.races;
      if (races != null) {
        races.freeze(me, value);
      }
    }
  }

  /** Classes of the JDK that take their own native monitor as soon as they are called. */
  private static boolean isSynchronized(Object o) {
    return o instanceof Vector
        || o instanceof Hashtable
        || o instanceof StringBuffer
        || o instanceof BufferedInputStream
        || o instanceof BufferedOutputStream
        || o instanceof DataOutputStream;
  }

  /**
   * Before a call into the JDK that has no scheduling point; only where a search has to know what
   * each step touches.
   */
  public static void outside(@Nullable Object receiver, int site) {
    Task me = Execution.me();
    if (me != null) {
      Footprints f = me.execution.footprints;
      if (f != null) {
        f.calls(me, receiver, site);
      }
    }
  }

  /** After such a call, or after one that has a scheduling point. */
  public static void inside(int site) {
    Task me = Execution.me();
    if (me != null) {
      Footprints f = me.execution.footprints;
      if (f != null) {
        f.returned(me, site);
      }
    }
  }

  /**
   * While the program holds the monitor by a synchronized block, which is only modelled, or another
   * thread blocks with the native one, the caller waits here.
   */
  private static void awaitRelease(Task me, Object receiver) {
    Execution e = me.execution;
    Monitor m = e.monitors.find(receiver);
    e.touches(receiver, Footprints.MONITOR, Footprints.WRITE);
    if (m != null && m.owner != null && m.owner != me) {
      e.monitors.acquire(me, m, 1, me.site);
      m.entries = 0;
      e.monitors.release(m);
    }
  }

  public static void returned(@Nullable Object value, int site) {
    Task me = Execution.me();
    if (me != null) {
      Tracer tr = me.execution.tracer;
      if (tr != null) {
        tr.event(Tracer.RETURNED, me, site, null, value);
      }
    }
  }

  public static void returned(int value, int site) {
    if (tracing()) {
      returned((Object) value, site);
    }
  }

  public static void returnedBoolean(int value, int site) {
    if (tracing()) {
      returned((Object) (value != 0), site);
    }
  }

  public static void returned(long value, int site) {
    if (tracing()) {
      returned((Object) value, site);
    }
  }

  // ---- static state

  /**
   * Called by the class initializer of an instrumented class.
   *
   * @param initializer sets the static fields to their defaults and runs the program's initializer
   * @return whether the class initializer must run it now
   */
  public static boolean register(Class<?> c, int id, MethodHandle initializer) {
    return ClassStates.register(c, id, initializer, false);
  }

  /** The same, where threads that are not controlled use the class too. */
  public static boolean registerShared(Class<?> c, int id, MethodHandle initializer) {
    return ClassStates.register(c, id, initializer, true);
  }

  /** Before a thread that is not controlled uses a class in a way that initializes it. */
  public static void settle(int id) {
    if (SharedClasses.left != 0) {
      SharedClasses.settle(id);
    }
  }

  /** Before a use of {@code c} that initializes it (JLS 12.4.1): once in every execution. */
  public static void initialize(Class<?> c, int id) {
    Task me = Execution.me();
    if (me != null) {
      me.execution.classStates.initialize(me, c, id);
    }
  }

  /** After {@code Class.forName}, which initializes a class only once a JVM. */
  public static void initialize(Class<?> c) {
    Task me = Execution.me();
    if (me != null) {
      me.execution.classStates.initialize(me, c);
    }
  }

  private static boolean tracing() {
    Execution e = Execution.current;
    return e != null && e.tracer != null;
  }

  private static void before(Task me, Object o, int site) {
    about(me, o, site);
    me.execution.point(me);
  }

  private static void about(Task me, Object o, int site) {
    me.site = site;
    me.subject = o;
    me.writes = true;
  }
}
