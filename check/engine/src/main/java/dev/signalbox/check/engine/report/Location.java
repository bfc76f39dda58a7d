package dev.signalbox.check.engine.report;

/** A place in the source of the program: {@code Bank.transfer(Bank.java:12)}. */
public record Location(String className, String method, String file, int line) {
  /** {@code Bank.java:12}. */
  public String fileAndLine() {
    return line > 0 ? file + ":" + line : file;
  }
}
