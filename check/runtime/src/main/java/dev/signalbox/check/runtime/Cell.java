package dev.signalbox.check.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one variable in one execution. Of a variable that synchronizes (volatile, or the
 * inside of a class of java.util.concurrent) the {@link #clock}; of any other its last accesses, as
 * epochs: a thread and its clock at that time (Flanagan and Freund, FastTrack, PLDI 2009).
 */
final class Cell {
  static final int NOBODY = -1;

  final Object owner;

  /** The number of the field, the index of the array element, or 0. */
  final int place;

  /** The object that the program knows, if {@link #owner} is inside of it. */
  @Nullable Object name;

  /** The next one in the same bucket of {@link Cells}. */
  @Nullable Cell next;

  /** What whoever reads it has seen from then on; never changed once it is here. */
  int @Nullable [] clock;

  int writer = NOBODY;
  int writeClock;
  int writeSite;

  /** The last reader, as long as each reader had seen the one before. */
  int reader = NOBODY;

  int readClock;
  int readSite;

  /** Otherwise, by thread: clock and site of its last read since the last write. */
  int @Nullable [] readClocks;

  int @Nullable [] readSites;

  // Only while a finding is explained: where they were; of the readers, by thread.
  @Nullable Throwable writeStack;
  @Nullable Throwable @Nullable [] readStacks;

  /** The thread that constructed an object which refers to this one by a final field, and when. */
  int freezer = NOBODY;

  int freezeClock;

  Cell(Object owner, int place) {
    this.owner = owner;
    this.place = place;
  }
}
