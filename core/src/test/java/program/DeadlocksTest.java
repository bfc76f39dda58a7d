package program;

import static dev.signalbox.core.ThreadKind.awaitBlocked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.ThreadKind;
import dev.signalbox.core.sync.Mutex;
import dev.signalbox.core.waitgraph.Blockers;
import dev.signalbox.core.waitgraph.Deadlock;
import dev.signalbox.core.waitgraph.DeadlockException;
import dev.signalbox.core.waitgraph.DeadlockPolicy;
import dev.signalbox.core.waitgraph.Holder;
import dev.signalbox.core.waitgraph.Resource;
import dev.signalbox.core.waitgraph.ThreadEnd;
import dev.signalbox.core.waitgraph.WaitGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real deadlocks, most of which the JDK does not see: found while they last, told, broken. */
@Timeout(60)
@SuppressWarnings("LockNotBeforeTry")
class DeadlocksTest {
  private final Mutex a = Mutex.named("a");
  private final Mutex b = Mutex.named("b");
  private final Object monitor = new Object();
  private final CyclicBarrier bothHoldOne = new CyclicBarrier(2);
  private final BlockingQueue<Deadlock> told = new ArrayBlockingQueue<>(100);
  private final Consumer<Deadlock> listener = told::add;
  private final List<Thread> threads = new ArrayList<>();

  @BeforeEach
  void listen() {
    WaitGraph.onDeadlock(listener);
    WaitGraph.searchAfter(Duration.ofMillis(20));
    WaitGraph.policy(DeadlockPolicy.FAIL);
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Thread t : threads) {
      t.join();
    }
    WaitGraph.removeListener(listener);
    WaitGraph.searchAfter(Duration.ofMillis(100));
    WaitGraph.policy(DeadlockPolicy.REPORT);
    WaitGraph.traceHolders(false);
  }

  private CompletableFuture<Exception> start(ThreadKind kind, String name, ThreadKind.Body body) {
    CompletableFuture<Exception> end = new CompletableFuture<>();
    threads.add(
        kind.start(
            name,
            () -> {
              try {
                body.run();
                end.complete(new Exception("none"));
              } catch (Exception e) {
                end.complete(e);
              }
            }));
    return end;
  }

  private void nested(Mutex outer, Mutex inner) throws Exception {
    outer.lock();
    try {
      bothHoldOne.await();
      inner.run(() -> {});
    } finally {
      outer.unlock();
    }
  }

  private static List<Exception> deadlocks(List<CompletableFuture<Exception>> ends) {
    return ends.stream()
        .map(CompletableFuture::join)
        .filter(DeadlockException.class::isInstance)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void twoMutexes(ThreadKind kind) throws Exception {
    WaitGraph.traceHolders(true);
    var one = start(kind, "one", () -> nested(a, b));
    var two = start(kind, "two", () -> nested(b, a));
    assertThat(deadlocks(List.of(one, two))).hasSize(1);
    Deadlock deadlock = told.take();
    assertThat(deadlock.links()).hasSize(2);
    assertThat(deadlock.toString())
        .startsWith("deadlock of 2 threads")
        .contains("\"one\" waits for mutex \"b\"", "\"two\" waits for mutex \"a\"")
        .contains("held by \"one\", who took it\n      at " + DeadlocksTest.class.getName())
        .doesNotContain("WaitQueue");
    assertThat(told).isEmpty();
    assertThat(a.isLocked()).isFalse();
    assertThat(b.isLocked()).isFalse();
  }

  @Test
  void aPlatformAndAVirtualThread() {
    var one = start(ThreadKind.PLATFORM, "one", () -> nested(a, b));
    var two = start(ThreadKind.VIRTUAL, "two", () -> nested(b, a));
    assertThat(deadlocks(List.of(one, two))).hasSize(1);
  }

  /** Whoever waits for the mutex is the victim: nobody can end the wait for a monitor. */
  @ParameterizedTest
  @EnumSource
  void aMutexAndAMonitor(ThreadKind kind) {
    var holdsMonitor =
        start(
            kind,
            "holds monitor",
            () -> {
              synchronized (monitor) {
                bothHoldOne.await();
                a.run(() -> {});
              }
            });
    var holdsMutex =
        start(
            kind,
            "holds mutex",
            () -> {
              a.lock();
              try {
                bothHoldOne.await();
                synchronized (monitor) {
                  assertThat(a.isHeldByCurrentThread()).isTrue();
                }
              } finally {
                a.unlock();
              }
            });
    assertThat(holdsMonitor.join()).isInstanceOf(DeadlockException.class);
    assertThat(holdsMonitor.join().getMessage())
        .contains("\"holds mutex\" waits for monitor java.lang.Object@");
    assertThat(holdsMutex.join()).hasMessage("none");
  }

  @ParameterizedTest
  @EnumSource
  void aMutexAndAJoin(ThreadKind kind) throws Exception {
    a.lock();
    var child = start(kind, "child", () -> a.run(() -> {}));
    Thread t = threads.getFirst();
    awaitBlocked(t);
    try {
      assertThatThrownBy(
              () ->
                  WaitGraph.waiting(
                      new ThreadEnd(t),
                      () -> {
                        t.join();
                        return true;
                      }))
          .isInstanceOf(DeadlockException.class)
          .hasMessageContaining("waits for the end of \"child\"");
      assertThat(Thread.interrupted()).isFalse();
    } finally {
      a.unlock();
    }
    assertThat(child.join()).hasMessage("none");
  }

  /** Two tasks that wait for each other's result. */
  @ParameterizedTest
  @EnumSource
  void twoFutures(ThreadKind kind) {
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> second = new CompletableFuture<>();
    var one = start(kind, "one", () -> answer(first, second));
    Thread makesFirst = threads.get(0);
    var two = start(kind, "two", () -> answer(second, first));
    Thread makesSecond = threads.get(1);
    makers = List.of(makesFirst, makesSecond);
    futures = List.of(first, second);
    ready.countDown();
    assertThat(deadlocks(List.of(one, two))).hasSize(1);
  }

  private final CountDownLatch ready = new CountDownLatch(1);
  private volatile List<Thread> makers = List.of();
  private volatile List<CompletableFuture<String>> futures = List.of();

  private void answer(CompletableFuture<String> mine, CompletableFuture<String> other)
      throws Exception {
    ready.await();
    Thread maker = makers.get(futures.indexOf(other));
    Resource result = wait -> other.isDone() ? Blockers.NONE : Blockers.one(new Holder(maker));
    try {
      mine.complete(WaitGraph.waiting(result, other::get));
    } finally {
      mine.complete("nothing");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMutexWhoseOwnerHasEnded(ThreadKind kind) throws Exception {
    Thread owner = kind.start("forgetful", a::lock);
    owner.join();
    var waiter = start(kind, "waiter", a::lock);
    assertThat(waiter.join())
        .isInstanceOf(DeadlockException.class)
        .hasMessageContaining("held by \"forgetful\", which has ended");
  }

  @ParameterizedTest
  @EnumSource
  void reportOnlyTells(ThreadKind kind) throws Exception {
    WaitGraph.policy(DeadlockPolicy.REPORT);
    var one = start(kind, "one", () -> nestedInterruptibly(a, b));
    var two = start(kind, "two", () -> nestedInterruptibly(b, a));
    assertThat(told.take().links()).hasSize(2);
    assertThat(WaitGraph.deadlocks()).hasSize(1);
    assertThat(threads).allMatch(Thread::isAlive);
    threads.getFirst().interrupt();
    assertThat(one.join()).isInstanceOf(InterruptedException.class);
    assertThat(two.join()).hasMessage("none");
    assertThat(told).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void interruptEndsAWaitThatCanBe(ThreadKind kind) throws Exception {
    WaitGraph.policy(DeadlockPolicy.INTERRUPT);
    var one = start(kind, "one", () -> nestedInterruptibly(a, b));
    var two = start(kind, "two", () -> nestedInterruptibly(b, a));
    assertThat(List.of(one.join(), two.join()))
        .filteredOn(InterruptedException.class::isInstance)
        .hasSize(1);
  }

  private void nestedInterruptibly(Mutex outer, Mutex inner) throws Exception {
    outer.lockInterruptibly();
    try {
      bothHoldOne.await();
      inner.lockInterruptibly();
      inner.unlock();
    } finally {
      outer.unlock();
    }
  }

  @Test
  void theVictimsExceptionHasItsOwnStack() {
    var one = start(ThreadKind.VIRTUAL, "one", () -> nested(a, b));
    var two = start(ThreadKind.VIRTUAL, "two", () -> nested(b, a));
    Exception e = deadlocks(List.of(one, two)).getFirst();
    assertThat(e.getStackTrace()).anyMatch(f -> f.getMethodName().equals("nested"));
  }

  @Test
  void flightRecorderIsTold() throws Exception {
    BlockingQueue<String> events = new ArrayBlockingQueue<>(1000);
    try (RecordingStream stream = new RecordingStream()) {
      for (String name : List.of("ContendedAcquire", "LongHold", "Deadlock")) {
        stream.enable("dev.signalbox." + name).withoutThreshold();
        stream.onEvent(
            "dev.signalbox." + name,
            e -> {
              boolean unused =
                  events.offer(
                      name + " " + e.getString(name.equals("Deadlock") ? "report" : "resource"));
            });
      }
      stream.startAsync();
      var one = start(ThreadKind.PLATFORM, "one", () -> nested(a, b));
      var two = start(ThreadKind.PLATFORM, "two", () -> nested(b, a));
      assertThat(deadlocks(List.of(one, two))).hasSize(1);
      stream.stop();
    }
    assertThat(events)
        .anyMatch(e -> e.startsWith("Deadlock deadlock of 2 threads"))
        .anyMatch(e -> e.matches("ContendedAcquire mutex \"[ab]\""))
        .anyMatch(e -> e.matches("LongHold mutex \"[ab]\""));
  }

  @Test
  void badSettingsAreRefused() {
    assertThatThrownBy(() -> WaitGraph.searchAfter(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a search after PT0S: must be positive");
    assertThat(WaitGraph.searchAfter()).isEqualTo(Duration.ofMillis(20));
  }
}
