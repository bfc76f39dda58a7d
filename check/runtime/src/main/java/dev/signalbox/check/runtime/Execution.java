package dev.signalbox.check.runtime;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * One run of the program under control: its threads, its clock, its monitors and the decisions
 * taken.
 *
 * <p>Exactly one task runs at a time, on whatever the {@link Backend} carries it. A task gives way
 * only in {@link #point} and {@link Waits#block}; so everything here is plain, single-threaded
 * code.
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

  static @Nullable Execution current;

  /** Set while threads of an execution that is over may still run, to their end. */
  static @Nullable Backend dropping;

  final Backend backend = Backend.chosen();
  final Strategy strategy;
  @Nullable Tracer tracer;
  final @Nullable Races races;
  final @Nullable Footprints footprints;
  @Nullable ClassLoader loader;
  final Threads threads = new Threads(this);
  final VirtualClock clock = new VirtualClock(this);
  final Monitors monitors = new Monitors(this);
  final ClassStates classStates = new ClassStates();
  final Waits waits = new Waits(this);
  final EarlyWakes earlyWakes = new EarlyWakes(this);
  @Nullable ForkJoinPool commonPool;

  private final RunnableTasks runnable = new RunnableTasks();
  private final ChoiceLog choices = new ChoiceLog();
  private final Ending ending = new Ending(this);

  @Nullable Task running;
  private @Nullable Task next;
  private @Nullable Task last;

  private final LongRun longRun;

  /** The schedule, once it is fair. */
  @Nullable FairTurns fair;

  /** The step after which the execution looks at itself again. */
  private long checkpoint;

  private long steps;
  int threadsMade;
  private int switches;

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
    this.longRun = new LongRun(this, maxSteps);
    this.checkpoint = LongRun.firstCheckpoint(maxSteps, strategy.seed());
    this.races = known == null ? null : new Races(this, known, race);
  }

  /** The controlled task that is calling, or null for a thread that is not controlled. */
  static @Nullable Task me() {
    Execution e = current;
    if (e != null) {
      Task t = e.running;
      if (t != null && Thread.currentThread() == t.thread) {
        return t;
      }
    }
    Backend b = dropping;
    if (b != null) {
      b.refuse(Thread.currentThread());
    }
    return null;
  }

  /** Whether the calling thread is being dropped: it has nothing to give back any more. */
  static boolean unwinds() {
    Backend b = dropping;
    return b != null && b.unwinds(Thread.currentThread());
  }

  /**
   * Runs {@code main} in a controlled thread of that name, to the end, or until somebody leaves it.
   * Not re-entrant.
   */
  public End run(Runnable main, ClassLoader loader) {
    this.loader = loader;
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    Thread thread = new Thread(group, null, "main", 0, false);
    thread.setDaemon(false); // unlike its parent, perhaps
    Determinism.numberFirst(thread);
    thread.setContextClassLoader(loader);
    Task unused = threads.spawn(thread, main);
    current = this;
    JdkMemory.looking = races != null;
    Heartbeat.executions++;
    try {
      backend.drive(this);
    } finally {
      if (current != this) {
        throw new Abandoned();
      }
      JdkMemory.looking = false;
      current = null;
      running = null;
    }
    return ending.how;
  }

  // ---- what the backend asks

  boolean over() {
    return ending.over;
  }

  /** The task to run now, or null if the execution is over. */
  @Nullable Task take() {
    Task t = next;
    next = null;
    while (t == null && !ending.over) {
      if (runnable.count() > 0) {
        t = choose();
      } else if (!wakeEarliest()) {
        ending.stuck();
      }
    }
    Footprints f = footprints;
    if (f != null && t != null && !ending.over) {
      f.begins(this, t);
    }
    return ending.over ? null : t;
  }

  private Task choose() {
    Task context = last;
    if (context == null || (runnable.count() == 1 && earlyWakes.isEmpty())) {
      return runnable.get(0);
    }
    FairTurns turns = fair;
    if (turns != null) {
      return turns.next(this, null, false);
    }
    int number = inject(context);
    if (runnable.count() == 1) {
      return runnable.get(0);
    }
    Task oldest = runnable.oldest();
    Task t = strategy.next(this, null, false);
    if (t != oldest && !ending.over) {
      choices.add(context, number, t.id);
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
      if (ending.over) {
        abandon(t);
      }
    }
    if (t.noPreempt == 0) {
      Determinism.beginIdentityHashes(steps);
      if (runnable.count() > 1 || !earlyWakes.isEmpty()) {
        decide(t, yields);
      } else if (threads.live() > 1) {
        strategy.alone(t);
        begins(t);
      } else {
        begins(t);
      }
    } else if (runnable.count() > 1) {
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
      if (ending.over) {
        abandon(t);
      }
    }
  }

  private void lookAround() {
    if (!ending.over) {
      checkpoint = longRun.lookAround(steps);
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
    if (runnable.count() > 1 && !ending.over) {
      Task chosen = strategy.next(this, t, yields);
      if ((chosen != t || yields) && !ending.over) { // who yields is expected to give way
        choices.add(t, number, chosen.id);
      }
      if (chosen != t && !ending.over) {
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
    while (!earlyWakes.isEmpty()) {
      Task woken = strategy.inject(this, context);
      if (woken == null) {
        break;
      }
      choices.add(context, number, ~woken.id);
      earlyWakes.wake(woken);
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
      choices.add(t, number, chosen);
    }
    return chosen;
  }

  private void switchTo(Task t, Task chosen) {
    next = chosen;
    if (backend.preempt(this, t)) {
      checkNotOver();
      Waits.over(t);
    } else {
      next = null; // it is held there
      begins(t);
    }
  }

  /** Stops the calling task, which is blocked, until it is chosen again. */
  void giveWay(Task t) {
    next = null;
    backend.block(this, t);
    checkNotOver();
  }

  private void checkNotOver() {
    if (ending.over) {
      throw new Abandoned();
    }
  }

  /** Leaves the calling task where it is for ever. */
  void abandon(Task t) {
    backend.abandon(this, t);
    throw new Abandoned();
  }

  void addRunnable(Task t) {
    if (t.index < 0) {
      runnable.add(t);
      FairTurns turns = fair;
      if (turns != null) {
        turns.woken();
      }
    }
  }

  void removeRunnable(Task t) {
    runnable.remove(t);
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

  void finish(End how, @Nullable Task who) {
    ending.finish(how, who);
  }

  /** {@code t} ends by a failure that no code of the program handles. */
  void failed(Task t, Throwable failure) {
    ending.error = failure;
    finish(End.UNCAUGHT, t);
  }

  /** Ends with what {@code t} does now: before its next scheduling point. */
  void raced(Task t) {
    finish(End.RACE, t);
    checkpoint = 0;
  }

  void exit(Task t, int status) {
    ending.exitStatus = status;
    finish(End.EXIT, t);
    abandon(t);
  }

  /**
   * Leaves the execution at hand, which stands still, to the threads that it has: whatever they do,
   * it is no longer under control. Called on any thread.
   */
  public static void leave() {
    Execution e = current;
    if (e != null) {
      e.ending.over = true;
      current = null;
      JdkMemory.looking = false;
      Backend.chosen().leave();
    }
  }

  /** Whether the calling thread is controlled. */
  public static boolean isControlled() {
    return me() != null;
  }

  /**
   * Ends the execution of the calling controlled thread, because what it is about to do is outside
   * of what can be controlled. Returns if the caller is not controlled.
   */
  public static void giveUp(String why) {
    Task me = me();
    if (me != null) {
      me.execution.ending.uncontrolled(me, why);
      me.execution.abandon(me);
    }
  }

  void uncontrolled(String why) {
    ending.uncontrolled(null, why);
  }

  /**
   * A thread that is not controlled did something to this execution, or may still do: no verdict
   * about who is stuck can be trusted. Called on any thread.
   */
  void interfered(String why) {
    ending.interfered(why);
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
    return threads.live();
  }

  public int runnableCount() {
    return runnable.count();
  }

  public Task runnable(int i) {
    return runnable.get(i);
  }

  /** Waiting tasks that may wake up early or spuriously. */
  public int injectableCount() {
    return earlyWakes.count();
  }

  public Task injectable(int i) {
    return earlyWakes.get(i);
  }

  public int taskCount() {
    return threads.count();
  }

  /** The task that runs {@code thread}, or null if that is none of this execution. */
  public @Nullable Task task(Thread thread) {
    return threads.of(thread);
  }

  public Task task(int id) {
    return threads.get(id);
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
    return choices.triples();
  }

  public End end() {
    return ending.how;
  }

  /** The step after which the schedule was fair, none of its choices recorded; or -1. */
  public long fairFrom() {
    return longRun.fairFrom();
  }

  /** What happened in the second half of the steps that it had; null if it was over before. */
  public @Nullable History history() {
    return longRun.history();
  }

  public @Nullable Task culprit() {
    return ending.culprit;
  }

  public @Nullable Throwable error() {
    return ending.error;
  }

  public int exitStatus() {
    return ending.exitStatus;
  }

  public String reason() {
    return ending.reason;
  }

  /** The data races that were not known before, if they were looked for. */
  public List<Race> races() {
    return races == null ? List.of() : races.found();
  }
}
