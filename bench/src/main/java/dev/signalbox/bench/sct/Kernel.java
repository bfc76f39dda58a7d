package dev.signalbox.bench.sct;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kernels of SCTBench, by its names. */
public enum Kernel {
  ACCOUNT("account", "balance is -1, not -5", mended -> new Account(mended).run()),
  ARITHMETIC_PROG(
      "arithmetic_prog", "the sum of 0 to 3 is 6", mended -> new ArithmeticProg(mended).run()),
  BLUETOOTH_DRIVER(
      "bluetooth_driver",
      "the driver works after it was stopped",
      mended -> new BluetoothDriver(mended).run()),
  CARTER01("carter01", mended -> new Carter01(mended).run()),
  CIRCULAR_BUFFER(
      "circular_buffer", "received \\d in round \\d", mended -> new CircularBuffer(mended).run()),
  DEADLOCK01("deadlock01", mended -> new Deadlock01(mended).run()),
  FSBENCH("fsbench", "inode 26 has no lock", mended -> new FsBench(mended).run()),
  LAZY01("lazy01", "data is 3, not below 3", mended -> new Lazy01(mended).run()),
  PHASE01("phase01", mended -> new Phase01(mended).run()),
  QUEUE("queue", "took \\d+ instead of \\d+", mended -> new Queue(mended).run()),
  REORDER_3("reorder_3", Kernel.REORDERED, mended -> new Reorder(2, 1, mended).run()),
  REORDER_4("reorder_4", Kernel.REORDERED, mended -> new Reorder(3, 1, mended).run()),
  REORDER_5("reorder_5", Kernel.REORDERED, mended -> new Reorder(4, 1, mended).run()),
  REORDER_10("reorder_10", Kernel.REORDERED, mended -> new Reorder(9, 1, mended).run()),
  REORDER_20("reorder_20", Kernel.REORDERED, mended -> new Reorder(10, 10, mended).run()),

  /** Not in the study; as Fray has it. */
  REORDER_50("reorder_50", Kernel.REORDERED, mended -> new Reorder(49, 1, mended).run()),

  /** Not in the study; as Fray has it. */
  REORDER_100("reorder_100", Kernel.REORDERED, mended -> new Reorder(99, 1, mended).run()),
  STACK("stack", "stack underflow", mended -> new Stack(mended).run()),
  STRINGBUFFER(
      "stringbuffer",
      "3 characters copied from a buffer of 0",
      mended -> new StringBufferJdk(mended).run()),
  SYNC01("sync01", mended -> new Sync01(mended).run()),
  SYNC02("sync02", mended -> new Sync02(mended).run()),
  TOKEN_RING("token_ring", "the ring has \\d, \\d and \\d", mended -> new TokenRing(mended).run()),
  TWOSTAGE("twostage", Kernel.BETWEEN_STAGES, mended -> new TwoStage(1, mended).run()),
  TWOSTAGE_100("twostage_100", Kernel.BETWEEN_STAGES, mended -> new TwoStage(99, mended).run()),
  WSQ("wsq", "item \\d was processed [02] times", mended -> new WorkStealQueue(mended).run()),
  WRONGLOCK("wronglock", Kernel.UNLOCKED, mended -> new WrongLock(7, mended).run()),

  /** Not in the study; as Fray has it. */
  WRONGLOCK_1("wronglock_1", Kernel.UNLOCKED, mended -> new WrongLock(1, mended).run()),
  WRONGLOCK_3("wronglock_3", Kernel.UNLOCKED, mended -> new WrongLock(3, mended).run());

  private static final String REORDERED = "only one of a and b is set";
  private static final String BETWEEN_STAGES = "the second stage is at 0, the first at 1";
  private static final String UNLOCKED = "another thread wrote data while it was locked";

  /** One execution of a kernel. */
  public interface Body {
    void run() throws InterruptedException;
  }

  /** What the seeded bug shows as. */
  public enum Finding {
    ASSERTION,
    DEADLOCK
  }

  /** A kernel, broken or mended. */
  private interface Family {
    void run(boolean mended) throws InterruptedException;
  }

  private final String title;
  private final @Nullable String message;
  private final Family family;

  Kernel(String title, Family family) {
    this.title = title;
    this.message = null;
    this.family = family;
  }

  Kernel(String title, String message, Family family) {
    this.title = title;
    this.message = message;
    this.family = family;
  }

  /** SCTBench's name. */
  public String title() {
    return title;
  }

  public Finding finding() {
    return message == null ? Finding.DEADLOCK : Finding.ASSERTION;
  }

  /** Matches the whole message of the seeded bug's assertion error; none for a deadlock. */
  public Optional<Pattern> message() {
    return Optional.ofNullable(message).map(Pattern::compile);
  }

  /** With the seeded bug. */
  public Body body() {
    return () -> family.run(false);
  }

  /** Without it: nothing is to be found. */
  public Body mended() {
    return () -> family.run(true);
  }
}
