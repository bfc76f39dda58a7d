package dev.signalbox.core.waitgraph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the threads that can never go on, by reduction of the wait-for graph (Holt, "Some Deadlock
 * Properties of Computer Systems", 1972): a thread that does not wait can go on; so can one that
 * waits for units which threads that can go on will let go of; those that are left cannot. This
 * covers waits for one holder, for all of several, for any of them and for k of n.
 *
 * <p>The graph changes while it is read. What is found is a deadlock all the same: of those that
 * seem stuck the blockers are read once more, and afterwards the waits must still be the same ones.
 * A thread that was in one and the same wait all that time has let go of nothing in between, so
 * what was read second was true at a single moment; and a set of threads that waits for itself
 * stays so.
 *
 * <p>Monitors are asked about only on suspicion: when a chain ends at a thread that is blocked or
 * parked in a way that is not registered. See {@link Monitors}.
 */
final class Search {
  private final boolean monitors;
  private final Map<Thread, Node> nodes = new LinkedHashMap<>();

  /**
   * Holders seen to have ended. Before the blockers are read again: one may let go and then end.
   */
  private final Set<Thread> ended = new HashSet<>();

  private Monitors.@Nullable Snapshot snapshot;

  /** A thread that waits. */
  private static final class Node {
    final Thread thread;

    /** Null for a thread that waits for a monitor. */
    final @Nullable Wait wait;

    final String resource;
    Blockers blockers;
    boolean stuck = true;

    Node(Thread thread, @Nullable Wait wait, String resource, Blockers blockers) {
      this.thread = thread;
      this.wait = wait;
      this.resource = resource;
      this.blockers = blockers;
    }
  }

  /**
   * @param monitors whether to look at those of the JDK, on suspicion
   */
  Search(boolean monitors) {
    this.monitors = monitors;
  }

  /** Those that the waits are part of. */
  List<Knot> deadlocks(List<Wait> suspects) {
    collect(suspects);
    lookWhoHasEnded();
    reduce();
    if (monitors && hasSuspicion()) {
      lookAtMonitors(suspects);
    }
    if (nodes.values().stream().noneMatch(n -> n.stuck)) {
      return List.of();
    }
    confirm();
    return knots();
  }

  // ---- the graph

  private void collect(List<Wait> suspects) {
    nodes.clear();
    List<Thread> open = new ArrayList<>();
    for (Wait w : suspects) {
      open.add(w.thread());
    }
    while (!open.isEmpty()) {
      Thread t = open.removeLast();
      if (!nodes.containsKey(t)) {
        Node n = node(t);
        if (n != null) {
          nodes.put(t, n);
          for (Holder h : n.blockers.holders()) {
            open.add(h.thread());
          }
        }
      }
    }
  }

  private @Nullable Node node(Thread t) {
    Wait w = WaitGraph.of(t);
    if (w != null) {
      return w.timed() ? null : new Node(t, w, name(w.resource()), w.resource().blockers(w));
    }
    Monitors.Snapshot s = snapshot;
    Monitors.Blocked blocked = s == null ? null : s.blocked(t);
    if (blocked != null) {
      return new Node(t, null, blocked.monitor(), Blockers.one(new Holder(blocked.owner())));
    }
    return null;
  }

  private static String name(Resource r) {
    return String.valueOf(r);
  }

  // ---- reduction

  private void reduce() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Node n : nodes.values()) {
        if (n.stuck && canEnd(n)) {
          n.stuck = false;
          changed = true;
        }
      }
    }
  }

  private boolean canEnd(Node n) {
    long units = 0;
    for (Holder h : n.blockers.holders()) {
      if (canGoOn(h.thread())) {
        units += h.units();
      }
    }
    return units >= n.blockers.needed();
  }

  private boolean canGoOn(Thread t) {
    Node n = nodes.get(t);
    return n == null ? !ended.contains(t) : !n.stuck;
  }

  private void lookWhoHasEnded() {
    for (Node n : nodes.values()) {
      for (Holder h : n.blockers.holders()) {
        if (!h.thread().isAlive()) {
          ended.add(h.thread());
        }
      }
    }
  }

  // ---- monitors

  /** Whether a thread at the end of a chain is blocked by what is not registered. */
  private boolean hasSuspicion() {
    for (Node n : nodes.values()) {
      for (Holder h : n.blockers.holders()) {
        if (!nodes.containsKey(h.thread()) && WaitGraph.of(h.thread()) == null) {
          Thread.State state = h.thread().getState();
          if (state == Thread.State.BLOCKED || state == Thread.State.WAITING) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private void lookAtMonitors(List<Wait> suspects) {
    snapshot = Monitors.snapshot();
    if (snapshot != null) {
      collect(suspects);
      lookWhoHasEnded();
      reduce();
    }
  }

  // ---- certainty

  /** Reads the blockers of those that seem stuck again, and then whether they still wait. */
  private void confirm() {
    nodes.values().removeIf(n -> !n.stuck);
    Monitors.Snapshot second = null;
    if (nodes.values().stream().anyMatch(n -> n.wait == null)) {
      second = Monitors.snapshot();
    }
    for (Node n : nodes.values()) {
      Wait w = n.wait;
      if (w != null) {
        n.blockers = w.resource().blockers(w);
      } else {
        Monitors.Blocked blocked = second == null ? null : second.blocked(n.thread);
        n.blockers =
            blocked == null || !blocked.monitor().equals(n.resource)
                ? Blockers.NONE
                : Blockers.one(new Holder(blocked.owner()));
      }
    }
    for (Node n : nodes.values()) {
      if (n.wait != null && WaitGraph.of(n.thread) != n.wait) {
        n.stuck = false;
      }
    }
    reduce();
    nodes.values().removeIf(n -> !n.stuck);
  }

  // ---- cycles

  private List<Knot> knots() {
    List<Knot> knots = new ArrayList<>();
    Set<Thread> seen = new HashSet<>();
    for (Thread start : nodes.keySet()) {
      List<Thread> path = new ArrayList<>();
      Thread t = start;
      while (t != null && !seen.contains(t) && nodes.containsKey(t)) {
        seen.add(t);
        path.add(t);
        t = next(t);
      }
      int from = t == null || !nodes.containsKey(t) ? path.size() - 1 : path.indexOf(t);
      if (!path.isEmpty() && from >= 0) {
        Knot knot = knot(path.subList(from, path.size()));
        // Of threads that wait for monitors only: then it is told for the one that waits for them.
        knots.add(knot.waits().isEmpty() ? knot(path) : knot);
      }
    }
    return knots;
  }

  /** One that the thread waits for and that cannot go on; if there is one that waits, that. */
  private @Nullable Thread next(Thread t) {
    Holder h = obstacle(t);
    return h == null ? null : h.thread();
  }

  private @Nullable Holder obstacle(Thread t) {
    Node n = nodes.get(t);
    Holder dead = null;
    for (Holder h : n == null ? List.<Holder>of() : n.blockers.holders()) {
      if (nodes.containsKey(h.thread())) {
        return h;
      }
      dead = canGoOn(h.thread()) ? dead : h;
    }
    return dead;
  }

  private Knot knot(List<Thread> cycle) {
    List<Deadlock.Link> links = new ArrayList<>();
    List<Wait> waits = new ArrayList<>();
    for (Thread t : cycle) {
      Node n = nodes.get(t);
      if (n != null) {
        Holder h = obstacle(t);
        links.add(
            new Deadlock.Link(
                t,
                n.resource,
                Arrays.asList(t.getStackTrace()),
                h == null ? null : h.thread(),
                h != null && ended.contains(h.thread()),
                h == null ? null : h.takenAt()));
        if (n.wait != null) {
          waits.add(n.wait);
        }
      }
    }
    return new Knot(new Deadlock(links), waits);
  }
}
