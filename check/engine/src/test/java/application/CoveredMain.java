package application;

import dev.signalbox.check.CheckFailedError;
import dev.signalbox.check.CheckReport;
import dev.signalbox.check.CheckSettings;
import dev.signalbox.check.Checker;
import java.nio.file.Path;

/** A program that checks its own code; prints what it finds. */
final class CoveredMain {
  private CoveredMain() {}

  public static void main(String[] args) {
    CheckSettings settings = Checker.defaults().report(Path.of(args[0]));
    CheckReport all = settings.exhaustive().check(() -> depositTwice(true));
    System.out.println("all found: " + all.complete());
    System.out.println(
        "checked %d executions of %d threads".formatted(all.executions(), all.threads()));
    try {
      settings.races(false).schedules(1000).seed(1).check(() -> depositTwice(false));
    } catch (CheckFailedError e) {
      System.out.println("found " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    try {
      settings
          .schedules(1000)
          .seed(1)
          .check(
              () -> {
                Account a = new Account();
                Thread other = new Thread(() -> a.depositCarelessly(1), "other");
                other.start();
                a.balance();
                other.join();
              });
    } catch (CheckFailedError e) {
      System.out.println("found " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private static void depositTwice(boolean carefully) throws InterruptedException {
    Account a = new Account();
    Runnable deposit = carefully ? () -> a.deposit(1) : () -> a.depositCarelessly(1);
    Thread one = new Thread(deposit, "one");
    Thread two = new Thread(deposit, "two");
    one.start();
    two.start();
    one.join();
    two.join();
    if (a.balance() != 2) {
      throw new AssertionError("lost an update");
    }
    if (Account.opened() != 1 || a.kind() != Account.Kind.CHEQUE) {
      throw new AssertionError("static state of another execution");
    }
  }
}
