package dev.signalbox.check.engine.report;

import dev.signalbox.check.engine.report.Finding.Access;
import dev.signalbox.check.engine.report.Finding.Conflict;
import dev.signalbox.check.engine.report.Finding.Failure;
import dev.signalbox.check.engine.report.ThreadView.Holder;
import dev.signalbox.check.engine.report.ThreadView.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results as the checker makes them, one of every kind. */
final class Samples {
  private Samples() {}

  static CheckResult counterRace() {
    Program p = counter();
    p.also(0, 17, "starts first").also(0, 18, "starts second");
    p.does(1, 11, "read counter = 0");
    p.does(2, 11, "read counter = 0").does(2, 13, "write counter = 1");
    p.does(1, 13, "write counter = 1");
    p.also(0, 19, "joins first").also(0, 20, "joins second");
    p.does(0, 22, "read counter = 1");
    p.also(0, 23, "throws AssertionError: counter is 1 after 2 increments");
    List<ThreadView> threads = List.of(ended("main"), ended("first"), ended("second"));
    String message = "counter is 1 after 2 increments";
    Failure error =
        new Failure(0, "java.lang.AssertionError", message, List.of(p.at("main", 23)), List.of());
    return found(
        "examples/race/CounterRace.java",
        new Finding(
            Kind.ASSERTION,
            message,
            threads,
            p.events(),
            List.of(),
            null,
            error,
            List.of(),
            "",
            1,
            3,
            "pct",
            42,
            ".signalbox/CounterRace-1.replay",
            "signalbox check --replay .signalbox/CounterRace-1.replay",
            null));
  }

  /** A failure and the data race that it comes from. */
  static CheckResult race() {
    CheckResult r = counterRace();
    Program p = counter();
    p.also(0, 17, "starts first").also(0, 18, "starts second");
    p.does(1, 11, "read counter = 0").does(1, 13, "write counter = 1");
    p.does(2, 11, "read counter = 1");
    List<ThreadView> threads = List.of(ended("main"), ended("first"), ended("second"));
    Finding race =
        new Finding(
            Kind.RACE,
            "CounterRace.counter is written by first and read by second, and nothing orders the two",
            threads,
            p.events(),
            List.of(),
            null,
            null,
            List.of("nothing orders CounterRace.increment:13 and CounterRace.increment:13 either"),
            "",
            0,
            1,
            "pct",
            42,
            ".signalbox/CounterRace-2.replay",
            "signalbox check --replay .signalbox/CounterRace-2.replay",
            new Conflict(
                "CounterRace.counter",
                new Access(1, true, List.of(p.at("increment", 13))),
                new Access(2, false, List.of(p.at("increment", 11), p.at("run", 18)))));
    return new CheckResult(
        r.target(),
        r.finding(),
        r.executions(),
        r.elapsed(),
        r.threads(),
        r.steps(),
        r.strategies(),
        r.seed(),
        r.replayed(),
        r.notes(),
        r.problem(),
        List.of(race),
        null);
  }

  private static Program counter() {
    return new Program("race.CounterRace", "CounterRace.java")
        .line(11, "int temp = counter;")
        .line(13, "counter = temp;")
        .line(
            17, "Thread first = Thread.ofPlatform().name(\"first\").start(CounterRace::increment);")
        .line(
            18,
            "Thread second = Thread.ofPlatform().name(\"second\").start(CounterRace::increment);")
        .line(19, "first.join();")
        .line(20, "second.join();")
        .line(22, "if (counter != 2) {")
        .line(23, "throw new AssertionError(\"counter is \" + counter + \" after 2 increments\");");
  }

  /** The same line does more than one thing, and the threads are unlike. */
  static CheckResult shortCounterRace() {
    Program p =
        new Program("Hits", "Hits.java")
            .line(5, "hits++;")
            .line(14, "assert hits == 2 : \"hits is \" + hits;");
    p.does(1, 5, "read hits = 0");
    p.does(2, 5, "read hits = 0").does(2, 5, "write hits = 1");
    p.does(1, 5, "write hits = 1");
    p.does(0, 14, "read hits = 1");
    List<ThreadView> threads =
        List.of(
            ended("main"),
            new ThreadView("", true, true, "finished", null, List.of()),
            new ThreadView("", true, true, "finished", null, List.of()));
    Failure error =
        new Failure(
            0, "java.lang.AssertionError", "hits is 1", List.of(p.at("main", 14)), List.of());
    return found("Hits.java", finding(Kind.ASSERTION, "hits is 1", threads, p, error));
  }

  static CheckResult deadlock() {
    Program p = twoLocks();
    p.also(0, 35, "starts A").also(0, 36, "starts B");
    p.does(1, 16, "lock TwoLocks.stockLock").does(1, 17, "read stock = 1");
    p.does(1, 17, "write stock = 0");
    p.does(2, 25, "lock TwoLocks.ordersLock").does(2, 26, "read orders = 0");
    p.does(2, 26, "write orders = -1");
    p.does(2, 27, "waits for TwoLocks.stockLock");
    p.does(1, 18, "waits for TwoLocks.ordersLock");
    p.does(0, 37, "waits for thread A");
    Wait join = new Wait("thread A", "join()", p.at("main", 37), List.of(new Holder(1, null)));
    Wait a =
        new Wait(
            "monitor TwoLocks.ordersLock",
            "synchronized",
            p.at("place", 18),
            List.of(new Holder(2, p.at("cancel", 25))));
    Wait b =
        new Wait(
            "monitor TwoLocks.stockLock",
            "synchronized",
            p.at("cancel", 27),
            List.of(new Holder(1, p.at("place", 16))));
    List<ThreadView> threads =
        List.of(
            stuck("main", join, List.of(p.at("main", 37))),
            stuck("A", a, List.of(p.at("place", 18))),
            stuck("B", b, List.of(p.at("cancel", 27))));
    String cause = "A and B wait for each other: TwoLocks.stockLock and TwoLocks.ordersLock";
    return found(
        "examples/deadlock/TwoLocks.java",
        new Finding(
            Kind.DEADLOCK,
            cause,
            threads,
            p.events(),
            List.of(1, 2),
            null,
            null,
            List.of(),
            "",
            1,
            3,
            "random",
            42,
            ".signalbox/TwoLocks-1.replay",
            "signalbox check --replay .signalbox/TwoLocks-1.replay",
            null));
  }

  private static Program twoLocks() {
    return new Program("deadlock.TwoLocks", "TwoLocks.java")
        .line(16, "synchronized (stockLock) {")
        .line(17, "stock--;")
        .line(18, "synchronized (ordersLock) {")
        .line(25, "synchronized (ordersLock) {")
        .line(26, "orders--;")
        .line(27, "synchronized (stockLock) {")
        .line(35, "Thread a = Thread.ofPlatform().name(\"A\").start(shop::place);")
        .line(36, "Thread b = Thread.ofPlatform().name(\"B\").start(shop::cancel);")
        .line(37, "a.join();");
  }

  /** A lock that is not a monitor, callers, a bystander who waits for one of the cycle. */
  static CheckResult deadlockOfThree() {
    Program p =
        new Program("com.acme.Bank", "Bank.java")
            .line(12, "from.lock.lock();")
            .line(14, "to.lock.lock();");
    Location taken = p.at("transfer", 12);
    Location waits = p.at("transfer", 14);
    List<ThreadView> threads = new ArrayList<>();
    List<Location> stack = new ArrayList<>(List.of(waits, p.at("pay", 21)));
    List.of("settle", "close", "run").forEach(m -> stack.add(p.at(m, stack.size() + 30)));
    for (int i = 0; i < 3; i++) {
      int next = (i + 1) % 3;
      p.does(i, 12, "lock account " + i);
      Wait wait =
          new Wait(
              "ReentrantLock account " + next, "lock()", waits, List.of(new Holder(next, taken)));
      threads.add(stuck("teller-" + i, wait, i == 0 ? stack : List.of(waits)));
    }
    for (int i = 0; i < 3; i++) {
      p.does(i, 14, "waits for account " + (i + 1) % 3);
    }
    Wait audit =
        new Wait(
            "ReentrantLock account 0",
            "lockInterruptibly()",
            p.at("audit", 40),
            List.of(new Holder(0, taken)));
    threads.add(stuck("audit", audit, List.of(p.at("audit", 40))));
    threads.add(new ThreadView("clock", false, true, "runnable", null, List.of(p.at("tick", 55))));
    Finding f = finding(Kind.DEADLOCK, "3 tellers wait for each other", threads, p, null);
    return found("com.acme.BankTest#transfers", withCycle(f, List.of(0, 1, 2)));
  }

  static CheckResult lostWakeUp() {
    Program p =
        new Program("waiting.Gate", "Gate.java")
            .line(8, "while (!open) {")
            .line(10, "lock.wait();")
            .line(17, "open = true;")
            .line(18, "lock.notify();")
            .line(31, "visitor.join();");
    p.also(0, 28, "starts visitor").also(0, 29, "starts keeper");
    p.does(1, 8, "read open = false");
    p.does(2, 17, "write open = true").does(2, 18, "notify Gate.lock: nobody waits");
    p.does(1, 10, "wait Gate.lock");
    p.does(0, 31, "waits for thread visitor");
    Wait gate = new Wait("monitor Gate.lock", "wait()", p.at("enter", 10), List.of());
    Wait join =
        new Wait("thread visitor", "join()", p.at("main", 31), List.of(new Holder(1, null)));
    List<ThreadView> threads =
        List.of(
            stuck("main", join, List.of(p.at("main", 31))),
            stuck("visitor", gate, List.of(p.at("enter", 10), p.at("visit", 22))),
            ended("keeper"));
    String cause =
        "visitor waits for monitor Gate.lock, and no thread is left that could notify it";
    return found("examples/waiting/Gate.java", finding(Kind.DEADLOCK, cause, threads, p, null));
  }

  /** A thread ended without giving its lock back. */
  static CheckResult lockNeverReleased() {
    Program p = new Program("Leak", "Leak.java").line(9, "permits.acquire();");
    p.does(1, 9, "acquire Leak.permits (0 left)").does(0, 9, "waits for Leak.permits");
    Wait wait =
        new Wait(
            "Semaphore Leak.permits (0 of 1)",
            "acquire()",
            p.at("run", 9),
            List.of(new Holder(1, p.at("run", 9))));
    List<ThreadView> threads =
        List.of(stuck("main", wait, List.of(p.at("run", 9))), ended("worker"));
    return found("Leak.java", finding(Kind.DEADLOCK, "main waits for ever", threads, p, null));
  }

  static CheckResult exception() {
    Program p =
        new Program("com.acme.orders.OrderBook", "OrderBook.java")
            .line(31, "if (!open.containsKey(id)) {")
            .line(34, "return open.get(id).price();")
            .line(48, "open.remove(id);");
    p.does(1, 31, "OrderBook.open.containsKey(7) = true");
    p.does(2, 48, "OrderBook.open.remove(7) = Order[id=7, text=\"a\u001b[31m\tb\n\"]");
    p.does(1, 34, "OrderBook.open.get(7) = null");
    List<Location> stack = new ArrayList<>(List.of(p.at("price", 34), p.at("total", 40)));
    for (int i = 0; i < 21; i++) {
      stack.add(p.at("walk", 60));
    }
    String message =
        "price of order 7:\n  expected a price\n  but there is no order \"Grüße\" at all";
    Failure error =
        new Failure(
            1,
            "com.acme.orders.PricingException",
            message,
            stack,
            List.of("java.lang.NullPointerException: Cannot invoke \"Order.price()\""));
    StringBuilder output = new StringBuilder();
    for (int i = 1; i <= 20; i++) {
      output.append("line ").append(i).append('\t').append("x".repeat(i * 6)).append("\n");
    }
    Finding f =
        new Finding(
            Kind.EXCEPTION,
            "PricingException in reader: price of order 7: expected a price",
            List.of(ended("main"), ended("reader"), ended("writer")),
            p.events(),
            List.of(),
            null,
            error,
            List.of("the thread \"writer\" was still running when main ended"),
            output + "\u001b[32mdone\u001b[0m\r\n",
            2,
            12_345,
            "pos",
            -7,
            "r/OrderBookTest-prices-1.replay",
            "signalbox check --class-path target/classes --replay r/OrderBookTest-prices-1.replay",
            null);
    return new CheckResult(
        "com.acme.orders.OrderBookTest#prices",
        f,
        12_345,
        Duration.ofMillis(1_940),
        3,
        61,
        List.of("random", "pct", "pos"),
        -7,
        false,
        List.of("a spurious wake-up was injected at step 12, as the Java specification allows"),
        null);
  }

  static CheckResult hang() {
    Program p =
        new Program("Spin", "Spin.java")
            .line(6, "while (!done) {")
            .line(7, "Thread.onSpinWait();")
            .line(15, "spinner.join();");
    p.also(0, 14, "starts spinner").does(0, 15, "waits for thread spinner");
    for (int i = 0; i < 400; i++) {
      p.does(1, 6, "read done = false").does(1, 7, "onSpinWait");
    }
    Wait join =
        new Wait("thread spinner", "join()", p.at("main", 15), List.of(new Holder(1, null)));
    List<ThreadView> threads =
        List.of(
            stuck("main", join, List.of(p.at("main", 15))),
            new ThreadView("spinner", false, false, "runnable", null, List.of(p.at("spin", 6))));
    return found(
        "Spin.java",
        finding(Kind.HANG, "spinner has not finished after 10,000 steps", threads, p, null));
  }

  static CheckResult manyThreads() {
    Program p = new Program("pools.Tickets", "Tickets.java").line(19, "left--;");
    p.also(0, 30, "starts seller-1").also(0, 30, "starts seller-2");
    List<ThreadView> threads = new ArrayList<>(List.of(ended("main")));
    for (int i = 1; i <= 6; i++) {
      threads.add(ended("a seller with a very long name " + i));
      p.does(i, 19, "read left = " + (7 - i));
      p.also(i, 20, "unlock Tickets.door").also(i % 6 + 1, 20, "lock Tickets.door");
      p.does(i, 21, "write sold[seller] = Ticket[seat=" + i + ", row=A, price=12.50 EUR]");
    }
    return found("Tickets.java", finding(Kind.ASSERTION, "seat 3 sold twice", threads, p, null));
  }

  /** A program that would like to be more than text. */
  static CheckResult hostile(String evil) {
    Program p = new Program(evil, evil).line(1, evil);
    p.does(0, 1, evil).does(1, 1, "lock " + evil).does(1, 1, "waits for " + evil);
    Wait wait = new Wait(evil, evil, p.at(evil, 1), List.of(new Holder(0, p.at(evil, 1))));
    List<ThreadView> threads = List.of(ended(evil), stuck(evil, wait, List.of(p.at(evil, 1))));
    Failure error = new Failure(0, evil, evil, List.of(p.at(evil, 1)), List.of(evil));
    List<Integer> cycle = List.of(0, 1);
    return found(
        evil,
        new Finding(
            Kind.DEADLOCK,
            evil,
            threads,
            p.events(),
            cycle,
            null,
            error,
            List.of(evil),
            evil,
            1,
            1,
            evil,
            1,
            evil,
            evil,
            null));
  }

  static CheckResult replayed() {
    CheckResult r = counterRace();
    return new CheckResult(
        r.target(),
        r.finding(),
        1,
        Duration.ofMillis(31),
        3,
        10,
        List.of("pct"),
        42,
        true,
        List.of(),
        null);
  }

  static CheckResult clean() {
    return clean("CounterWithLock", false, 123_456, List.of());
  }

  static CheckResult clean(String target, boolean replayed, long executions, List<String> notes) {
    return new CheckResult(
        target,
        null,
        executions,
        Duration.ofSeconds(10),
        3,
        24,
        List.of("random", "pct", "pos"),
        42,
        replayed,
        notes,
        null);
  }

  static CheckResult problem(String target, String problem) {
    return new CheckResult(
        target, null, 0, Duration.ZERO, 0, 0, List.of(), 42, false, List.of(), problem);
  }

  static List<CheckResult> several() {
    return List.of(
        clean("com.acme.HitsTest#one", false, 1, List.of("only one thread: nothing to interleave")),
        shortCounterRace(),
        problem("com.acme.HitsTest#io", "reads from a socket, which the checker cannot control"),
        clean("com.acme.HitsTest#locked", false, 4_711, List.of()),
        lockNeverReleased());
  }

  static List<CheckResult> all() {
    List<CheckResult> all =
        new ArrayList<>(
            List.of(
                counterRace(),
                race(),
                deadlock(),
                deadlockOfThree(),
                lostWakeUp(),
                exception(),
                hang(),
                manyThreads(),
                replayed(),
                clean()));
    all.addAll(several());
    return all;
  }

  static ThreadView ended(String name) {
    return new ThreadView(name, false, false, "finished", null, List.of());
  }

  private static ThreadView stuck(String name, Wait wait, List<Location> stack) {
    return new ThreadView(name, false, false, "waits for " + wait.resource(), wait, stack);
  }

  static Finding finding(
      Kind kind, String cause, List<ThreadView> threads, Program program, @Nullable Failure error) {
    return new Finding(
        kind,
        cause,
        threads,
        program.events(),
        List.of(),
        null,
        error,
        List.of(),
        "",
        2,
        17,
        "random",
        42,
        "r/1.replay",
        "signalbox check --replay r/1.replay",
        null);
  }

  private static Finding withCycle(Finding f, List<Integer> cycle) {
    return new Finding(
        f.kind(),
        f.cause(),
        f.threads(),
        f.events(),
        cycle,
        f.endless(),
        f.error(),
        f.notes(),
        f.output(),
        f.switches(),
        f.execution(),
        f.strategy(),
        f.seed(),
        f.replayFile(),
        f.replayCommand(),
        null);
  }

  static CheckResult found(String target, Finding f) {
    return new CheckResult(
        target,
        f,
        f.execution(),
        Duration.ofMillis(120),
        f.threads().size(),
        f.events().size(),
        List.of(f.strategy()),
        f.seed(),
        false,
        List.of(),
        null);
  }
}
