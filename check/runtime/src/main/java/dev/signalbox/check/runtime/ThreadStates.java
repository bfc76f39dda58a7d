package dev.signalbox.check.runtime;

/** JVM TI thread status bits, as {@link Thread#getState()} reads them. */
final class ThreadStates {
  static final int RUNNABLE = 0x5;
  static final int TERMINATED = 0x2;

  private static final int ALIVE = 0x1;
  private static final int BLOCKED_ON_MONITOR_ENTER = 0x400;
  private static final int WAITING = 0x80;
  private static final int INDEFINITELY = 0x10;
  private static final int WITH_TIMEOUT = 0x20;

  private ThreadStates() {}

  static int of(int how, boolean timed) {
    return how == Task.MONITOR
        ? ALIVE | BLOCKED_ON_MONITOR_ENTER
        : ALIVE | WAITING | (timed ? WITH_TIMEOUT : INDEFINITELY);
  }
}
