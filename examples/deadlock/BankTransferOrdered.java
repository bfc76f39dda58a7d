package deadlock;

/**
 * Mended: the two accounts of a transfer are locked in the order of their numbers, whichever way
 * the money goes.
 *
 * <p>Reference section: Deadlock, prevention strategy 1. Broken in {@link BankTransferDeadlock}.
 */
public final class BankTransferOrdered {
  private BankTransferOrdered() {}

  static final class Account {
    private final int number;
    private int balance;

    Account(int number, int balance) {
      this.number = number;
      this.balance = balance;
    }
  }

  private static void transfer(Account from, Account to, int amount) {
    Account first = from.number < to.number ? from : to;
    Account second = first == from ? to : from;
    synchronized (first) {
      synchronized (second) {
        from.balance -= amount;
        to.balance += amount;
      }
    }
  }

  public static void main(String[] args) throws InterruptedException {
    Account alice = new Account(1, 100);
    Account bob = new Account(2, 100);
    Thread rent = Thread.ofPlatform().name("rent").start(() -> transfer(alice, bob, 70));
    Thread refund = Thread.ofPlatform().name("refund").start(() -> transfer(bob, alice, 30));
    rent.join();
    refund.join();

    if (alice.balance != 60 || bob.balance != 140) {
      throw new AssertionError("alice has " + alice.balance + ", bob has " + bob.balance);
    }
  }
}
