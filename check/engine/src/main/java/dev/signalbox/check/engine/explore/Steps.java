package dev.signalbox.check.engine.explore;

import dev.signalbox.check.runtime.Confined;
import dev.signalbox.check.runtime.Execution;
import dev.signalbox.check.runtime.Footprints;
import dev.signalbox.check.runtime.Monitor;
import dev.signalbox.check.runtime.Sites;
import dev.signalbox.check.runtime.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes down the steps of one execution and what each touches.
 *
 * <p>A step touches what the hooks tell, and besides, because code of the JDK has no hooks:
 *
 * <ul>
 *   <li>for a call on an object that is {@link Confined}, the state of that object;
 *   <li>for any other call of the JDK, everything;
 *   <li>while a call of the JDK is open, because it has called back code of the program, in each
 *       step the same again: the call goes on after the callback;
 *   <li>in a thread whose outermost code is the JDK's, such as a pool's, everything.
 * </ul>
 *
 * Runs inside of the checked program's threads: it must not link, draw identity hash codes or lock.
 */
final class Steps extends Footprints {
  private static final int ALL = -1;
  private static final Set<String> BLIND_CALLS =
      Set.of("interrupt", "isInterrupted", "interrupted", "getState", "getStackTrace");
  private static final Set<String> CREATING =
      Set.of("<init>", "unstarted", "start", "startVirtualThread", "newThread", "factory");
  private static final Set<String> OBSERVING =
      Set.of("join", "isAlive", "getName", "threadId", "isDaemon", "isVirtual");
  private static final Set<String> OF_CALLER =
      Set.of("sleep", "yield", "onSpinWait", "park", "parkNanos", "unpark", "startVirtualThread");

  /** A step, or the moment where no thread could go on. */
  static final class Step {
    final int process;

    /** Of the state before it, in the path. */
    final int node;

    final Footprint footprint = new Footprint();

    /** The steps that made its thread runnable. */
    final List<Step> enabledBy = new ArrayList<>(1);

    /** Vector clock: of each process, how many steps come before it or are it. */
    int[] clock = {};

    /** Its number in its process, from 1. */
    int number;

    Step(int process, int node) {
      this.process = process;
      this.node = node;
    }
  }

  static final int IDLE = -1;

  /** Calls that change nothing, whatever they are called on that is confined. */
  private static final Set<String> READING =
      Set.of(
          "get",
          "getPlain",
          "getAcquire",
          "getOpaque",
          "size",
          "isEmpty",
          "contains",
          "containsKey",
          "peek",
          "intValue",
          "longValue",
          "getCount",
          "availablePermits");

  private final BiConsumer<Execution, Task> beginning;
  private final List<Step> steps = new ArrayList<>();
  private final List<@Nullable Object> objects = new ArrayList<>();
  private final List<Open> open = new ArrayList<>();
  private int objectTypes;
  private @Nullable Execution execution;
  private @Nullable Task unswitchable;
  private @Nullable Step idle;
  private boolean awaitedCondition;
  private boolean running;

  /** The calls of the JDK that a thread is in, and what woke it. */
  private static final class Open {
    final boolean foreign;
    int depth;
    int[] sites = new int[4];
    int[] states = new int[4];
    final List<Step> wokenBy = new ArrayList<>(1);
    @Nullable Step idleBefore;

    Open(boolean foreign) {
      this.foreign = foreign;
    }
  }

  /**
   * @param beginning is told when the step of a thread begins, and calls {@link #begin} for it
   */
  Steps(BiConsumer<Execution, Task> beginning) {
    this.beginning = beginning;
  }

  static int process(Task t) {
    return t.id * 2;
  }

  /** That of the wake-ups of {@code t} which nobody causes. */
  static int waker(Task t) {
    return t.id * 2 + 1;
  }

  static boolean isWaker(int process) {
    return (process & 1) != 0;
  }

  static int task(int process) {
    return process >> 1;
  }

  void clear() {
    steps.clear();
    objects.clear();
    open.clear();
    objects.add(null); // the static fields
    objectTypes = 0;
    unswitchable = null;
    idle = null;
    awaitedCondition = false;
    running = false;
  }

  List<Step> list() {
    return steps;
  }

  int objectCount() {
    return objects.size();
  }

  /** Differs, as a rule, if the objects are of other classes, or come in another order. */
  int objectTypes() {
    return objectTypes;
  }

  @Nullable Task unswitchableTask() {
    return unswitchable;
  }

  boolean awaitedCondition() {
    return awaitedCondition;
  }

  /** At the end: adds what the threads that are left would have done next. */
  void addPending(Execution e) {
    running = false;
    for (int i = 0; i < e.taskCount(); i++) {
      Task t = e.task(i);
      boolean wantsMonitor = t.how() == Task.MONITOR && t.on() instanceof Monitor;
      if (!t.ended() && (t.isRunnable() || wantsMonitor)) {
        begin(e, t, false, IDLE);
        Step s = steps.getLast();
        if (t.isRunnable()) {
          s.footprint.addAll();
        } else if (t.on() instanceof Monitor m) {
          s.footprint.add(number(m.object), m.object.getClass(), MONITOR, WRITE);
        }
      }
    }
  }

  boolean idled() {
    return idle != null;
  }

  @Override
  public void begins(Execution e, Task t) {
    beginning.accept(e, t);
  }

  /** From now on, what is touched belongs to this step. */
  void begin(Execution e, Task t, boolean wakesUp, int node) {
    execution = e;
    Open o = open(t);
    Step s = new Step(wakesUp ? waker(t) : process(t), node);
    if (wakesUp) {
      s.footprint.add(number(t), Task.class, STATE, WRITE);
    } else {
      s.enabledBy.addAll(o.wokenBy);
      o.wokenBy.clear();
      if (o.foreign) {
        s.footprint.addAll();
      }
      for (int i = 0; i < o.depth; i++) {
        touchState(s, o.states[i], WRITE);
      }
    }
    if (idle != null) {
      s.enabledBy.add(idle);
    }
    steps.add(s);
    running = true;
  }

  private Open open(Task t) {
    while (open.size() <= t.id && execution != null) {
      open.add(new Open(!Confined.runsProgram(execution.task(open.size()).thread)));
    }
    return open.get(t.id);
  }

  private static boolean changedByReading(@Nullable Object o) {
    return o instanceof LinkedHashMap || o instanceof ThreadLocal;
  }

  private void touchState(Step s, int state, int how) {
    if (state == ALL) {
      s.footprint.addAll();
    } else {
      s.footprint.add(state, typeOf(state), STATE, how);
    }
  }

  private @Nullable Step current() {
    return running ? steps.getLast() : null;
  }

  @Override
  public void touches(@Nullable Object object, int part, int how) {
    Step s = current();
    if (s != null) {
      int n = number(object);
      s.footprint.add(n, typeOf(n), part, how);
    }
  }

  @Override
  public void touchesAll() {
    Step s = current();
    if (s != null) {
      s.footprint.addAll();
    }
  }

  @Override
  public void wakes(Task t) {
    Step s = current();
    if (s != null) {
      open(t).wokenBy.add(s);
      s.footprint.add(number(t), Task.class, STATE, WRITE);
    }
  }

  @Override
  public void idles() {
    Step s = new Step(IDLE, IDLE);
    steps.add(s);
    idle = s;
    running = false;
  }

  @Override
  public void unswitchable(Task t) {
    unswitchable = t;
  }

  @Override
  public void calls(Task t, @Nullable Object receiver, int site) {
    Step s = current();
    if (s == null) {
      return;
    }
    Open o = open(t);
    if (o.depth == o.sites.length) {
      o.sites = Arrays.copyOf(o.sites, o.depth * 2);
      o.states = Arrays.copyOf(o.states, o.depth * 2);
    }
    if (receiver != null && Confined.isProgram(receiver)) {
      return;
    }
    String method = method(site);
    if (isOfThreads(site) && OBSERVING.contains(method)) {
      return; // the hooks tell
    }
    awaitedCondition |= receiver instanceof Condition && method.startsWith("await");
    int state = state(receiver, method, site);
    if (state == 0) {
      return;
    }
    o.sites[o.depth] = site;
    o.states[o.depth++] = state;
    touchState(s, state, READING.contains(method) && !changedByReading(receiver) ? READ : WRITE);
  }

  /** Of a call: the number of the object whose state it touches, ALL, or 0 for none. */
  private int state(@Nullable Object receiver, String method, int site) {
    if (isOfThreads(site)) {
      if (BLIND_CALLS.contains(method)) {
        return ALL;
      }
      if (CREATING.contains(method)) {
        touches(execution, STATE, WRITE); // threads are numbered
        if (receiver == null) {
          return 0;
        }
      }
    }
    if (receiver == null || receiver instanceof TimeUnit) {
      return OF_CALLER.contains(method) ? 0 : ALL;
    }
    Object state = Confined.state(receiver);
    return state == null ? ALL : number(state);
  }

  private static boolean isOfThreads(int site) {
    return Sites.get(site).owner().startsWith("java.lang.Thread");
  }

  private static String method(int site) {
    String member = Sites.get(site).member();
    return member.substring(member.lastIndexOf('.') + 1);
  }

  @Override
  public void returned(Task t, int site) {
    if (t.id >= open.size()) {
      return;
    }
    Open o = open.get(t.id);
    for (int i = o.depth - 1; i >= 0; i--) {
      if (o.sites[i] == site) {
        o.depth = i;
        return;
      }
    }
  }

  /** Found by identity; an identity hash code would change what the program sees. */
  private int number(@Nullable Object object) {
    for (int i = objects.size() - 1; i >= 0; i--) {
      if (objects.get(i) == object) {
        return i;
      }
    }
    objects.add(object);
    objectTypes = objectTypes * 31 + (object == null ? 0 : object.getClass().getName().hashCode());
    return objects.size() - 1;
  }

  private Class<?> typeOf(int object) {
    Object o = objects.get(object);
    return o == null ? Object.class : o.getClass();
  }
}
