package dev.signalbox.check.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The static state of classes that both executions and threads outside of them use.
 *
 * <p>What a thread outside has initialized is kept: executions find it as it is. What only
 * executions have used is made anew in each of them, and once more, when the first thread outside
 * uses it; from then on it is kept too.
 *
 * <pre>
 * NEW ── a thread outside ──▸ KEPT ◂──────────────────┐
 *  └──── an execution ──────▸ LEFT ── a thread outside ──▸ SETTLING ──▸ BROKEN
 * </pre>
 *
 * Changed under the lock of this class; read without it where a stale LEFT only costs a look.
 */
final class SharedClasses {
  private static final byte NEW = 0;
  private static final byte LEFT = 1;
  private static final byte SETTLING = 2;
  private static final byte KEPT = 3;
  private static final byte BROKEN = 4;

  // By class number.
  private static byte[] phases = new byte[16];
  private static @Nullable Thread[] settlers = new Thread[16];

  /** How many are LEFT or SETTLING. */
  static int left;

  private SharedClasses() {}

  static synchronized void grow(int size) {
    phases = Arrays.copyOf(phases, size);
    settlers = Arrays.copyOf(settlers, size);
  }

  /** The JVM initializes the class. */
  static synchronized void register(int id, boolean outside) {
    phases[id] = outside ? KEPT : LEFT;
    if (!outside) {
      left++;
    }
  }

  /** Whether executions leave its state alone. */
  static boolean keeps(int id) {
    return phases[id] >= SETTLING;
  }

  /** Initializes, by the procedure of JLS 12.4.2, what executions have left. */
  static void settle(int id) {
    byte phase = phases[id];
    if (phase == NEW || phase == KEPT || !begin(id)) {
      return;
    }
    Class<?> c = ClassStates.type(id);
    boolean done = false;
    try {
      if (c != null) {
        Class<?> parent = c.getSuperclass();
        if (parent != null) {
          settle(ClassStates.find(parent));
        }
        ClassStates.runInitializer(c, id);
      }
      done = true;
    } finally {
      end(id, done ? KEPT : BROKEN);
    }
  }

  /** False if there is nothing left to do for the caller. */
  private static synchronized boolean begin(int id) {
    Thread me = Thread.currentThread();
    boolean interrupted = false;
    while (phases[id] == SETTLING && settlers[id] != me) {
      try {
        SharedClasses.class.wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      me.interrupt();
    }
    if (phases[id] == BROKEN) {
      throw new NoClassDefFoundError(
          "Could not initialize class ".concat(String.valueOf(ClassStates.type(id))));
    }
    if (phases[id] != LEFT) {
      return false;
    }
    phases[id] = SETTLING;
    settlers[id] = me;
    return true;
  }

  private static synchronized void end(int id, byte phase) {
    phases[id] = phase;
    settlers[id] = null;
    left--;
    SharedClasses.class.notifyAll();
  }
}
