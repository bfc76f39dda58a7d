package dev.signalbox.check.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * One run of the program under control: its threads, its clock, its monitors and the decisions
 * taken.
 *
 * <p>Exactly one task runs at a time, on whichever OS thread holds the {@link Carriers} token. A
 * task gives way only in {@link #point} and {@link #block}; so everything here is plain,
 * single-threaded code.
 *
 * <p>A <em>decision</em> is a moment where the strategy can choose. Its address is (task, how many
 * decisions were taken in that task's name before). Only choices that differ from the default (the
 * current task goes on; if it cannot, the oldest runnable one) are recorded: this is the schedule
 * that {@link #schedule()} returns and that a replay follows.
 */
public final class Execution {
  /** How an execution ended. */
  public enum End {
    /** All threads that are not daemons ended. */
    COMPLETED,
    UNCAUGHT,
    /** At the data race that it was asked to show. */
    RACE,
    /** {@code System.exit} or {@code halt}. */
    EXIT,
    /** No thread can go on. */
    STUCK,
    /** A waiting cycle while others could still go on. */
    CYCLE,
    STEP_LIMIT,
    /** The strategy does not want to see the rest. */
    CUT,
    /** Something happened that is outside of what can be controlled. */
    UNCONTROLLED
  }

  /** In the second half, so many steps after it could have ended at last, a sleep ends. */
  private static final int SLEEPERS_WAIT = 1024;

  static @Nullable Execution current;

  /** Set by threads that are not controlled; read when nothing can go on, and at the end. */
  private volatile @Nullable String interference;

  final Strategy strategy;
  @Nullable Tracer tracer;
  final @Nullable Races races;
  final @Nullable Footprints footprints;
  private final long maxSteps;

  /** The step after which the execution looks at itself again. */
  private long checkpoint;

  /** The schedule, once it is fair. */
  private @Nullable FairTurns fair;

  private long fairFrom = -1;
  private @Nullable History history;
  private @Nullable ClassLoader loader;

  private final ArrayList<Task> tasks = new ArrayList<>();
  private Task[] runnable = new Task[8];
  private int runnableCount;
  private int live;
  private int liveNonDaemon;
  private final ArrayList<Task> injectable = new ArrayList<>(2);
  final VirtualClock clock = new VirtualClock(this);
  final Monitors monitors = new Monitors(this);
  final ClassStates classStates = new ClassStates();
  @Nullable ForkJoinPool commonPool;

  @Nullable Task running;
  private @Nullable Task next;
  private @Nullable Task last;
  private boolean over;

  private long steps;
  private int switches;
  private int[] schedule = new int[48];
  private int scheduleSize;

  private End end = End.COMPLETED;
  private @Nullable Task culprit;
  private @Nullable Throwable error;
  private int exitStatus;
  private String reason = "";

  /**
   * @param known data races that need not be told again; null if none are looked for
   * @param race the {@link Race#key()} of one at which it ends, or null
   */
  public Execution(
      Strategy strategy,
      @Nullable Tracer tracer,
      long maxSteps,
      Races.@Nullable Log known,
      @Nullable String race) {
    this.strategy = strategy;
    this.tracer = tracer;
    this.footprints = strategy.footprints();
    this.maxSteps = maxSteps;
    this.checkpoint = Math.min(maxSteps / 2, FairTurns.start(strategy.seed()));
    this.races = known == null ? null : new Races(this, known, race);
  }

  /** The controlled task that is calling, or null for a thread that is not controlled. */
  static @Nullable Task me() {
    Execution e = current;
    if (e == null) {
      return null;
    }
    Task t = e.running;
    return t != null && Thread.currentThread() == t.thread ? t : null;
  }

  /** Runs {@code main} in a controlled thread of that name, to the end. Not re-entrant. */
  public End run(Runnable main, ClassLoader loader) {
    this.loader = loader;
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    Thread thread = new Thread(group, null, "main", 0, false);
    thread.setContextClassLoader(loader);
    spawn(thread, main);
    current = this;
    JdkMemory.looking = races != null;
    executions++;
    try {
      Carriers.drive(this);
    } finally {
      JdkMemory.looking = false;
      current = null;
      running = null;
    }
    return end;
  }

  // ---- what the carrier asks

  boolean over() {
    return over;
  }

  /** The task to run now, or null if the execution is over. */
  @Nullable Task take() {
    Task t = next;
    next = null;
    while (t == null && !over) {
      if (runnableCount > 0) {
        t = choose();
      } else if (!wakeEarliest()) {
        String why = interference == null ? JdkHooks.outsideHelp() : interference;
        if (why == null) {
          finish(End.STUCK, null);
        } else {
          uncontrolled(null, why);
        }
      }
    }
    Footprints f = footprints;
    if (f != null && t != null && !over) {
      f.begins(this, t);
    }
    return over ? null : t;
  }

  private Task choose() {
    Task context = last;
    if (context == null || (runnableCount == 1 && injectable.isEmpty())) {
      return runnable[0];
    }
    FairTurns turns = fair;
    if (turns != null) {
      return turns.next(this, null, false);
    }
    int number = inject(context);
    if (runnableCount == 1) {
      return runnable[0];
    }
    Task oldest = runnable[0];
    for (int i = 1; i < runnableCount; i++) {
      if (runnable[i].id < oldest.id) {
        oldest = runnable[i];
      }
    }
    Task t = strategy.next(this, null, false);
    if (t != oldest && !over) {
      record(context, number, t.id);
    }
    return t;
  }

  void resumed(Task t) {
    running = t;
    last = t;
    t.started = true;
  }

  // ---- scheduling

  /** A moment at which another thread may go on. */
  void point(Task t) {
    point(t, false);
  }

  void point(Task t, boolean yields) {
    if (++steps > checkpoint) {
      lookAround();
      if (over) {
        abandon(t);
      }
    }
    if (t.noPreempt == 0) {
      if (runnableCount > 1 || !injectable.isEmpty()) {
        decide(t, yields);
      } else if (live > 1) {
        strategy.alone(t);
        begins(t);
      } else {
        begins(t);
      }
    } else if (runnableCount > 1) {
      Footprints f = footprints;
      if (f != null) {
        f.unswitchable(t);
      }
    }
  }

  /** A task goes on from a scheduling point. */
  private void begins(Task t) {
    Footprints f = footprints;
    if (f != null) {
      f.begins(this, t);
      if (over) {
        abandon(t);
      }
    }
  }

  /**
   * A long execution turns to the fair schedule; in the second half of the steps that it has it is
   * recorded, and those who sleep wake up although others could go on; at last it is ended.
   */
  private void lookAround() {
    if (over) {
      return;
    }
    if (steps > maxSteps) {
      finish(End.STEP_LIMIT, running);
      return;
    }
    if (fair == null) {
      fair = new FairTurns(strategy.seed());
      fairFrom = steps;
    }
    if (steps > maxSteps / 2) {
      if (history == null) {
        history = new History(tracer, loader, steps);
        tracer = history;
      } else {
        clock.wakeSleeper();
      }
      checkpoint = Math.min(maxSteps, steps + SLEEPERS_WAIT);
    } else {
      checkpoint = maxSteps / 2;
    }
  }

  private void decide(Task t, boolean yields) {
    FairTurns turns = fair;
    if (turns != null) {
      Task chosen = turns.next(this, t, yields);
      if (chosen != t) {
        switchTo(t, chosen);
      } else {
        begins(t);
      }
      return;
    }
    int number = inject(t);
    if (runnableCount > 1 && !over) {
      Task chosen = strategy.next(this, t, yields);
      if ((chosen != t || yields) && !over) { // who yields is expected to give way
        record(t, number, chosen.id);
      }
      if (chosen != t && !over) {
        switches++;
        switchTo(t, chosen);
        return;
      }
    }
    begins(t);
  }

  /**
   * Perhaps wakes waiting tasks for no reason, or lets their timeouts end: a decision for each.
   *
   * @return the number of the decision that follows
   */
  private int inject(Task context) {
    int number = ++context.decisions;
    while (!injectable.isEmpty()) {
      Task woken = strategy.inject(this, context);
      if (woken == null) {
        break;
      }
      record(context, number, ~woken.id);
      wakeEarly(woken);
      number = ++context.decisions;
    }
    return number;
  }

  /** Which of {@code n} waiting tasks a notification wakes. */
  int chooseWaiter(Task t, int n) {
    if (fair != null) {
      return 0;
    }
    int number = ++t.decisions;
    int chosen = strategy.choose(this, t, n);
    if (chosen != 0) {
      record(t, number, chosen);
    }
    return chosen;
  }

  private void record(Task t, int number, int choice) {
    if (scheduleSize + 3 > schedule.length) {
      schedule = Arrays.copyOf(schedule, schedule.length * 2);
    }
    schedule[scheduleSize++] = t.id;
    schedule[scheduleSize++] = number;
    schedule[scheduleSize++] = choice;
  }

  private void switchTo(Task t, Task chosen) {
    next = chosen;
    if (Task.unmount()) {
      checkNotOver();
      unblocked(t);
    } else {
      next = null; // pinned: it goes on
      begins(t);
    }
  }

  /** Blocks the calling task until another makes it runnable. */
  void block(Task t, int how, @Nullable Object on) {
    if (!t.inside.isEmpty()) {
      monitors.lend(t);
    }
    t.how = how;
    t.on = on;
    t.blockedAtStep = steps;
    t.clockReads = 0;
    int status = ThreadStates.of(how, t.wakeAt >= 0);
    SignalboxThreads.setStatus(t.thread, status);
    removeRunnable(t);
    Tracer tr = tracer;
    if (tr != null) {
      tr.event(Tracer.BLOCKED, t, t.site, on, null);
    }
    // If nobody can go on, the end is near anyway, and nothing has to be looked at.
    boolean othersGoOn = runnableCount > 0 || clock.hasTimer();
    if (othersGoOn && t.wakeAt < 0 && WaitCycle.closedBy(t)) {
      finish(End.CYCLE, t);
      abandon(t);
    }
    next = null;
    if (!Task.unmount()) {
      Carriers.handOver(this, t);
    }
    checkNotOver();
    unblocked(t);
  }

  private static void unblocked(Task t) {
    if (t.how != Task.NOT) {
      t.how = Task.NOT;
      t.on = null;
      SignalboxThreads.setStatus(t.thread, ThreadStates.RUNNABLE);
    }
  }

  /** A runnable task that would only find {@code m} taken: it blocks without being run. */
  void suspend(Task t, Monitor m) {
    if (t.index >= 0) {
      boolean first = t.how == Task.NOT;
      if (first) {
        SignalboxThreads.setStatus(t.thread, ThreadStates.of(Task.MONITOR, false));
      }
      t.how = Task.MONITOR;
      t.on = m;
      t.blockedAtStep = steps;
      removeRunnable(t);
      Tracer tr = tracer;
      if (first && tr != null) {
        tr.event(Tracer.BLOCKED, t, t.site, m, null);
      }
    }
  }

  private void checkNotOver() {
    if (over) {
      throw new Abandoned();
    }
  }

  /** Leaves the calling task where it is for ever; its continuation is dropped. */
  void abandon(Task t) {
    Task.unmount();
    throw new Abandoned(); // pinned: unwind
  }

  void addRunnable(Task t) {
    if (t.index < 0) {
      if (runnableCount == runnable.length) {
        runnable = Arrays.copyOf(runnable, runnableCount * 2);
      }
      t.index = runnableCount;
      runnable[runnableCount++] = t;
      FairTurns turns = fair;
      if (turns != null) {
        turns.woken();
      }
    }
  }

  private void removeRunnable(Task t) {
    int i = t.index;
    if (i >= 0) {
      Task tail = runnable[--runnableCount];
      runnable[i] = tail;
      tail.index = i;
      t.index = -1;
    }
  }

  // ---- threads

  Task spawn(Thread thread, @Nullable Runnable main) {
    boolean daemon = thread.isDaemon();
    Body body = new Body(thread, main);
    Task t = new Task(this, thread, body, tasks.size(), daemon);
    body.task = t;
    Task.bind(thread, t);
    SignalboxThreads.setStatus(thread, ThreadStates.RUNNABLE);
    if (races != null) {
      HappensBefore.start(running, t);
    }
    tasks.add(t);
    live++;
    if (!daemon) {
      liveNonDaemon++;
    }
    addRunnable(t);
    wakes(t);
    Footprints f = footprints;
    if (f != null) {
      f.touches(this, Footprints.STATE, Footprints.WRITE); // its number
      f.touches(thread, Footprints.STARTED, Footprints.WRITE);
      f.touches(thread, Footprints.ALIVE, Footprints.WRITE);
    }
    strategy.started(t);
    return t;
  }

  /** What a task runs: the thread's own {@code run}, and then what the JVM does at its end. */
  static final class Body implements Runnable {
    private final Thread thread;
    private final @Nullable Runnable main;
    private @Nullable Task task;

    Body(Thread thread, @Nullable Runnable main) {
      this.thread = thread;
      this.main = main;
    }

    @Override
    @SuppressWarnings("DoNotCall") // this is the thread: nobody else will call its run
    public void run() {
      Task t = task;
      if (t == null) {
        throw new AssertionError();
      }
      Execution e = t.execution;
      try {
        if (main != null) {
          main.run();
        } else {
          thread.run();
        }
      } catch (Abandoned a) {
        return;
      } catch (Throwable failure) {
        if (!e.over) {
          e.uncaught(t, failure);
        }
      }
      if (!e.over) {
        e.ended(t);
      }
    }
  }

  private void uncaught(Task t, Throwable failure) {
    Throwable f = failure;
    if (hasHandler(t.thread)) {
      try {
        SignalboxThreads.dispatchUncaughtException(t.thread, f);
      } catch (Abandoned a) {
        return;
      } catch (Throwable ignored) {
        // As in the JVM: what the handler throws is dropped.
      }
      return;
    }
    error = f;
    finish(End.UNCAUGHT, t);
  }

  private static boolean hasHandler(Thread t) {
    if (t.getUncaughtExceptionHandler() != t.getThreadGroup()
        || Thread.getDefaultUncaughtExceptionHandler() != null) {
      return true;
    }
    for (ThreadGroup g = t.getThreadGroup(); g != null; g = g.getParent()) {
      if (g.getClass() != ThreadGroup.class) {
        return true;
      }
    }
    return false;
  }

  private void ended(Task t) {
    t.noPreempt++;
    try {
      SignalboxThreads.exit(t.thread);
    } finally {
      t.noPreempt--;
    }
    SignalboxThreads.setStatus(t.thread, ThreadStates.TERMINATED);
    Tracer tr = tracer;
    if (tr != null) {
      tr.event(Tracer.ENDED, t, 0, t.thread, null);
    }
    live--;
    removeRunnable(t);
    Footprints f = footprints;
    if (f != null) {
      f.touches(t.thread, Footprints.STATE, Footprints.RELEASE);
      f.touches(t.thread, Footprints.ALIVE, Footprints.WRITE);
    }
    Monitor own = monitors.isEmpty() ? null : monitors.find(t.thread);
    if (own != null) {
      monitors.wakeAll(own); // JLS 17.2: Thread.join is specified by notifyAll on the thread
    }
    for (Task j : t.joiners) {
      if (!j.isRunnable()) { // its timeout may have ended
        addRunnable(j);
        wakes(j);
      }
    }
    t.joiners.clear();
    next = null;
    if (!t.daemon && --liveNonDaemon == 0) {
      finish(End.COMPLETED, null);
    }
  }

  // ---- waking without being notified

  void allowSpurious(Task t) {
    t.spurious = true;
    injectable.add(t);
  }

  void allowEarly(Task t) {
    t.mayWakeEarly = true;
    injectable.add(t);
  }

  void clearInjectable(Task t) {
    if (t.mayWakeEarly || t.spurious) {
      t.mayWakeEarly = false;
      t.spurious = false;
      injectable.remove(t);
    }
  }

  private boolean wakeEarliest() {
    if (!clock.hasTimer()) {
      return false;
    }
    if (++steps > checkpoint) { // timers of the JDK alone could go on for ever
      lookAround();
    }
    Footprints f = footprints;
    if (f != null) {
      f.idles();
    }
    clock.jump();
    return true;
  }

  private void wakeEarly(Task t) {
    if (t.mayWakeEarly) {
      clock.jumpTo(t.wakeAt);
    } else {
      clearInjectable(t);
      Tracer tr = tracer;
      if (tr != null) {
        tr.event(Tracer.SPURIOUS, t, t.site, t.on, null);
      }
      leaveWait(t);
    }
  }

  /** Wakes a task for another reason than being notified. */
  void leaveWait(Task t) {
    wakes(t);
    Monitor m = t.waitingIn;
    if (m != null) {
      touches(m, Footprints.STATE, Footprints.WRITE);
      m.waitSet.remove(t);
      monitors.reenter(t, m);
    } else {
      addRunnable(t);
    }
  }

  /** The step at hand makes {@code t} runnable, or lets it try. */
  void wakes(Task t) {
    Footprints f = footprints;
    if (f != null) {
      f.wakes(t);
    }
  }

  void touches(@Nullable Object object, int part, int how) {
    Footprints f = footprints;
    if (f != null) {
      f.touches(object, part, how);
    }
  }

  // ---- the end

  /** Ends it here: the strategy does not want to see the rest. */
  public void cut() {
    finish(End.CUT, null);
  }

  private void finish(End how, @Nullable Task who) {
    if (!over) {
      Footprints f = footprints;
      if (f != null && live > 0 && how != End.CUT) {
        f.touchesAll(); // the others cannot go on after it
      }
      over = true;
      end = how;
      culprit = who;
    }
  }

  /** Ends with what {@code t} does now: before its next scheduling point. */
  void raced(Task t) {
    finish(End.RACE, t);
    checkpoint = 0;
  }

  void exit(Task t, int status) {
    exitStatus = status;
    finish(End.EXIT, t);
    abandon(t);
  }

  // ---- for the watchdog: racy reads, good enough to tell a standstill

  public static final long NO_EXECUTION = -1;

  private static long executions;

  /** Changes as long as the program makes progress. */
  public static long progress() {
    Execution e = current;
    return e == null ? NO_EXECUTION : (executions << 32) + e.steps + (e.running == null ? 0 : 1);
  }

  /** The name of the controlled thread that runs now. */
  public static String runningThread() {
    Execution e = current;
    Task t = e == null ? null : e.running;
    return t == null ? "?" : t.thread.getName();
  }

  /**
   * Ends the execution of the calling controlled thread, because what it is about to do is outside
   * of what can be controlled. Returns if the caller is not controlled.
   */
  public static void giveUp(String why) {
    Task me = me();
    if (me != null) {
      me.execution.uncontrolled(me, why);
      me.execution.abandon(me);
    }
  }

  private void uncontrolled(@Nullable Task t, String why) {
    if (!over) {
      reason = why;
      finish(End.UNCONTROLLED, t);
    }
  }

  /**
   * A thread that is not controlled did something to this execution, or may still do: no verdict
   * about who is stuck can be trusted. Called on any thread.
   */
  void interfered(String why) {
    interference = why;
  }

  // ---- what strategies and reports ask

  /** The task in whose name the decision at hand is taken: the one that ran last. */
  public Task context() {
    Task t = last;
    if (t == null) {
      throw new IllegalStateException();
    }
    return t;
  }

  /** Threads that have not ended. */
  public int live() {
    return live;
  }

  public int runnableCount() {
    return runnableCount;
  }

  public Task runnable(int i) {
    return runnable[i];
  }

  /** Waiting tasks that may wake up early or spuriously. */
  public int injectableCount() {
    return injectable.size();
  }

  public Task injectable(int i) {
    return injectable.get(i);
  }

  public int taskCount() {
    return tasks.size();
  }

  public Task task(int id) {
    return tasks.get(id);
  }

  public long steps() {
    return steps;
  }

  /** Preemptions: switches away from a thread that could have gone on. */
  public int switches() {
    return switches;
  }

  /** Triples (task, decision of that task, choice); a choice below 0 wakes task {@code ~choice}. */
  public int[] schedule() {
    return Arrays.copyOf(schedule, scheduleSize);
  }

  public End end() {
    return end;
  }

  /** The step after which the schedule was fair, none of its choices recorded; or -1. */
  public long fairFrom() {
    return fairFrom;
  }

  /** What happened in the second half of the steps that it had; null if it was over before. */
  public @Nullable History history() {
    if (history != null) {
      history.settle();
    }
    return history;
  }

  public @Nullable Task culprit() {
    return culprit;
  }

  public @Nullable Throwable error() {
    return error;
  }

  public int exitStatus() {
    return exitStatus;
  }

  public String reason() {
    return reason;
  }

  /** The data races that were not known before, if they were looked for. */
  public List<Race> races() {
    return races == null ? List.of() : races.found();
  }
}
