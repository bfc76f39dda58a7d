package dev.signalbox.check.engine.report;

import java.util.List;
import java.util.Locale;

/** What a check came to; decides the exit status of the command. */
public enum Status {
  /** No bug was found, and something was run. */
  CLEAN,

  /** There is a bug. */
  FOUND,

  /** The check could not run or conclude. A check that ran nothing is a problem, never clean. */
  PROBLEM;

  public static Status of(CheckResult result) {
    if (result.finding() != null) {
      return FOUND;
    }
    return result.problem() != null || result.executions() == 0 ? PROBLEM : CLEAN;
  }

  /** Of several results together: a finding outweighs a problem, a problem a clean result. */
  public static Status of(List<CheckResult> results) {
    List<Status> each = results.stream().map(Status::of).toList();
    if (each.contains(FOUND)) {
      return FOUND;
    }
    return each.isEmpty() || each.contains(PROBLEM) ? PROBLEM : CLEAN;
  }

  /** 0, 1 or 2, as grep and diff have it. */
  public int exitStatus() {
    return switch (this) {
      case CLEAN -> 0;
      case FOUND -> 1;
      case PROBLEM -> 2;
    };
  }

  /** As it is printed and written into JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Why {@code result} is a problem. */
  static String problemOf(CheckResult result) {
    String problem = result.problem();
    return problem != null ? problem : "no interleaving of it was run";
  }
}
