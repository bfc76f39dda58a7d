package conformance;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Plain data handed over by FutureTask and CompletableFuture. */
@SuppressWarnings("FutureReturnValueIgnored")
public final class HappensBeforeFutures {
  private static int data;

  private HappensBeforeFutures() {}

  private static CompletableFuture<Parcel> supply(int content) {
    return CompletableFuture.supplyAsync(() -> new Parcel(content));
  }

  private static void isSeven(Parcel p) {
    assert p.content == 7 : p.content;
  }

  // ---- FutureTask

  @Clean
  static void futureTask() throws InterruptedException {
    FutureTask<Parcel> task = new FutureTask<>(() -> new Parcel(7));
    Threads.together(task::run, () -> isSeven(task.get()));
  }

  @Clean
  static void besideTheResult() throws InterruptedException {
    FutureTask<String> task = new FutureTask<>(() -> data = 7, "done");
    Threads.together(
        task::run,
        () -> {
          assert task.get(1, TimeUnit.DAYS).equals("done") && data == 7;
        });
  }

  private static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;
    int number;

    Failure(int number) {
      this.number = number;
    }
  }

  @Clean
  static void futureTaskThatFails() throws InterruptedException {
    FutureTask<Parcel> task =
        new FutureTask<>(
            () -> {
              throw new Failure(7);
            });
    Threads.together(
        task::run,
        () -> {
          try {
            task.get();
            throw new AssertionError("it failed");
          } catch (ExecutionException e) {
            assert ((Failure) e.getCause()).number == 7;
          }
        });
  }

  // ---- CompletableFuture: to the task and back

  @Clean
  static void beforeRunAsync() {
    data = 1;
    CompletableFuture.runAsync(
            () -> {
              assert data == 1;
            })
        .join();
  }

  @Clean
  static void joinOfRunAsync() {
    CompletableFuture.runAsync(() -> data = 1).join();
    assert data == 1;
  }

  @Clean
  static void getOfSupplyAsync() throws Exception {
    isSeven(supply(7).get());
  }

  @Clean
  static void completedByAnotherThread() throws InterruptedException {
    CompletableFuture<Parcel> f = new CompletableFuture<>();
    Threads.together(() -> f.complete(new Parcel(7)), () -> isSeven(f.get()));
  }

  @Clean
  static void besideTheValue() throws InterruptedException {
    CompletableFuture<String> f = new CompletableFuture<>();
    Threads.together(
        () -> {
          data = 1;
          f.complete("a");
        },
        () -> {
          assert f.join().equals("a") && data == 1;
        });
  }

  @Clean
  static void getNow() throws InterruptedException {
    CompletableFuture<Parcel> f = new CompletableFuture<>();
    Hint.inOrder(() -> f.complete(new Parcel(7)), () -> isSeven(f.getNow(null)));
  }

  @Clean
  static void doneAndResultNow() throws InterruptedException {
    CompletableFuture<Parcel> f = new CompletableFuture<>();
    Threads.together(
        () -> f.complete(new Parcel(7)),
        () -> {
          if (f.isDone()) {
            isSeven(f.resultNow());
          }
        });
  }

  @Clean
  static void failedByAnotherThread() throws InterruptedException {
    CompletableFuture<Parcel> f = new CompletableFuture<>();
    Threads.together(
        () -> f.completeExceptionally(new Failure(7)),
        () -> {
          try {
            f.join();
            throw new AssertionError("it failed");
          } catch (CompletionException e) {
            assert ((Failure) e.getCause()).number == 7;
          }
        });
  }

  // ---- CompletableFuture: from stage to stage

  @Clean
  static void thenApply() {
    assert supply(6).thenApply(p -> p.content + 1).join() == 7;
  }

  @Clean
  static void thenApplyAsync() {
    CompletableFuture<Parcel> f =
        supply(5)
            .thenApplyAsync(p -> new Parcel(p.content + 1))
            .thenApplyAsync(p -> new Parcel(p.content + 1));
    isSeven(f.join());
  }

  @Clean
  static void objectThatGoesFromStageToStage() {
    CompletableFuture<Parcel> f = supply(5);
    for (int i = 0; i < 2; i++) {
      f =
          f.thenApplyAsync(
              p -> {
                p.content++;
                return p;
              });
    }
    isSeven(f.join());
  }

  @Clean
  static void callbackOfAnotherThread() throws InterruptedException {
    CompletableFuture<Parcel> f = new CompletableFuture<>();
    Threads.together(
        () -> f.complete(new Parcel(7)),
        () -> f.thenAccept(p -> isSeven(p)).join(),
        () -> f.whenComplete((p, _) -> isSeven(p)).join());
  }

  /** Whoever runs the callback, it sees what was written before it was registered. */
  @Clean
  static void beforeTheRegistration() throws InterruptedException {
    CompletableFuture<String> f = new CompletableFuture<>();
    Threads.together(
        () -> f.complete("a"),
        () -> {
          data = 1;
          f.thenRun(
                  () -> {
                    assert data == 1;
                  })
              .join();
        });
  }

  @Clean
  static void handle() {
    assert supply(6).handle((p, e) -> e == null ? p.content + 1 : 0).join() == 7;
  }

  @Clean
  static void exceptionally() {
    CompletableFuture<Parcel> f =
        CompletableFuture.supplyAsync(
            () -> {
              data = 7;
              throw new IllegalStateException("on purpose");
            });
    isSeven(f.exceptionally(_ -> new Parcel(data)).join());
  }

  @Clean
  static void compose() {
    isSeven(supply(3).thenCompose(p -> supply(p.content + 4)).join());
  }

  @Clean
  static void combine() {
    isSeven(supply(3).thenCombine(supply(4), (a, b) -> new Parcel(a.content + b.content)).join());
  }

  @Clean
  static void afterBoth() {
    int[] parts = new int[2];
    CompletableFuture<Void> a = CompletableFuture.runAsync(() -> parts[0] = 3);
    CompletableFuture<Void> b = CompletableFuture.runAsync(() -> parts[1] = 4);
    a.runAfterBoth(b, () -> data = parts[0] + parts[1]).join();
    assert data == 7;
  }

  @Clean
  static void either() {
    int content = supply(3).applyToEither(supply(4), p -> p.content).join();
    assert content == 3 || content == 4;
  }

  @Clean
  static void allOf() {
    int[] parts = new int[3];
    CompletableFuture<?>[] all = new CompletableFuture<?>[parts.length];
    for (int i = 0; i < all.length; i++) {
      int me = i;
      all[i] = CompletableFuture.runAsync(() -> parts[me] = me);
    }
    CompletableFuture.allOf(all).join();
    assert parts[0] + parts[1] + parts[2] == 3;
  }

  @Clean
  static void anyOf() {
    Parcel p = (Parcel) CompletableFuture.anyOf(supply(3), supply(4)).join();
    assert p.content == 3 || p.content == 4;
  }

  @Clean
  static void copy() throws InterruptedException {
    CompletableFuture<Parcel> f = new CompletableFuture<>();
    CompletableFuture<Parcel> copy = f.copy();
    Threads.together(() -> f.complete(new Parcel(7)), () -> isSeven(copy.join()));
  }

  // ---- later

  @Clean
  static void orTimeout() {
    isSeven(supply(7).orTimeout(1, TimeUnit.DAYS).join());
  }

  @Clean
  static void completeOnTimeout() throws InterruptedException {
    CompletableFuture<Parcel> f = new CompletableFuture<>();
    Threads.together(
        () -> f.completeOnTimeout(new Parcel(7), 1, TimeUnit.HOURS), () -> isSeven(f.join()));
  }

  @Clean
  static void delayedExecutor() {
    Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.HOURS);
    data = 7;
    isSeven(CompletableFuture.supplyAsync(() -> new Parcel(data), later).join());
  }
}
