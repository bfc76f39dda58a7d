package race;

/**
 * Broken: every method of the account is synchronized, but the check of the balance and the
 * withdrawal are two calls. Two transfers may both pass the check, and the account is overdrawn.
 *
 * <p>Reference section: Race Condition. Mended in {@link BankTransferMended}.
 */
public final class BankTransfer {
  private BankTransfer() {}

  static final class Account {
    private int balance;

    Account(int balance) {
      this.balance = balance;
    }

    synchronized int balance() {
      return balance;
    }

    synchronized void withdraw(int amount) {
      balance -= amount;
    }

    synchronized void deposit(int amount) {
      balance += amount;
    }
  }

  private static void transfer(Account from, Account to, int amount) {
    if (from.balance() >= amount) {
      from.withdraw(amount);
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

    if (current.balance() < 0) {
      throw new AssertionError("the current account is overdrawn: " + current.balance());
    }
  }
}
