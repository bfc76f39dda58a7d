package dev.signalbox.check.runtime;

import java.io.PrintStream;
import java.lang.reflect.Field;
import java.util.HashSet;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Objects of the JDK whose methods touch nothing but their own state, as far as their arguments do
 * not lead elsewhere. Several of them can share one state: a lock and its conditions, a list and
 * its iterators.
 */
public final class Confined {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private static final String[] ALONE = {
    "java.lang.StringBuilder",
    "java.lang.StringBuffer",
    "java.lang.ThreadLocal",
    "java.lang.ThreadBuilders$PlatformThreadBuilder",
    "java.lang.ThreadBuilders$VirtualThreadBuilder",
    "java.util.ArrayList",
    "java.util.LinkedList",
    "java.util.ArrayDeque",
    "java.util.PriorityQueue",
    "java.util.HashMap",
    "java.util.LinkedHashMap",
    "java.util.TreeMap",
    "java.util.EnumMap",
    "java.util.HashSet",
    "java.util.LinkedHashSet",
    "java.util.TreeSet",
    "java.util.Vector",
    "java.util.Stack",
    "java.util.Hashtable",
    "java.util.BitSet",
    "java.util.Random",
    "java.util.ImmutableCollections$ListN",
    "java.util.ImmutableCollections$List12",
    "java.util.ImmutableCollections$SetN",
    "java.util.ImmutableCollections$Set12",
    "java.util.ImmutableCollections$MapN",
    "java.util.ImmutableCollections$Map1",
    "java.util.ImmutableCollections$ListItr",
    "java.util.concurrent.ArrayBlockingQueue",
    "java.util.concurrent.LinkedBlockingQueue",
    "java.util.concurrent.LinkedBlockingDeque",
    "java.util.concurrent.PriorityBlockingQueue",
    "java.util.concurrent.SynchronousQueue",
    "java.util.concurrent.ConcurrentLinkedQueue",
    "java.util.concurrent.ConcurrentLinkedDeque",
    "java.util.concurrent.ConcurrentHashMap",
    "java.util.concurrent.ConcurrentSkipListMap",
    "java.util.concurrent.CopyOnWriteArrayList",
    "java.util.concurrent.CountDownLatch",
    "java.util.concurrent.CyclicBarrier",
    "java.util.concurrent.Semaphore",
    "java.util.concurrent.atomic.AtomicBoolean",
    "java.util.concurrent.atomic.AtomicInteger",
    "java.util.concurrent.atomic.AtomicLong",
    "java.util.concurrent.atomic.AtomicReference",
    "java.util.concurrent.atomic.AtomicIntegerArray",
    "java.util.concurrent.atomic.AtomicLongArray",
    "java.util.concurrent.atomic.AtomicReferenceArray",
    "java.util.concurrent.atomic.AtomicMarkableReference",
    "java.util.concurrent.atomic.AtomicStampedReference",
    "java.util.concurrent.atomic.LongAdder",
    "java.util.concurrent.atomic.DoubleAdder",
    "java.util.concurrent.locks.StampedLock",
    "java.util.concurrent.locks.ReentrantLock$FairSync",
    "java.util.concurrent.locks.ReentrantLock$NonfairSync",
    "java.util.concurrent.locks.ReentrantReadWriteLock$FairSync",
    "java.util.concurrent.locks.ReentrantReadWriteLock$NonfairSync"
  };

  /** They have their state in the object that this field leads to. */
  private static final String[] LEADING = {
    "java.util.concurrent.locks.ReentrantLock",
    "sync",
    "java.util.concurrent.locks.ReentrantReadWriteLock",
    "sync",
    "java.util.concurrent.locks.ReentrantReadWriteLock$ReadLock",
    "sync",
    "java.util.concurrent.locks.ReentrantReadWriteLock$WriteLock",
    "sync",
    "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject",
    "this$0",
    "java.util.ArrayList$Itr",
    "this$0",
    "java.util.ArrayList$ListItr",
    "this$0",
    "java.util.LinkedList$ListItr",
    "this$0",
    "java.util.ArrayDeque$DeqIterator",
    "this$0",
    "java.util.HashMap$KeySet",
    "this$0",
    "java.util.HashMap$Values",
    "this$0",
    "java.util.HashMap$EntrySet",
    "this$0",
    "java.util.HashMap$KeyIterator",
    "this$0",
    "java.util.HashMap$ValueIterator",
    "this$0",
    "java.util.HashMap$EntryIterator",
    "this$0",
  };

  private static final String BOUND = "java.lang.ThreadBuilders$BoundVirtualThread";
  private static final long HOLDER = UNSAFE.objectFieldOffset(Thread.class, "holder");
  private static final long TASK = offset("java.lang.Thread$FieldHolder", "task");
  private static final long BOUND_TASK = offset(BOUND, "task");

  private static final HashSet<String> alone = new HashSet<>();
  private static final Kinds KINDS = new Kinds();

  static {
    for (int i = 0; i < ALONE.length; i++) {
      alone.add(ALONE[i]);
    }
  }

  private Confined() {}

  /** How the objects of a class are confined. */
  private static final class Kind {
    static final Kind UNKNOWN = new Kind(-1);
    static final Kind ALONE = new Kind(-1);

    /** A class of the program and nothing else: its methods have points of their own. */
    static final Kind PROGRAM = new Kind(-1);

    final long leads;

    Kind(long leads) {
      this.leads = leads;
    }
  }

  private static final class Kinds extends ClassValue<Kind> {
    @Override
    protected Kind computeValue(Class<?> type) {
      String name = type.getName();
      if (alone.contains(name)
          || Thread.class.isAssignableFrom(type)
          || Throwable.class.isAssignableFrom(type)
          || PrintStream.class.isAssignableFrom(type)) {
        return Kind.ALONE;
      }
      for (int i = 0; i < LEADING.length; i += 2) {
        if (name.equals(LEADING[i])) {
          return leading(type, LEADING[i + 1]);
        }
      }
      return ofProgram(type) ? Kind.PROGRAM : Kind.UNKNOWN;
    }

    private static Kind leading(Class<?> type, String field) {
      for (Class<?> c = type; c != null; c = c.getSuperclass()) {
        try {
          Field f = c.getDeclaredField(field);
          return new Kind(UNSAFE.objectFieldOffset(f));
        } catch (NoSuchFieldException e) {
          // perhaps in its superclass
        }
      }
      return Kind.UNKNOWN;
    }

    private static boolean ofProgram(Class<?> type) {
      for (Class<?> c = type; c != null; c = c.getSuperclass()) {
        if (c == Object.class || c == Record.class || c == Enum.class) {
          return true;
        }
        ClassLoader loader = c.getClassLoader();
        if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
          return false;
        }
      }
      return false;
    }
  }

  /** The object that has its state, or null if its methods may touch others. */
  public static @Nullable Object state(Object o) {
    Object at = o;
    for (int hops = 0; hops < 4 && at != null; hops++) {
      Kind k = KINDS.get(at.getClass());
      if (k == Kind.ALONE) {
        return at;
      }
      if (k.leads < 0) {
        return null;
      }
      at = UNSAFE.getReference(at, k.leads);
    }
    return null;
  }

  /** Whether all that its methods do has scheduling points of its own. */
  public static boolean isProgram(Object o) {
    return KINDS.get(o.getClass()) == Kind.PROGRAM;
  }

  /** Whether nothing but the program's own code is what the thread runs. */
  public static boolean runsProgram(Thread t) {
    Class<?> type = t.getClass();
    while (type != Thread.class && type.getClassLoader() != null) {
      type = type.getSuperclass();
    }
    Object task;
    if (type == Thread.class) {
      Object holder = UNSAFE.getReference(t, HOLDER);
      task = holder == null ? null : UNSAFE.getReference(holder, TASK);
    } else if (type.getName().equals(BOUND)) {
      task = UNSAFE.getReference(t, BOUND_TASK);
    } else {
      return false;
    }
    return task == null || isProgram(task);
  }

  private static long offset(String className, String field) {
    try {
      Class<?> c = Class.forName(className, false, null);
      return UNSAFE.objectFieldOffset(c.getDeclaredField(field));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
