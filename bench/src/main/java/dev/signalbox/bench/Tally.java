package dev.signalbox.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One side, one bug: how often it was found, and the figures of those. */
final class Tally {
  private static final int SAID = 24;

  private final int rounds;
  private final List<Double> seconds = new ArrayList<>();
  private final List<Double> executions = new ArrayList<>();
  private final List<Double> switches = new ArrayList<>();
  private String wrong = "";

  Tally(int rounds) {
    this.rounds = rounds;
  }

  void add(Duration time, double executionsUpToIt, double switchesWhenShrunk) {
    seconds.add(time.toNanos() / 1e9);
    executions.add(executionsUpToIt);
    switches.add(switchesWhenShrunk);
  }

  /** It found something that is not the seeded bug. */
  void another(String said) {
    String start = said.replace("=", "").strip();
    wrong = " another: " + start.substring(0, Math.min(SAID, start.length()));
  }

  /** It ended by itself without a finding. */
  void none(double executed) {
    wrong = " none in " + Spread.number(executed, 0);
  }

  boolean found() {
    return !seconds.isEmpty();
  }

  String time() {
    if (!found()) {
      return "–" + wrong;
    }
    String of = seconds.size() == rounds ? "" : " (" + seconds.size() + " of " + rounds + ")";
    return median(seconds, 1) + of + wrong;
  }

  String executions() {
    return found() ? median(executions, 0) : "–";
  }

  String switches() {
    return found() ? median(switches, 0) : "–";
  }

  private static String median(List<Double> values, int decimals) {
    double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
    return Spread.number(Spread.of(all).median(), decimals);
  }
}
