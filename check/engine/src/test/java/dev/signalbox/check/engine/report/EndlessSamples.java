package dev.signalbox.check.engine.report;

import dev.signalbox.check.engine.report.Endless.Circle;
import dev.signalbox.check.engine.report.Endless.Loop;
import dev.signalbox.check.engine.report.Endless.Overtaken;
import dev.signalbox.check.engine.report.Endless.Overtaker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs that do not end, as the checker makes them. */
final class EndlessSamples {
  private EndlessSamples() {}

  static CheckResult livelock() {
    Program p =
        new Program("Dining", "Dining.java")
            .line(5, "while (spoon != me) {")
            .line(8, "spoon = other;");
    p.does(1, 5, "read spoon = 1").does(2, 5, "read spoon = 1");
    p.does(1, 8, "write spoon = 2").does(2, 8, "write spoon = 1");
    List<Event> e = p.events();
    Circle circle =
        new Circle(
            4,
            12_345,
            List.of(
                new Loop(1, List.of(e.get(0), e.get(2))),
                new Loop(2, List.of(e.get(1), e.get(3)))));
    String cause =
        "alice and bob run in circles because of each other: the same 4 steps 12,345 times";
    return result("Dining.java", Kind.LIVELOCK, cause, List.of("main", "alice", "bob"), p, circle);
  }

  static CheckResult starvedThread() {
    Program p =
        new Program("Cache", "Cache.java")
            .line(9, "synchronized (lock) {")
            .line(17, "lock.wait();");
    p.does(1, 17, "wait on Cache.lock").does(2, 9, "lock Cache.lock");
    Overtaken overtaken =
        new Overtaken(
            1,
            "writer",
            "monitor Cache.lock",
            1,
            1_500_000,
            20_000,
            List.of(new Overtaker(2, 20_000, p.at("read", 9))));
    String cause =
        "writer waits for monitor Cache.lock and is overtaken again and again: reader had it 20,000"
            + " times meanwhile";
    return result(
        "Cache.java", Kind.STARVATION, cause, List.of("main", "writer", "reader"), p, overtaken);
  }

  static CheckResult starvedTask() {
    Program p = new Program("Jobs", "Jobs.java").line(4, "queue.put(new Job(0));");
    p.does(1, 4, "queue.put()");
    Overtaken overtaken =
        new Overtaken(
            null,
            "Job#1 (priority = 9)",
            "PriorityBlockingQueue queue",
            0,
            1_000_000,
            5_000,
            List.of());
    String cause =
        "Job#1 (priority = 9) stays in PriorityBlockingQueue queue: at least 5,000 that came later"
            + " were taken before it";
    return result("Jobs.java", Kind.STARVATION, cause, List.of("main", "worker"), p, overtaken);
  }

  private static CheckResult result(
      String target,
      Kind kind,
      String cause,
      List<String> threads,
      Program program,
      @Nullable Endless endless) {
    List<ThreadView> views =
        threads.stream()
            .map(n -> new ThreadView(n, false, false, "runnable", null, List.<Location>of()))
            .toList();
    return Samples.found(
        target,
        new Finding(
            kind,
            cause,
            views,
            program.events(),
            List.of(),
            endless,
            null,
            List.of(),
            "",
            0,
            17,
            "pos",
            42,
            "r/1.replay",
            "signalbox check --replay r/1.replay",
            null));
  }
}
