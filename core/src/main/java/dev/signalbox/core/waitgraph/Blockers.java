package dev.signalbox.core.waitgraph;

import java.util.List;

/**
 * What has to happen before a wait can end: some of these holders let go of that many units in all.
 * One of one for a mutex, all of them for a writer that waits for readers, any for a receiver that
 * waits for senders, and permits by number for a semaphore.
 *
 * @param holders those who can end the wait, if they go on
 * @param needed units that they must let go of between them; 0 if the wait is about to end, or if
 *     others than these can end it
 */
public record Blockers(List<Holder> holders, long needed) {
  /** Nobody in particular has to go on: the wait is about to end, or anybody may end it. */
  public static final Blockers NONE = new Blockers(List.of(), 0);

  public Blockers {
    holders = List.copyOf(holders);
  }

  /** That one has to let go. */
  public static Blockers one(Holder holder) {
    return new Blockers(List.of(holder), holder.units());
  }

  /** All of them have to let go. */
  public static Blockers all(List<Holder> holders) {
    return new Blockers(holders, holders.stream().mapToLong(Holder::units).sum());
  }

  /** One of them has to let go; if there is nobody, the wait lasts for ever. */
  public static Blockers any(List<Holder> holders) {
    return new Blockers(holders, 1);
  }
}
