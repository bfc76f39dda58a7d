package dev.signalbox.check.engine.report;

/** What kind of bug a finding is. */
public enum Kind {
  ASSERTION,
  EXCEPTION,
  DEADLOCK,
  LIVELOCK,
  STARVATION,
  HANG,
  RACE;

  /** As it is printed and written into JSON. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
