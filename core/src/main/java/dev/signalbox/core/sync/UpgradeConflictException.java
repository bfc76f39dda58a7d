package dev.signalbox.core.sync;

import java.io.Serial;

/**
 * Two threads that hold the read lock of a {@link ReadWriteMutex} both want to write: each would
 * wait for the other one to stop reading. This is thrown to the second one, at once; it still holds
 * the read lock, and the write lock not. To let the first one go on, let go of the read lock, and
 * start again with the write lock: what was read may be out of date then.
 */
public final class UpgradeConflictException extends IllegalStateException {
  @Serial private static final long serialVersionUID = 1;

  UpgradeConflictException(String message) {
    super(message);
  }
}
