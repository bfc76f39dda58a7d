package dev.signalbox.bench.sct;

/**
 * A deposit, a withdrawal and a check of the balance: 3 threads, one mutex.
 *
 * <p>Seeded bug: the check subtracts the deposit, and fails when it comes after both others.
 * Mended, it adds it.
 */
final class Account {
  private static final int OPENING = 1;
  private static final int DEPOSIT = 2;
  private static final int WITHDRAWAL = 4;

  private final boolean mended;
  private int balance = OPENING;
  private boolean deposited;
  private boolean withdrawn;

  Account(boolean mended) {
    this.mended = mended;
  }

  void run() throws InterruptedException {
    Children children = new Children();
    children.start("check", () -> check());
    children.start("deposit", () -> deposit());
    children.start("withdraw", () -> withdraw());
    children.join();
  }

  private synchronized void deposit() {
    balance += DEPOSIT;
    deposited = true;
  }

  private synchronized void withdraw() {
    balance -= WITHDRAWAL;
    withdrawn = true;
  }

  private synchronized void check() {
    int expected = OPENING + (mended ? DEPOSIT : -DEPOSIT) - WITHDRAWAL;
    if (deposited && withdrawn && balance != expected) {
      throw new AssertionError("balance is " + balance + ", not " + expected);
    }
  }
}
