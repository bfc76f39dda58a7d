package dev.signalbox.check.runtime;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Initializes the program's classes anew in each execution, so that static state does not survive
 * from one to the next.
 *
 * <p>The real class initializer of an instrumented class only registers it here; what the program
 * wrote in it runs as an ordinary method, once an execution, by the procedure of JLS 12.4.2. So
 * threads can be switched inside of an initializer, and two threads that wait for each other's
 * class are a deadlock like any other.
 */
public final class ClassStates {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long ENUM_CONSTANTS = UNSAFE.objectFieldOffset(Class.class, "enumConstants");
  private static final long ENUM_DIRECTORY =
      UNSAFE.objectFieldOffset(Class.class, "enumConstantDirectory");

  private static final int UNINITIALIZED = 0;
  private static final int IN_PROGRESS = 1;
  private static final int INITIALIZED = 2;
  private static final int FAILED = 3;

  // By class number; written under the class lock, as classes are loaded.
  private static @Nullable Class<?>[] classes = new Class<?>[16];
  private static @Nullable MethodHandle[] initializers = new MethodHandle[16];
  private static boolean[] stateful = new boolean[16];
  private static int count = 1;

  /** The class whose real initializer runs only to register it. */
  private static @Nullable Class<?> registering;

  /** A class in one execution. */
  public static final class State {
    int phase = UNINITIALIZED;
    @Nullable Task initializer;

    /** What whoever finds it initialized has seen from then on. */
    int @Nullable [] clock;

    final Class<?> type;
    final int id;
    final ArrayList<Task> waiters = new ArrayList<>(1);

    State(Class<?> type, int id) {
      this.type = type;
      this.id = id;
    }

    public Class<?> type() {
      return type;
    }
  }

  private @Nullable State[] states = new State[count];

  /** A number for a class. */
  public static synchronized int newClass() {
    if (count == classes.length) {
      classes = Arrays.copyOf(classes, count * 2);
      initializers = Arrays.copyOf(initializers, count * 2);
      SharedClasses.grow(count * 2);
      stateful = Arrays.copyOf(stateful, count * 2);
    }
    return count++;
  }

  /** The class has static state that must be made anew. */
  public static synchronized void markStateful(int id) {
    stateful[id] = true;
  }

  static synchronized boolean register(
      Class<?> c, int id, MethodHandle initializer, boolean shared) {
    classes[id] = c;
    initializers[id] = initializer;
    Task me = Execution.me();
    if (shared) {
      SharedClasses.register(id, me == null);
    }
    if (registering == c && me != null) {
      return false;
    }
    if (me != null) {
      // A way in that has no hook (reflection): the JVM initializes it, here and now.
      State s = me.execution.classStates.state(id, c);
      s.phase = INITIALIZED;
    }
    return true;
  }

  void initialize(Task me, Class<?> c, int id) {
    State s = id < states.length ? states[id] : null;
    Footprints f = me.execution.footprints;
    if (f != null && stateful[id]) {
      boolean done = s != null && s.phase == INITIALIZED;
      f.touches(c, Footprints.STATE, done ? Footprints.READ : Footprints.WRITE);
    }
    if (s != null && (s.phase == INITIALIZED || s.initializer == me)) {
      HappensBefore.acquire(me, s.clock);
      return;
    }
    if (stateful[id] && !SharedClasses.keeps(id)) {
      initializeSlowly(me, state(id, c));
    } else {
      state(id, c).phase = INITIALIZED;
      initializeParent(me, c);
    }
  }

  /** By reflection: classes that are not instrumented have no number. */
  void initialize(Task me, Class<?> c) {
    int id = find(c);
    if (id > 0) {
      initialize(me, c, id);
    }
  }

  private void initializeParent(Task me, Class<?> c) {
    Class<?> parent = c.getSuperclass();
    if (parent != null && parent.getClassLoader() != null) {
      initialize(me, parent);
    }
  }

  private State state(int id, Class<?> c) {
    if (id >= states.length) {
      states = Arrays.copyOf(states, Math.max(count, id + 1));
    }
    State s = states[id];
    if (s == null) {
      s = new State(c, id);
      states[id] = s;
    }
    return s;
  }

  private void initializeSlowly(Task me, State s) {
    while (s.phase == IN_PROGRESS) {
      s.waiters.add(me);
      me.execution.waits.block(me, Task.CLASS_INIT, s);
      me.execution.touches(s.type, Footprints.STATE, Footprints.READ);
    }
    HappensBefore.acquire(me, s.clock);
    if (s.phase == INITIALIZED) {
      return;
    }
    if (s.phase == FAILED) {
      throw new NoClassDefFoundError("Could not initialize class ".concat(s.type.getName()));
    }
    s.phase = IN_PROGRESS;
    s.initializer = me;
    boolean done = false;
    try {
      initializeParent(me, s.type);
      runInitializer(s);
      done = true;
    } finally {
      s.phase = done ? INITIALIZED : FAILED;
      if (me.execution.races != null) {
        s.clock = HappensBefore.release(me);
      }
      s.initializer = null;
      me.execution.touches(s.type, Footprints.STATE, Footprints.WRITE);
      for (int i = 0; i < s.waiters.size(); i++) {
        me.execution.addRunnable(s.waiters.get(i));
        me.execution.wakes(s.waiters.get(i));
      }
      s.waiters.clear();
    }
  }

  private static void runInitializer(State s) {
    Class<?> c = s.type;
    if (classes[s.id] != c) {
      Class<?> outer = registering;
      registering = c;
      try {
        UNSAFE.ensureClassInitialized(c);
      } finally {
        registering = outer;
      }
    }
    if (classes[s.id] == c && !SharedClasses.keeps(s.id)) {
      runInitializer(c, s.id);
    }
  }

  /** What the program wrote, on the calling thread. */
  static void runInitializer(Class<?> c, int id) {
    MethodHandle initializer = initializers[id];
    if (initializer == null) {
      return;
    }
    try {
      initializer.invokeExact();
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw new ExceptionInInitializerError(e);
    }
    if (c.isEnum()) {
      UNSAFE.putReference(c, ENUM_CONSTANTS, null);
      UNSAFE.putReference(c, ENUM_DIRECTORY, null);
    }
  }

  static @Nullable Class<?> type(int id) {
    return classes[id];
  }

  static int find(Class<?> c) {
    for (int i = 1; i < count; i++) {
      if (classes[i] == c) {
        return i;
      }
    }
    return 0;
  }
}
