package program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.signalbox.core.sync.LockOrder;
import dev.signalbox.core.sync.LockOrderException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** What a program's author reads. */
class LockOrderReportTest {
  private final LockOrder order = new LockOrder(LockOrder.Policy.THROW);
  private final Lock accounts = order.guard("accounts", new ReentrantLock());
  private final Lock audit = order.guard("audit", new ReentrantLock());

  private void transfer() {
    accounts.lock();
    audit.lock();
    audit.unlock();
    accounts.unlock();
  }

  private void report() {
    audit.lock();
    try {
      accounts.lock();
    } finally {
      audit.unlock();
    }
  }

  @Test
  void showsBothStacksFromWhereTheProgramComesIn() throws Exception {
    Thread t = Thread.ofPlatform().name("teller").start(this::transfer);
    t.join();
    LockOrderException e = catchThrowableOfType(LockOrderException.class, this::report);
    String me = Thread.currentThread().getName();
    String own = "      at program.LockOrderReportTest.";
    assertThat(String.valueOf(e.getMessage()).lines().map(line -> line.replaceAll("\\(.*", "")))
        .startsWith(
            "lock order inverted: \"audit\" before \"accounts\"",
            "  \"accounts\" before \"audit\", as seen first by \"teller\"",
            own + "transfer")
        .containsSequence(
            "  \"audit\" before \"accounts\", as tried now by \"" + me + "\"", own + "report");
  }
}
