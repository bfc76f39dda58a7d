package dev.signalbox.check.runtime;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the data races of one execution: FastTrack (Flanagan and Freund, PLDI 2009). A variable's
 * last write is one epoch; so is its last read, as long as each reader had seen the one before, and
 * otherwise one for each thread.
 */
public final class Races {
  /** The owner of static fields. */
  private static final Object STATICS = new Object();

  /** The place of what is known of an object as a whole. */
  private static final int WHOLE = -1;

  /** Elements of an array that is frozen with what they refer to. */
  private static final int FROZEN_ELEMENTS = 64;

  private final Execution execution;

  /** Whether stacks are kept: a finding is being explained. */
  private final boolean explains;

  private final Log log;
  private final @Nullable String wanted;

  /** The wanted one was found: it is the last. */
  private boolean shown;

  private final Cells cells = new Cells();
  private final ArrayList<Race> found = new ArrayList<>(0);

  /**
   * Pairs of sites, with the class of what both access, whose race is known: it is not told again.
   * Shared by executions.
   */
  public static final class Log {
    private long[] pairs = new long[8];
    private Class<?>[] types = new Class<?>[8];
    private int size;

    private boolean add(int site, int other, Class<?> type) {
      long pair = (long) Math.min(site, other) << 32 | Math.max(site, other);
      for (int i = 0; i < size; i++) {
        if (pairs[i] == pair && types[i] == type) {
          return false;
        }
      }
      if (size == pairs.length) {
        pairs = Arrays.copyOf(pairs, size * 2);
        types = Arrays.copyOf(types, size * 2);
      }
      pairs[size] = pair;
      types[size++] = type;
      return true;
    }
  }

  /**
   * @param wanted the {@link Race#key()} of the race at which the execution ends, or null
   */
  Races(Execution execution, Log log, @Nullable String wanted) {
    this.execution = execution;
    this.explains = execution.tracer != null;
    this.log = log;
    this.wanted = wanted;
  }

  /** Those that the log did not have yet. */
  public ArrayList<Race> found() {
    return found;
  }

  // ---- what the program does

  void field(Task t, @Nullable Object owner, int site) {
    access(t, cells.of(owner == null ? STATICS : owner, Sites.location(site)), site);
  }

  void element(Task t, Object array, int index, int site) {
    access(t, cells.of(array, index), site);
  }

  /** A call of a collection, or of another object of the JDK that threads must not share. */
  void use(Task t, Object receiver, int site, int effect) {
    Object shared = Views.unsafe(receiver);
    if (shared != null) {
      Cell c = cells.of(shared, 0);
      if (receiver instanceof HashSet || receiver instanceof TreeSet) {
        c.name = receiver; // what the program knows, its map inside it does not
      }
      boolean reorders = effect == Sites.READS && Views.reordersOnGet(shared, site);
      access(t, c, site, reorders ? Sites.WRITES : effect);
    }
  }

  /** A field or an array element, by a handle. */
  void handle(Task t, VarHandle handle, @Nullable Object first, int index, int site) {
    if (first != null && first.getClass().isArray() && handle.coordinateTypes().size() == 2) {
      access(t, cells.of(first, index), site);
      return;
    }
    int location = Fields.location(handle);
    if (location == 0) {
      synchronize(t, cells.of(handle, 0), Sites.effect(site));
    } else {
      boolean isStatic = handle.coordinateTypes().isEmpty();
      access(t, cells.of(isStatic || first == null ? STATICS : first, location), site);
    }
  }

  private void access(Task t, Cell c, int site) {
    access(t, c, site, Sites.effect(site));
  }

  private void access(Task t, Cell c, int site, int effect) {
    if (effect == Sites.READS) {
      read(t, c, site);
    } else if (effect == Sites.WRITES) {
      write(t, c, site);
    } else {
      synchronize(t, c, effect);
    }
  }

  /** A variable that synchronizes. */
  void synchronize(Task t, Object owner, int place, int effect) {
    synchronize(t, cells.of(owner, place), effect);
  }

  /** A fence orders the opaque accesses on its other side (as C11 has it, 7.17.4). */
  void fence(Task t, int effect) {
    if ((effect & Sites.ACQUIRES) != 0) {
      HappensBefore.acquire(t, t.unfenced);
    }
    if ((effect & Sites.PUBLISHES) != 0) {
      t.fenced = HappensBefore.release(t);
    }
  }

  private static void synchronize(Task t, Cell c, int effect) {
    int[] clock = c.clock;
    if ((effect & Sites.ACQUIRES) != 0) {
      HappensBefore.acquire(t, clock);
    }
    if ((effect & Sites.RELEASES) != 0 || effect == (Sites.ACQUIRES | Sites.PUBLISHES)) {
      c.clock = HappensBefore.release(t); // in the latter it has seen what was there
    } else if ((effect & Sites.PUBLISHES) != 0) {
      c.clock = HappensBefore.release(t, clock);
    } else if (effect == Sites.OPAQUE_READS && clock != null) {
      t.unfenced = t.unfenced == null ? clock : HappensBefore.later(t.unfenced, clock);
    } else if (effect == Sites.OPAQUE_WRITES && t.fenced != null) {
      c.clock = clock == null ? t.fenced : HappensBefore.later(clock, t.fenced);
    }
  }

  /**
   * {@code o} is what a final field of an object refers to whose constructor ends here (JLS 17.5):
   * whoever reaches it by that field sees what was written to it before, without synchronization.
   */
  void freeze(Task t, Object o) {
    if (freezeOne(t, o) && o instanceof Object[] array) {
      for (int i = 0; i < array.length && i < FROZEN_ELEMENTS; i++) {
        Object element = array[i];
        if (element != null) {
          boolean unused = freezeOne(t, element);
        }
      }
    }
    HappensBefore.accessed(t);
    int[] unused = HappensBefore.release(t); // what it writes from now on is later
  }

  private boolean freezeOne(Task t, Object o) {
    Class<?> type = o.getClass();
    Object shared = type.isArray() || type.getClassLoader() != null ? o : Views.unsafe(o);
    if (shared == null) {
      return false;
    }
    Cell c = cells.of(shared, WHOLE);
    c.freezer = t.id;
    c.freezeClock = HappensBefore.now(t);
    return true;
  }

  private boolean isFrozen(Cell c) {
    Cell whole = cells.find(c.owner, WHOLE);
    return whole != null && whole.freezer == c.writer && c.writeClock <= whole.freezeClock;
  }

  // ---- FastTrack

  private void read(Task t, Cell c, int site) {
    int now = HappensBefore.now(t);
    if (c.reader == t.id && c.readClock == now) {
      return;
    }
    if (c.writer != Cell.NOBODY && !HappensBefore.sees(t, c.writer, c.writeClock) && !isFrozen(c)) {
      tell(t, c, c.writer, c.writeSite, c.writeStack, true, site, false);
    }
    int[] clocks = c.readClocks;
    if (clocks != null
        || !(c.reader == Cell.NOBODY || HappensBefore.sees(t, c.reader, c.readClock))) {
      share(t, c, site, now);
    }
    HappensBefore.accessed(t);
    c.reader = t.id;
    c.readClock = now;
    c.readSite = site;
    if (explains) {
      keepStack(t, c);
    }
  }

  private static void keepStack(Task t, Cell c) {
    Throwable[] stacks = c.readStacks;
    if (stacks == null || stacks.length <= t.id) {
      stacks = stacks == null ? new Throwable[t.id + 1] : Arrays.copyOf(stacks, t.id + 1);
      c.readStacks = stacks;
    }
    stacks[t.id] = new Throwable();
  }

  /** From now on each reader has an epoch of its own. */
  private static void share(Task t, Cell c, int site, int now) {
    int[] clocks = c.readClocks;
    int[] sites = c.readSites;
    int length = Math.max(t.id, c.reader) + 1;
    if (clocks == null || sites == null) {
      clocks = new int[length];
      sites = new int[length];
      clocks[c.reader] = c.readClock;
      sites[c.reader] = c.readSite;
    } else if (clocks.length < length) {
      clocks = Arrays.copyOf(clocks, length);
      sites = Arrays.copyOf(sites, length);
    }
    clocks[t.id] = now;
    sites[t.id] = site;
    c.readClocks = clocks;
    c.readSites = sites;
  }

  private void write(Task t, Cell c, int site) {
    int now = HappensBefore.now(t);
    if (c.writer == t.id && c.writeClock == now && c.reader == Cell.NOBODY) {
      return;
    }
    if (c.writer != Cell.NOBODY && !HappensBefore.sees(t, c.writer, c.writeClock)) {
      tell(t, c, c.writer, c.writeSite, c.writeStack, true, site, true);
    }
    int[] clocks = c.readClocks;
    int[] sites = c.readSites;
    if (clocks != null && sites != null) {
      for (int i = 0; i < clocks.length; i++) {
        if (clocks[i] != 0 && !HappensBefore.sees(t, i, clocks[i])) {
          tell(t, c, i, sites[i], readStack(c, i), false, site, true);
        }
      }
    } else if (c.reader != Cell.NOBODY && !HappensBefore.sees(t, c.reader, c.readClock)) {
      tell(t, c, c.reader, c.readSite, readStack(c, c.reader), false, site, true);
    }
    HappensBefore.accessed(t);
    c.writer = t.id;
    c.writeClock = now;
    c.writeSite = site;
    c.writeStack = stack();
    c.reader = Cell.NOBODY;
    c.readClocks = null;
    c.readSites = null;
  }

  private static @Nullable Throwable readStack(Cell c, int task) {
    Throwable[] stacks = c.readStacks;
    return stacks == null ? null : stacks[task];
  }

  private @Nullable Throwable stack() {
    return explains ? new Throwable() : null;
  }

  private void tell(
      Task t,
      Cell c,
      int task,
      int site,
      @Nullable Throwable stack,
      boolean wrote,
      int ownSite,
      boolean writes) {
    Object owner = c.name != null ? c.name : c.owner;
    if (shown || !log.add(site, ownSite, owner.getClass())) {
      return;
    }
    Race race =
        new Race(
            owner == STATICS ? null : owner,
            c.place,
            new Race.Access(task, site, wrote, stack),
            new Race.Access(t.id, ownSite, writes, stack()));
    found.add(race);
    if (race.key().equals(wanted)) {
      shown = true;
      execution.raced(t);
    }
  }
}
