package dev.signalbox.check.runtime;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import jdk.internal.access.SharedSecrets;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Sets back what the JDK counts or draws process-wide, so that every execution, in every JVM, sees
 * the same thread names, random numbers, identity hashes and iteration orders.
 */
public final class Determinism {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long EETOP = UNSAFE.objectFieldOffset(Thread.class, "eetop");

  // The Marsaglia xor-shift state in HotSpot's Thread, as its constructor sets it.
  private static final int HASH_Y = 842502087;
  private static final int HASH_Z = 0x8767;
  private static final long HASH_ZY = (long) HASH_Z << 32 | HASH_Y;
  private static final int HASH_W = 273326509;

  /** Of the first controlled thread in each execution. */
  static final long FIRST_THREAD_ID = 1_000_000;

  private static final int NOT_FOUND = -1;
  private static int hashOffset = NOT_FOUND;

  /** Where an object's header has its identity hash, or NOT_FOUND. */
  private static int hashShift = NOT_FOUND;

  private static final long HASH_MASK = 0x7FFF_FFFFL;
  private static final long LOCK_MASK = 3;
  private static final long UNLOCKED = 1;

  // The state of a second sequence, for what the program does not see.
  private static long hiddenLow;
  private static long hiddenHigh;

  // Of the hashes given to objects that the checker looks up: how many by class.
  private static final int[] hashed = new int[256];
  private static int hashSeed;

  private static final long THREAD_ID = UNSAFE.objectFieldOffset(Thread.class, "tid");

  private static final AtomicLong seeder =
      object("java.util.concurrent.ThreadLocalRandom", "seeder");
  private static final AtomicInteger probes =
      object("java.util.concurrent.ThreadLocalRandom", "probeGenerator");
  private static final AtomicLong seedUniquifier = object("java.util.Random", "seedUniquifier");
  private static final AtomicInteger poolNumber =
      object("java.util.concurrent.Executors$DefaultThreadFactory", "poolNumber");
  private static final AtomicInteger timerNumber = object("java.util.Timer", "nextSerialNumber");
  private static final AtomicLong[] generators = generators();
  private static final Static shuffling = new Static("java.util.Collections", "r");
  private static Thread.@Nullable UncaughtExceptionHandler defaultHandler;
  private static final Counter threadNumber =
      new Counter("java.lang.Thread$ThreadNumbering", "next");
  private static final Counter forkJoinPools =
      new Counter("java.util.concurrent.ForkJoinPool", "poolIds");

  private Determinism() {}

  /** A static field of the JDK. */
  private static class Static {
    final Object base;
    final long offset;

    Static(String className, String field) {
      Field f = field(className, field);
      base = UNSAFE.staticFieldBase(f);
      offset = UNSAFE.staticFieldOffset(f);
    }

    void clear() {
      UNSAFE.putReferenceVolatile(base, offset, null);
    }
  }

  /** An int in a static field. */
  private static final class Counter extends Static {
    Counter(String className, String field) {
      super(className, field);
    }

    void set(int value) {
      UNSAFE.putIntVolatile(base, offset, value);
    }

    int get() {
      return UNSAFE.getIntVolatile(base, offset);
    }
  }

  /** Where the generators of java.util.random take their seeds from. */
  private static AtomicLong[] generators() {
    String[] names = {
      "java.util.SplittableRandom",
      "jdk.internal.random.L128X1024MixRandom",
      "jdk.internal.random.L128X128MixRandom",
      "jdk.internal.random.L128X256MixRandom",
      "jdk.internal.random.L32X64MixRandom",
      "jdk.internal.random.L64X1024MixRandom",
      "jdk.internal.random.L64X128MixRandom",
      "jdk.internal.random.L64X128StarStarRandom",
      "jdk.internal.random.L64X256MixRandom",
      "jdk.internal.random.Xoroshiro128PlusPlus",
      "jdk.internal.random.Xoshiro256PlusPlus"
    };
    AtomicLong[] seeds = new AtomicLong[names.length];
    for (int i = 0; i < names.length; i++) {
      seeds[i] = object(names[i], AtomicLong.class);
    }
    return seeds;
  }

  /** Once, before the first execution. */
  public static void prepare() {
    Field salt = field("java.util.ImmutableCollections", "SALT32L");
    Field reverse = field("java.util.ImmutableCollections", "REVERSE");
    UNSAFE.putLong(UNSAFE.staticFieldBase(salt), UNSAFE.staticFieldOffset(salt), 0x5161_6E61L);
    UNSAFE.putBoolean(UNSAFE.staticFieldBase(reverse), UNSAFE.staticFieldOffset(reverse), false);
    hashOffset = findHashState();
    hashShift = findHash();
    // A method handle that is called often is otherwise compiled anew, which draws hashes.
    Field customize = field("java.lang.invoke.MethodHandleStatics", "CUSTOMIZE_THRESHOLD");
    UNSAFE.putInt(
        UNSAFE.staticFieldBase(customize), UNSAFE.staticFieldOffset(customize), Integer.MAX_VALUE);
    defaultHandler = Thread.getDefaultUncaughtExceptionHandler();
    initialize("java.lang.VirtualThread"); // starts a thread of the JDK
    initialize("jdk.internal.ref.CleanerFactory"); // and so does this
  }

  /**
   * What executions set back and the rest of the JVM uses too.
   *
   * @return puts it back as it is now
   */
  public static Runnable keep() {
    Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    Thread.UncaughtExceptionHandler before = defaultHandler;
    defaultHandler = handler;
    return new Kept(handler, before);
  }

  private static final class Kept implements Runnable {
    private final Thread.@Nullable UncaughtExceptionHandler handler;
    private final Thread.@Nullable UncaughtExceptionHandler before;
    private final long seed = seeder.get();
    private final int probe = probes.get();
    private final long uniquifier = seedUniquifier.get();
    private final int pool = poolNumber.get();
    private final int timer = timerNumber.get();
    private final int thread = threadNumber.get();
    private final int forkJoinPool = forkJoinPools.get();

    Kept(
        Thread.@Nullable UncaughtExceptionHandler handler,
        Thread.@Nullable UncaughtExceptionHandler before) {
      this.handler = handler;
      this.before = before;
    }

    @Override
    public void run() {
      Thread.setDefaultUncaughtExceptionHandler(handler);
      defaultHandler = before;
      seeder.set(seed);
      probes.set(probe);
      seedUniquifier.set(uniquifier);
      poolNumber.set(pool);
      timerNumber.set(timer);
      threadNumber.set(thread);
      forkJoinPools.set(forkJoinPool);
    }
  }

  /** Whether the program has set a handler for the exceptions of all threads. */
  static boolean hasDefaultHandler() {
    return Thread.getDefaultUncaughtExceptionHandler() != defaultHandler;
  }

  /** Whether identity hash codes can be made the same in every execution. */
  public static boolean controlsIdentityHashes() {
    return hashOffset != NOT_FOUND;
  }

  /**
   * Before each execution, on its carrier.
   *
   * @param seed of the identity hash codes: were they the same in all executions, objects that the
   *     JDK still keeps from earlier ones in hash tables would all collide with the new ones
   */
  public static void reset(long seed) {
    Backend.dropThreads();
    seeder.set(0x5EED_0000_0000_0001L);
    probes.set(0);
    seedUniquifier.set(8682522807148012L);
    for (int i = 0; i < generators.length; i++) {
      generators[i].setPlain(0x5EED_0000_0000_0002L + i);
    }
    shuffling.clear();
    Thread.setDefaultUncaughtExceptionHandler(defaultHandler);
    poolNumber.set(1);
    timerNumber.set(0);
    threadNumber.set(0);
    forkJoinPools.set(0);
    resetIdentityHashes(carrier(), (int) ((seed * 0xD1342543DE82EF95L + 0x5161) >>> 32));
  }

  /** The JVM's thread that the caller runs on. */
  private static Thread carrier() {
    return SharedSecrets.getJavaLangAccess().currentCarrierThread();
  }

  /** The program goes on on another thread of the JVM: with the same sequence. */
  static void moveIdentityHashes(Thread from, Thread to) {
    if (hashOffset != NOT_FOUND) {
      long source = UNSAFE.getLong(from, EETOP) + hashOffset;
      long target = UNSAFE.getLong(to, EETOP) + hashOffset;
      UNSAFE.putLong(target, UNSAFE.getLong(source));
      UNSAFE.putLong(target + 8, UNSAFE.getLong(source + 8));
    }
  }

  /** Whether the JVM has a thread for it, which is not over. */
  static boolean hasOsThread(Thread t) {
    return UNSAFE.getLong(t, EETOP) != 0;
  }

  /**
   * Exchanges the sequence that identity hashes are drawn from with the hidden one; a second call
   * puts it back. The program's own sequence must not depend on what the JVM links and loads in
   * this execution and not in another.
   */
  static void exchangeIdentityHashes() {
    if (hashOffset != NOT_FOUND) {
      long state = UNSAFE.getLong(carrier(), EETOP) + hashOffset;
      long low = UNSAFE.getLong(state);
      long high = UNSAFE.getLong(state + 8);
      UNSAFE.putLong(state, hiddenLow);
      UNSAFE.putLong(state + 8, hiddenHigh);
      hiddenLow = low;
      hiddenHigh = high;
    }
  }

  /**
   * At each scheduling point the sequence begins anew: what the JVM draws for itself, the first
   * time that it comes by a place, has no effect beyond the next one.
   */
  static void beginIdentityHashes(long point) {
    if (hashOffset != NOT_FOUND) {
      long state = UNSAFE.getLong(carrier(), EETOP) + hashOffset;
      UNSAFE.putLong(state, (point + hashSeed) * 0x9E3779B97F4A7C15L);
      UNSAFE.putLong(state + 8, HASH_ZY);
    }
  }

  /**
   * The identity hash of an object, which the program sees too. If it has none yet, it gets one
   * that says only of which class it is and how many of them came before in this execution: the JDK
   * keeps objects for longer than an execution, and those have theirs already the second time.
   */
  static int identityHash(Object o) {
    if (hashShift == NOT_FOUND || hashOffset == NOT_FOUND) {
      return System.identityHashCode(o);
    }
    long header = UNSAFE.getLong(o, 0L);
    int known = (int) (header >>> hashShift & HASH_MASK);
    return (header & LOCK_MASK) == UNLOCKED && known != 0 ? known : giveHash(o);
  }

  private static int giveHash(Object o) {
    Class<?> c = o.getClass();
    // The name of a hidden class has an address in it.
    int name = c.isHidden() ? 0 : c.getName().hashCode();
    int number = hashed[name & hashed.length - 1]++;
    long state = UNSAFE.getLong(carrier(), EETOP) + hashOffset;
    long low = UNSAFE.getLong(state);
    long high = UNSAFE.getLong(state + 8);
    // What comes out next is made of W and X.
    int x = (int) (((long) name * 31 + number) * 0x9E3779B97F4A7C15L >>> 32);
    UNSAFE.putInt(state, hashSeed);
    UNSAFE.putInt(state + 4, x);
    int hash = System.identityHashCode(o);
    UNSAFE.putLong(state, low);
    UNSAFE.putLong(state + 8, high);
    return hash;
  }

  static void resetIdentityHashes(Thread carrier, int seed) {
    hiddenLow = seed * 0x9E3779B97F4A7C15L | 1;
    hiddenHigh = HASH_ZY;
    hashSeed = seed;
    for (int i = 0; i < hashed.length; i++) {
      hashed[i] = 0;
    }
    if (hashOffset != NOT_FOUND) {
      long state = UNSAFE.getLong(carrier, EETOP) + hashOffset;
      UNSAFE.putInt(state, HASH_W);
      UNSAFE.putInt(state + 4, seed | 1);
      UNSAFE.putLong(state + 8, HASH_ZY);
    }
  }

  /**
   * HotSpot keeps W, X, Y, Z of the generator side by side in its Thread. A fresh thread that has
   * not drawn a hash yet still has the constants of the constructor.
   */
  private static int findHashState() {
    FreshThread t = new FreshThread();
    t.setDaemon(true);
    t.start();
    try {
      t.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return t.offset;
  }

  private static int findHash() {
    Object o = new Object();
    long hash = System.identityHashCode(o);
    long header = UNSAFE.getLong(o, 0L);
    if ((header & LOCK_MASK) == UNLOCKED) {
      for (int shift = 7; shift < 33; shift++) {
        if ((header >>> shift & HASH_MASK) == hash) {
          return shift;
        }
      }
    }
    return NOT_FOUND;
  }

  private static final class FreshThread extends Thread {
    int offset = NOT_FOUND;

    @Override
    public void run() {
      long start = UNSAFE.getLong(this, EETOP);
      for (int o = 0; o < 2000; o += 4) {
        if (UNSAFE.getInt(start + o) == HASH_W
            && UNSAFE.getInt(start + o + 8) == HASH_Y
            && UNSAFE.getInt(start + o + 12) == HASH_Z) {
          offset = o;
          return;
        }
      }
    }
  }

  /** The JVM has numbered the thread that an execution begins with like its own. */
  static void numberFirst(Thread t) {
    UNSAFE.putLong(t, THREAD_ID, FIRST_THREAD_ID);
  }

  private static void initialize(String className) {
    try {
      Class<?> unused = Class.forName(className, true, null);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Field field(String className, String name) {
    for (Field f : fields(className)) {
      if (f.getName().equals(name)) {
        return f;
      }
    }
    throw new ExceptionInInitializerError(className.concat(" has no field ").concat(name));
  }

  private static Field[] fields(String className) {
    try {
      return Class.forName(className, true, null).getDeclaredFields();
    } catch (ClassNotFoundException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** What the static field of that type has; named differently in each class. */
  private static <T> T object(String className, Class<T> type) {
    for (Field f : fields(className)) {
      if (f.getType() == type && Modifier.isStatic(f.getModifiers())) {
        return type.cast(
            UNSAFE.getReference(UNSAFE.staticFieldBase(f), UNSAFE.staticFieldOffset(f)));
      }
    }
    throw new ExceptionInInitializerError(className.concat(" has no ").concat(type.getName()));
  }

  @SuppressWarnings("unchecked")
  private static <T> T object(String className, String name) {
    Field f = field(className, name);
    return (T) UNSAFE.getReference(UNSAFE.staticFieldBase(f), UNSAFE.staticFieldOffset(f));
  }
}
