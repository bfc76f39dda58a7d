package application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.check.Body;
import dev.signalbox.check.Checker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the caller of a check notices of it. */
@Timeout(120)
class CallerTest {
  @TempDir private Path folder;

  @Test
  void itsThreadIsNotTheBodys() throws Exception {
    Thread caller = Thread.currentThread();
    ClassLoader before = caller.getContextClassLoader();
    try (URLClassLoader own = new URLClassLoader(new URL[0], before)) {
      caller.setContextClassLoader(own);
      Quick.in(folder)
          .check(
              () -> {
                Thread me = Thread.currentThread();
                assertThat(me).isNotSameAs(caller);
                assertThat(me.getName()).isEqualTo("main");
                assertThat(me.isDaemon()).isFalse();
                assertThat(me.getContextClassLoader()).isSameAs(own);
                me.setContextClassLoader(null);
                me.interrupt();
              });
      assertThat(caller.getContextClassLoader()).isSameAs(own);
      assertThat(caller.isInterrupted()).isFalse();
    } finally {
      caller.setContextClassLoader(before);
    }
  }

  @Test
  void outputIsTheReports() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream own = new PrintStream(printed, true);
    System.setOut(own);
    try {
      assertThat(
              Quick.in(folder)
                  .fails(
                      () -> {
                        System.out.println("from the body");
                        System.setOut(null);
                        throw new AssertionError("always");
                      }))
          .hasMessageContaining("from the body");
      assertThat(System.out).isSameAs(own);
      assertThat(System.err).isSameAs(err);
    } finally {
      System.setOut(out);
    }
    assertThat(printed.toString()).isEmpty();
  }

  @Test
  void othersPrintAsEver() throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream own = new PrintStream(printed, true);
    System.setOut(own);
    Thread other =
        new Thread(
            () -> {
              while (System.out == own && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait(); // until the check has put its own stream there
              }
              System.out.print("from another thread");
            });
    try {
      other.start();
      Quick.in(folder).check(() -> System.out.print("from the body"));
    } finally {
      other.interrupt();
      other.join();
      System.setOut(out);
    }
    assertThat(printed.toString()).isEqualTo("from another thread");
  }

  @Test
  void anUncaughtHandlerOfTheJvmIsNotTheBodys() {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.UncaughtExceptionHandler own = (_, _) -> {};
    Thread.setDefaultUncaughtExceptionHandler(own);
    try {
      assertThat(
              Quick.in(folder)
                  .fails(
                      () -> {
                        Thread t =
                            new Thread(
                                () -> {
                                  throw new IllegalStateException("in a thread");
                                });
                        t.start();
                        t.join();
                      }))
          .hasMessageStartingWith("exception: IllegalStateException: in a thread");
      assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(own);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void threadsKeepTheirNumbers() throws Exception {
    long before = idOfNewThread();
    Quick.in(folder)
        .check(
            () -> {
              Thread t = new Thread(() -> {});
              assertThat(t.getName()).isEqualTo("Thread-0");
              assertThat(t.threadId()).isEqualTo(1_000_001);
              t.start();
              t.join();
            });

    assertThat(idOfNewThread()).isBetween(before, before + 10_000);
  }

  private static long idOfNewThread() {
    return new Thread(() -> {}).threadId();
  }

  @Test
  void anInterruptEndsTheCheckAndStays() {
    Thread.currentThread().interrupt();

    assertThat(Quick.in(folder).inconclusive(() -> {})).contains("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Quick.in(folder).check(() -> {}).executions()).isPositive();
  }

  @Test
  void aCheckInsideOfACheckIsRefused() {
    assertThat(Quick.in(folder).inconclusive(() -> Checker.check(() -> {})))
        .isEqualTo("a check cannot be started inside of the code that is checked");
  }

  @Test
  void twoThreadsCheckOneAfterTheOther() throws Exception {
    CompletableFuture<Long> other =
        CompletableFuture.supplyAsync(() -> Quick.in(folder).check(lockAndCount()).executions());

    assertThat(Quick.in(folder).check(lockAndCount()).executions()).isEqualTo(400);
    assertThat(other.get()).isEqualTo(400);
  }

  private static Body lockAndCount() {
    return () -> {
      AtomicInteger n = new AtomicInteger();
      Thread t = new Thread(n::incrementAndGet);
      t.start();
      n.incrementAndGet();
      t.join();
      assertThat(n.get()).isEqualTo(2);
    };
  }

  @Test
  void isCheckedFromAVirtualThread() throws Exception {
    CompletableFuture<Long> checked = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> checked.complete(Quick.in(folder).check(lockAndCount()).executions()));

    assertThat(checked.get()).isEqualTo(400);
  }

  @Test
  void aLoopWithoutEndIsLeftToItself() {
    String stop = "application.stop";
    assertThat(
            Quick.in(folder)
                .inconclusive(
                    () -> {
                      while (!Boolean.getBoolean(stop)) {
                        Thread.currentThread().getName();
                      }
                    }))
        .contains("without a scheduling point")
        .contains("application.CallerTest");

    assertThat(Quick.in(folder).check(lockAndCount()).executions()).isEqualTo(400);
    System.setProperty(stop, "true");
    assertThat(Quick.in(folder).check(lockAndCount()).executions()).isEqualTo(400);
  }
}
