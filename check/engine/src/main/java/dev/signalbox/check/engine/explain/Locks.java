package dev.signalbox.check.engine.explain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Who took a lock or permit, and where, as told by the calls that were made. */
final class Locks {
  private static final Set<String> TAKES =
      Set.of(
          "lock",
          "lockInterruptibly",
          "tryLock",
          "acquire",
          "acquireUninterruptibly",
          "tryAcquire");
  private static final Set<String> GIVES = Set.of("unlock", "release", "unlockRead", "unlockWrite");

  private final Map<Integer, Deque<Integer>> takenBy = new TreeMap<>();

  void called(int task, String member, int site) {
    String method = member.substring(member.lastIndexOf('.') + 1);
    boolean stamped = member.contains("StampedLock.");
    if (TAKES.contains(method)
        || (stamped && method.matches("(try)?(Read|Write|read|write)Lock.*"))) {
      takenBy.computeIfAbsent(task, t -> new ArrayDeque<>()).push(site);
    } else if (GIVES.contains(method)) {
      Deque<Integer> sites = takenBy.get(task);
      if (sites != null && !sites.isEmpty()) {
        sites.pop();
      }
    }
  }

  /** The site where each holder took it last, by task. */
  Map<Integer, Integer> holders() {
    Map<Integer, Integer> holders = new TreeMap<>();
    takenBy.forEach(
        (task, sites) -> {
          if (!sites.isEmpty()) {
            holders.put(task, sites.peek());
          }
        });
    return holders;
  }
}
