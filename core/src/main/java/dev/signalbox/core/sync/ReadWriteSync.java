package dev.signalbox.core.sync;

import dev.signalbox.core.waitgraph.Blockers;
import dev.signalbox.core.waitgraph.Holder;
import dev.signalbox.core.waitgraph.Resource;
import dev.signalbox.core.waitgraph.Wait;
import dev.signalbox.core.waitgraph.WaitGraph;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How a {@link ReadWriteMutex} works. */
final class ReadWriteSync {
  // STATE: the flags below, and READER for each hold that is counted.
  //
  // Free, read by n, or WRITING. While it is BIASED, readers come in by their slot of the table
  // alone and are not counted: a writer has to look at the table. SHUT keeps new readers out:
  // WRITING; CLOSED or KEPT by the first in line, UPGRADING by the upgrader, who wait until those
  // that are in have left.
  //
  //   s → s + READER            a reader that comes while none of SHUT; the first in line while
  //                             neither WRITING nor UPGRADING; the writer itself; a reader in the
  //                             table that wants to upgrade
  //   s → s - READER            a counted reader
  //   s → s | BIASED            a counted reader that comes, when readers are among themselves
  //   s → s | WRITING           a writer that comes, if at most CLOSED, BIASED or both;
  //                             it is the writer when it has seen the table clear; else
  //   s → s & ~WRITING          at once
  //   s → s | CLOSED            a writer that is the first in line
  //   s → s | KEPT              the first in line, when writers overtook it for long
  //   s → s & BIASED | WRITING  the writer that is the first in line, when nothing is counted and,
  //                             if BIASED, it has seen the table clear since it was CLOSED
  //   s → s & ~(CLOSED | KEPT)  the first in line, when it leaves or is a reader
  //   s → s | UPGRADING         a counted reader, if it is not UPGRADING
  //   s → s & ~UPGRADING | WRITING  the same, when it is the only reader; as above if BIASED
  //   s → s & ~UPGRADING        the same, when it gives up
  //   s → s & ~BIASED           the writer, when it has looked at the table too often in vain
  //   s → s & ~WRITING          the writer; its own reads stay
  //
  // A reader claims its slot, then looks whether it is BIASED and not SHUT; a writer shuts it, then
  // looks at the table: one of them sees the other. A thread that leaves a slot looks afterwards
  // whether somebody waits for that, who looks at the table once more after saying so.
  //
  // field         written by                    mode
  // state         see above                     compare-and-set, get-and-add
  // writer        the writer                    opaque; read by all, exact for the writer itself
  // takenAt       the writer                    opaque; read by all
  // version       the writer                    opaque; read by readers
  // writes        the writer                    plain; read by the writer
  // credit, seen  the writer                    plain; read by the writer
  private static final int WRITING = 1;
  private static final int CLOSED = 2;
  private static final int KEPT = 4;
  private static final int UPGRADING = 8;
  private static final int BIASED = 16;
  private static final int READER = 32;
  private static final int SHUT = WRITING | CLOSED | KEPT | UPGRADING;

  /** Units of a Waiter. That of a condition is a writer too. */
  private static final long READ = 0;

  private static final long WRITE = 1;

  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(1);

  private static final int SPINS = 8;

  /** So many looks at the table without a read between are not too many, after enough reads. */
  private static final int PATIENT_LOOKS = 16;

  /** The bias returns after reads that make up for so many looks; BRAVO's N. */
  private static final int INHIBITION = 9;

  private static final VarHandle STATE;
  private static final VarHandle WRITER;
  private static final VarHandle TAKEN_AT;
  private static final VarHandle VERSION;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(ReadWriteSync.class, "state", int.class);
      WRITER = lookup.findVarHandle(ReadWriteSync.class, "writer", Thread.class);
      TAKEN_AT = lookup.findVarHandle(ReadWriteSync.class, "takenAt", Throwable.class);
      VERSION = lookup.findVarHandle(ReadWriteSync.class, "version", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Resource lock;
  private final Readers readers;
  private final WaitQueue queue = new WaitQueue();
  private final WaitQueue upgrader = new WaitQueue(); // of one at most
  private final WaitQueue.Attempt read = new Read();
  private final Write write = new Write();
  private final WaitQueue.Attempt upgrade = new Upgrade();

  private volatile int state = BIASED;
  private @Nullable Thread writer;
  private @Nullable Throwable takenAt;
  private int writes;
  private int version;
  private long credit;
  private int seen;

  ReadWriteSync(Resource lock, int slots) {
    this.lock = lock;
    this.readers = new Readers(slots);
  }

  // ---- reading

  boolean tryRead() {
    Thread t = Thread.currentThread();
    return readByBias(t) || readCounted(t);
  }

  void awaitRead() {
    if (!soon(false)) {
      queue.await(enqueued(READ, false), read);
    }
  }

  boolean awaitRead(boolean timed, long deadline) throws InterruptedException {
    return soon(false) || queue.awaitInterruptibly(enqueued(READ, timed), read, deadline);
  }

  private boolean readByBias(Thread t) {
    Readers.Slot slot = readers.slot(t);
    if (slot.isOf(t)) {
      slot.again();
      return true;
    }
    if ((state & (BIASED | SHUT)) == BIASED && slot.isFree() && slot.claim(t)) {
      if ((state & (BIASED | SHUT)) == BIASED) {
        slot.enter(t, false);
        return true;
      }
      slot.withdraw();
      wake();
    }
    return false;
  }

  private boolean readCounted(Thread t) {
    Readers.Hold mine = readers.holdOf(t);
    if (mine != null) {
      mine.again();
      return true;
    }
    if (writer() == t) {
      int unused = (int) STATE.getAndAdd(this, READER);
      unused = readers.addCounted(t, version());
      return true;
    }
    int s = state;
    while ((s & SHUT) == 0) {
      if (STATE.compareAndSet(this, s, s + READER)) {
        int run = readers.addCounted(t, version());
        if ((s & BIASED) == 0 && run >= INHIBITION * readers.lookCost()) {
          bias();
        }
        return true;
      }
      s = state;
    }
    return false;
  }

  /** By a counted reader. */
  private void bias() {
    int s = state;
    while ((s & (BIASED | SHUT)) == 0 && !STATE.compareAndSet(this, s, s | BIASED)) {
      s = state;
    }
  }

  void stopReading() {
    Thread t = Thread.currentThread();
    Readers.Hold hold = readers.holdOf(t);
    if (hold == null) {
      throw new IllegalMonitorStateException("\"" + t.getName() + "\" does not read-hold " + lock);
    }
    if (!hold.oneLess()) {
      boolean counted = hold.counted;
      readers.leave(hold, t);
      int s = counted ? (int) STATE.getAndAdd(this, -READER) - READER : state;
      if ((s & (CLOSED | UPGRADING)) != 0) {
        wake();
      }
    }
  }

  /** Those who wait for readers to leave. */
  private void wake() {
    upgrader.wakeFirst();
    queue.wakeFirst();
  }

  // ---- writing

  boolean tryWrite() {
    Thread t = Thread.currentThread();
    return writeAtOnce(t)
        || (readers.holdOf(t) != null
            && beginUpgrade(t)
            && upgrader.tryOnce(upgrading(true), upgrade));
  }

  boolean writeAtOnce() {
    return writeAtOnce(Thread.currentThread());
  }

  private boolean writeAtOnce(Thread t) {
    return write(t, 1);
  }

  void awaitWrite() {
    Thread t = Thread.currentThread();
    if (readers.holdOf(t) == null) {
      if (!soon(true)) {
        queue.await(enqueued(WRITE, false), write);
      }
    } else {
      refuseConflict(t);
      upgrader.await(upgrading(false), upgrade);
    }
  }

  boolean awaitWrite(boolean timed, long deadline) throws InterruptedException {
    Thread t = Thread.currentThread();
    if (readers.holdOf(t) == null) {
      return soon(true) || queue.awaitInterruptibly(enqueued(WRITE, timed), write, deadline);
    }
    refuseConflict(t);
    return upgrader.awaitInterruptibly(upgrading(timed), upgrade, deadline);
  }

  /**
   * @param looks at the table at most, with new readers kept out meanwhile
   */
  private boolean write(Thread t, int looks) {
    int s = state;
    if ((s & ~(CLOSED | BIASED)) == 0 && STATE.compareAndSet(this, s, s | WRITING)) {
      boolean clear = (s & BIASED) == 0 || tableIsClear(t);
      for (int i = 1; i < looks && !clear; i++) {
        Thread.onSpinWait();
        clear = tableIsClear(t);
      }
      if (clear) {
        own(t);
        return true;
      }
      int unused = (int) STATE.getAndAdd(this, -WRITING);
      wake();
      return false;
    }
    if (writer() != t) {
      return false;
    }
    if (writes == Integer.MAX_VALUE) {
      throw new IllegalStateException(lock + " is write-locked too often");
    }
    writes++;
    return true;
  }

  private boolean tableIsClear(Thread t) {
    int reads = readers.readsIfClear(t);
    if (reads < 0 || readers.stands(t)) { // that would be an upgrade
      return false;
    }
    looked(reads);
    return true;
  }

  /** By the writer, who had to look at the table: whether the bias still pays. */
  private void looked(int reads) {
    int since = reads - seen & Integer.MAX_VALUE;
    int cost = readers.lookCost();
    seen = reads;
    credit = Math.min(credit + since - cost, PATIENT_LOOKS * (long) cost);
    if (credit < 0) {
      credit = 0;
      int unused = (int) STATE.getAndAdd(this, -BIASED);
    }
  }

  private void refuseConflict(Thread t) {
    if (!beginUpgrade(t)) {
      throw new UpgradeConflictException(
          "\"" + t.getName() + "\" cannot upgrade " + lock + ": another reader is about to");
    }
  }

  private boolean beginUpgrade(Thread t) {
    Readers.Hold hold = readers.holdOf(t);
    if (hold != null && !hold.counted) {
      int unused = (int) STATE.getAndAdd(this, READER);
      hold.counted = true;
    }
    int s = state;
    while ((s & UPGRADING) == 0) {
      if (STATE.compareAndSet(this, s, s | UPGRADING)) {
        return true;
      }
      s = state;
    }
    return false;
  }

  void checkWriter() {
    if (writer() != Thread.currentThread()) {
      throw new IllegalMonitorStateException(
          "\"" + Thread.currentThread().getName() + "\" does not write-hold " + lock);
    }
  }

  void stopWriting() {
    checkWriter();
    if (writes > 0) {
      writes--;
    } else {
      release();
    }
  }

  private void own(Thread t) {
    WRITER.setOpaque(this, t);
    VERSION.setOpaque(this, version + 1);
    if (WaitGraph.traceHolders()) {
      TAKEN_AT.setOpaque(this, WaitGraph.trace());
    }
  }

  private void release() {
    WRITER.setOpaque(this, null);
    if (takenAt != null) {
      TAKEN_AT.setOpaque(this, null);
    }
    int unused = (int) STATE.getAndAdd(this, -WRITING);
    queue.wakeFirst();
  }

  MutexCondition newCondition() {
    return new MutexCondition(lock, queue, write);
  }

  // ---- who

  @Nullable Thread writer() {
    return (Thread) WRITER.getOpaque(this);
  }

  boolean isWriting() {
    return (state & WRITING) != 0;
  }

  boolean isBiased() {
    return (state & BIASED) != 0;
  }

  int writeCount() {
    return writer() == Thread.currentThread() ? writes + 1 : 0;
  }

  int readCount() {
    return readers.readCount(Thread.currentThread());
  }

  List<Thread> readers() {
    return readers.holders().stream().map(Holder::thread).distinct().toList();
  }

  List<Thread> queue() {
    List<Waiter> all = upgrader.list();
    all.addAll(queue.list());
    return all.stream().map(Wait::thread).toList();
  }

  /**
   * A reader waits for the writer, and for those that shall write before it: the upgrader, and the
   * writers before it in the queue. A writer waits for the writer and all readers.
   */
  Blockers blockers(Wait wait) {
    List<Holder> all = new ArrayList<>();
    Thread owner = writer();
    if (owner != null) {
      all.add(new Holder(owner, 1, (Throwable) TAKEN_AT.getOpaque(this)));
    }
    if (wait instanceof Waiter w && w.units == READ) {
      upgrader.list().forEach(u -> all.add(new Holder(u.thread())));
      List<Waiter> line = queue.list();
      int before = Math.max(0, line.indexOf(w));
      line.subList(0, before).stream()
          .filter(o -> o.units == WRITE)
          .forEach(o -> all.add(new Holder(o.thread())));
    } else {
      all.addAll(readers.holders());
    }
    all.removeIf(h -> h.thread() == wait.thread());
    return Blockers.all(all);
  }

  // ---- waiting

  /**
   * Tries a few times more while nobody stands in line: most holds are over before a thread could
   * be parked and woken, and a writer in line shuts out the readers.
   */
  private boolean soon(boolean writing) {
    Thread t = Thread.currentThread();
    for (int i = 0; i < SPINS && queue.isEmpty(); i++) {
      Thread.onSpinWait();
      boolean acquired =
          writing
              ? (state & ~(CLOSED | BIASED)) == 0 && write(t, SPINS)
              : (state & SHUT) == 0 && tryRead();
      if (acquired) {
        return true;
      }
    }
    return false;
  }

  private Waiter enqueued(long units, boolean timed) {
    Waiter w = new Waiter(lock, units, timed);
    queue.add(w);
    return w;
  }

  private Waiter upgrading(boolean timed) {
    Waiter w = new Waiter(lock, WRITE, timed);
    upgrader.add(w);
    return w;
  }

  private int version() {
    return (int) VERSION.getOpaque(this);
  }

  private static boolean patient(Waiter w) {
    return System.nanoTime() - w.arrived <= PATIENCE;
  }

  private final class Read implements WaitQueue.Attempt {
    @Override
    public boolean tryAcquire(Waiter w) {
      int s = state;
      while (true) {
        boolean free = (s & (WRITING | UPGRADING)) == 0;
        int next = free ? (s & ~(CLOSED | KEPT)) + READER : patient(w) ? s : s | KEPT;
        if (next == s || STATE.compareAndSet(ReadWriteSync.this, s, next)) {
          return free;
        }
        s = state;
      }
    }

    @Override
    public void acquired(Waiter w) {
      int unused = readers.addCounted(w.thread(), version());
      queue.wakeFirst(); // it may be a reader too
    }

    @Override
    public void cancelled(Waiter w) {
      open(w);
    }
  }

  private void open(Waiter w) {
    if (queue.first() == w) {
      int unused = (int) STATE.getAndBitwiseAnd(this, ~(CLOSED | KEPT));
    }
  }

  private final class Write implements Exclusive {
    @Override
    public boolean tryAcquire(Waiter w) {
      while (true) {
        int s = state;
        int closed = s | CLOSED | (patient(w) ? 0 : KEPT);
        if (s != closed) {
          boolean unused = STATE.compareAndSet(ReadWriteSync.this, s, closed);
          continue;
        }
        int reads = (s & BIASED) == 0 ? 0 : readers.readsIfClear(w.thread());
        if ((s & WRITING) != 0 || s >= READER || reads < 0) {
          return false;
        }
        if (STATE.compareAndSet(ReadWriteSync.this, s, s & BIASED | WRITING)) {
          if ((s & BIASED) != 0) {
            looked(reads);
          }
          return true;
        }
      }
    }

    @Override
    public void acquired(Waiter w) {
      own(w.thread());
    }

    @Override
    public void cancelled(Waiter w) {
      open(w);
    }

    @Override
    public void checkOwner() {
      checkWriter();
    }

    @Override
    public void checkCanWait() {
      checkWriter();
      if (readers.holdOf(Thread.currentThread()) != null) {
        throw new IllegalMonitorStateException(
            "\"" + Thread.currentThread().getName() + "\" holds the read lock too of " + lock);
      }
    }

    @Override
    public int releaseAll() {
      int more = writes;
      writes = 0;
      release();
      return more;
    }

    @Override
    public void holdAgain(int more) {
      writes = more;
    }
  }

  private final class Upgrade implements WaitQueue.Attempt {
    @Override
    public boolean tryAcquire(Waiter w) {
      int mine = readers.places(w.thread()) * READER;
      while (true) {
        int s = state;
        if ((s & (-READER | WRITING)) != mine
            || ((s & BIASED) != 0 && readers.readsIfClear(w.thread()) < 0)) {
          return false;
        }
        if (STATE.compareAndSet(ReadWriteSync.this, s, s & ~UPGRADING | WRITING)) {
          return true;
        }
      }
    }

    @Override
    public void acquired(Waiter w) {
      own(w.thread());
    }

    @Override
    public void cancelled(Waiter w) {
      int unused = (int) STATE.getAndBitwiseAnd(ReadWriteSync.this, ~UPGRADING);
      queue.wakeFirst();
    }
  }
}
