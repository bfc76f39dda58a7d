package dev.signalbox.bench.sync;

import dev.signalbox.core.sync.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A permit acquired and released by one thread. */
@State(Scope.Benchmark)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SemaphoreBench {
  private final java.util.concurrent.Semaphore theirs = new java.util.concurrent.Semaphore(10);
  private final Semaphore ours = Semaphore.named("bench", 10);

  @Benchmark
  public void jdk() throws InterruptedException {
    theirs.acquire();
    theirs.release();
  }

  @Benchmark
  public void signalbox() throws InterruptedException {
    ours.acquire();
    ours.release();
  }
}
