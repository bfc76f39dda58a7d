package dev.signalbox.check.engine.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A state on the path of the search: who could go on there, who is to be tried, who need not be.
 *
 * <p>Processes are numbered as in {@link Steps}. Invariants: {@link #chosen} is in {@link
 * #backtrack}; what is in {@code done} has been explored with all that follows; a process in {@link
 * #asleep} was explored from an earlier state, and all steps since then are independent of its own.
 */
final class Choices {
  /** A process that need not be tried, because its step has been explored before. */
  record Sleeper(int process, Footprint footprint, int known) {}

  final int[] enabled;
  private List<Sleeper> asleep;

  /** How many objects the steps up to here touch, and of which classes. */
  private int known;

  private int types;

  /** Preemptions up to here, and who goes on without one, or -1 if anybody may. */
  final int preemptions;

  final int standard;

  final BitSet backtrack = new BitSet();
  private List<Sleeper> done = new ArrayList<>(0);
  int chosen;

  /** What the step of {@link #chosen} touched, in all executions so far. */
  private @Nullable Footprint footprint;

  /** How many of the objects in that have the same numbers now. */
  private int agreed;

  /** Above 0: not a choice of processes, but of one among so many waiting threads. */
  final int waiters;

  int waiter;

  Choices(
      int[] enabled, List<Sleeper> asleep, int known, int types, int preemptions, int standard) {
    this.enabled = enabled;
    this.asleep = asleep;
    this.known = known;
    this.types = types;
    this.preemptions = preemptions;
    this.standard = standard;
    this.waiters = 0;
  }

  /** Which of {@code waiters} threads is notified. */
  Choices(int waiters) {
    this.enabled = new int[0];
    this.asleep = List.of();
    this.known = 0;
    this.types = 0;
    this.preemptions = 0;
    this.standard = -1;
    this.waiters = waiters;
  }

  /**
   * The objects that the execution at hand has touched on its way here. If the JDK has meanwhile
   * filled a cache or the like, they are others, and the numbers that earlier executions gave them
   * tell nothing any more.
   */
  void compareObjects(int count, int typesOfAll) {
    if (count != known || typesOfAll != types) {
      known = count;
      types = typesOfAll;
      agreed = 0;
      asleep = withoutNumbers(asleep);
      done = withoutNumbers(done);
    }
  }

  private static List<Sleeper> withoutNumbers(List<Sleeper> from) {
    List<Sleeper> to = new ArrayList<>(from.size());
    for (int i = 0; i < from.size(); i++) {
      to.add(new Sleeper(from.get(i).process, from.get(i).footprint, 0));
    }
    return to;
  }

  boolean isEnabled(int process) {
    for (int p : enabled) {
      if (p == process) {
        return true;
      }
    }
    return false;
  }

  boolean sleeps(int process) {
    return contains(asleep, process);
  }

  private static boolean contains(List<Sleeper> list, int process) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).process == process) {
        return true;
      }
    }
    return false;
  }

  /** How many preemptions there are when {@code process} goes on. */
  int preemptionsWith(int process) {
    boolean preempts = standard >= 0 && process != standard && !Steps.isWaker(process);
    return preemptions + (preempts ? 1 : 0);
  }

  /**
   * @param varies whether the step may have touched something else in an execution before
   */
  void stepped(Footprint f, boolean varies) {
    if (footprint == null) {
      footprint = f;
      agreed = known;
    } else if (varies) {
      footprint = footprint.with(f);
    }
  }

  /** Those that sleep after the step of {@link #chosen}, which touched {@code step}. */
  List<Sleeper> asleepAfter(Footprint step) {
    if (asleep.isEmpty() && done.isEmpty()) {
      return List.of();
    }
    List<Sleeper> still = new ArrayList<>();
    keepIndependent(asleep, step, still);
    keepIndependent(done, step, still);
    return still;
  }

  private void keepIndependent(List<Sleeper> from, Footprint step, List<Sleeper> to) {
    for (int i = 0; i < from.size(); i++) {
      Sleeper s = from.get(i);
      if (s.process != chosen && step.on(s.footprint, s.known) != Footprint.Dependence.CONFLICT) {
        to.add(s);
      }
    }
  }

  /** Goes on to the next alternative; false if there is none left. */
  boolean advance() {
    if (waiters > 0) {
      return ++waiter < waiters;
    }
    done.add(new Sleeper(chosen, footprint == null ? new Footprint() : footprint, agreed));
    footprint = null;
    for (int p = backtrack.nextSetBit(0); p >= 0; p = backtrack.nextSetBit(p + 1)) {
      if (!contains(done, p) && !sleeps(p)) {
        chosen = p;
        return true;
      }
    }
    return false;
  }

  /** How many alternatives are known, with those that are explored. */
  int branches() {
    if (waiters > 0) {
      return waiters;
    }
    int n = 0;
    for (int p = backtrack.nextSetBit(0); p >= 0; p = backtrack.nextSetBit(p + 1)) {
      n += sleeps(p) ? 0 : 1;
    }
    return Math.max(1, n);
  }

  int explored() {
    return waiters > 0 ? waiter : done.size();
  }
}
