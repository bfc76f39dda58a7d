package dev.signalbox.core.sync;

import dev.signalbox.core.waitgraph.Holder;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Permits of a {@link Semaphore} that one thread took and any thread may give back; given back
 * once, however often they are closed.
 *
 * <pre>{@code
 * Permits permits = connections.take(2);
 * executor.execute(() -> {
 *   try (permits) {
 *     …
 *   }
 * });
 * }</pre>
 *
 * <p>If nobody can reach them any more before they are closed, they are {@linkplain Semaphore#leaks
 * leaked}.
 */
public final class Permits implements AutoCloseable {
  private final Semaphore semaphore;
  private final Ticket ticket;

  Permits(Semaphore semaphore, int count, @Nullable Throwable takenAt) {
    this.semaphore = semaphore;
    this.ticket = new Ticket(this, new Holder(Thread.currentThread(), count, takenAt));
  }

  /** What the semaphore remembers of them; does not keep them from being collected. */
  static final class Ticket extends PhantomReference<Permits> {
    final Holder holder;
    private final AtomicBoolean closed = new AtomicBoolean();

    Ticket(Permits permits, Holder holder) {
      super(permits, null);
      this.holder = holder;
    }

    /** Nobody can close them any more. */
    boolean leaked() {
      return refersTo(null) && !closed.get();
    }
  }

  Ticket ticket() {
    return ticket;
  }

  /** How many they are, or were. */
  public int count() {
    return (int) ticket.holder.units();
  }

  public boolean isClosed() {
    return ticket.closed.get();
  }

  /** Gives them back, by whichever thread. Does nothing if that was done before. */
  @Override
  public void close() {
    try {
      if (ticket.closed.compareAndSet(false, true)) {
        semaphore.giveBack(ticket);
      }
    } finally {
      Reference.reachabilityFence(this); // not leaked while it is being closed
    }
  }

  @Override
  public String toString() {
    return count() + " of " + semaphore + (isClosed() ? ", given back" : "");
  }
}
