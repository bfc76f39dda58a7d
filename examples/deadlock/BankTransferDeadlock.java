package deadlock;

/**
 * Broken: a transfer locks the account it takes from and then the one it gives to. Two transfers
 * between the same accounts in opposite directions wait for each other.
 *
 * <p>Reference section: Deadlock. Mended in {@link BankTransferOrdered}.
 */
public final class BankTransferDeadlock {
  private BankTransferDeadlock() {}

  static final class Account {
    private int balance;

    Account(int balance) {
      this.balance = balance;
    }
  }

  private static void transfer(Account from, Account to, int amount) {
    synchronized (from) {
      synchronized (to) {
        from.balance -= amount;
        to.balance += amount;
      }
    }
  }

  public static void main(String[] args) throws InterruptedException {
    Account alice = new Account(100);
    Account bob = new Account(100);
    Thread rent = Thread.ofPlatform().name("rent").start(() -> transfer(alice, bob, 70));
    Thread refund = Thread.ofPlatform().name("refund").start(() -> transfer(bob, alice, 30));
    rent.join();
    refund.join();

    if (alice.balance != 60 || bob.balance != 140) {
      throw new AssertionError("alice has " + alice.balance + ", bob has " + bob.balance);
    }
  }
}
