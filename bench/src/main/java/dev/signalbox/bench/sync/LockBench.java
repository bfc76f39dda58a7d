package dev.signalbox.bench.sync;

import dev.signalbox.core.sync.Fairness;
import dev.signalbox.core.sync.Mutex;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** A lock taken and let go, by one thread and by eight; the deadlock search is on. */
@State(Scope.Benchmark)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LockBench {
  @Param({"ReentrantLock", "fair ReentrantLock", "BARGING", "EVENTUAL", "FIFO"})
  private String type;

  private Lock lock;
  private long counter;

  @Setup
  public void make() {
    lock =
        switch (type) {
          case "ReentrantLock" -> new ReentrantLock();
          case "fair ReentrantLock" -> new ReentrantLock(true);
          default -> Mutex.named("bench", Fairness.valueOf(type));
        };
  }

  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public long uncontended() {
    return increment();
  }

  @Benchmark
  @Threads(8)
  @BenchmarkMode(Mode.Throughput)
  public long eightThreads() {
    return increment();
  }

  /** The maximum is the worst wait. */
  @Benchmark
  @Threads(8)
  @BenchmarkMode(Mode.SampleTime)
  public long eightThreadsWait() {
    return increment();
  }

  private long increment() {
    lock.lock();
    try {
      return ++counter;
    } finally {
      lock.unlock();
    }
  }
}
