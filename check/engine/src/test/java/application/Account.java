package application;

/** With static state and an initializer, a synchronized method and a plain one. */
class Account {
  private static int opened;
  private static final Object BANK = new Object();

  private int balance;
  private final Kind kind = opened % 2 == 0 ? Kind.CHEQUE : Kind.SAVINGS;

  enum Kind {
    CHEQUE,
    SAVINGS
  }

  Account() {
    synchronized (BANK) {
      opened++;
    }
  }

  synchronized void deposit(int amount) {
    balance += amount;
  }

  void depositCarelessly(int amount) {
    balance += amount;
  }

  synchronized int balance() {
    return balance;
  }

  Kind kind() {
    return kind;
  }

  int neverCalled() {
    return 1;
  }

  static int opened() {
    synchronized (BANK) {
      return opened;
    }
  }
}
