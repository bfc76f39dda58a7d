package race;

/**
 * Mended: the account checks its balance and withdraws under one lock, and says whether it did.
 *
 * <p>Reference section: Race Condition (fix with a lock). Broken in {@link BankTransfer}.
 */
public final class BankTransferMended {
  private BankTransferMended() {}

  static final class Account {
    private int balance;

    Account(int balance) {
      this.balance = balance;
    }

    synchronized int balance() {
      return balance;
    }

    synchronized boolean tryWithdraw(int amount) {
      if (balance < amount) {
        return false;
      }
      balance -= amount;
      return true;
    }

    synchronized void deposit(int amount) {
      balance += amount;
    }
  }

  private static void transfer(Account from, Account to, int amount) {
    if (from.tryWithdraw(amount)) {
      to.deposit(amount);
    }
  }

  public static void main(String[] args) throws InterruptedException {
    Account current = new Account(100);
    Account savings = new Account(0);
    Account rent = new Account(0);
    Thread saving = Thread.ofPlatform().name("saving").start(() -> transfer(current, savings, 80));
    Thread renting = Thread.ofPlatform().name("renting").start(() -> transfer(current, rent, 70));
    saving.join();
    renting.join();

    int total = current.balance() + savings.balance() + rent.balance();
    if (current.balance() < 0 || total != 100) {
      throw new AssertionError("current account " + current.balance() + ", all three " + total);
    }
  }
}
