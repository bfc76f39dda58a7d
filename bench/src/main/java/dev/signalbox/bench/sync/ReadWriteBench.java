package dev.signalbox.bench.sync;

import dev.signalbox.core.sync.ReadWriteMutex;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
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

/** Two threads that read, and write as often as the percentage says. */
@State(Scope.Benchmark)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReadWriteBench {
  @Param({"ReentrantReadWriteLock", "ReadWriteMutex"})
  private String type;

  @Param({"0", "1", "10"})
  private int writes;

  private ReadWriteLock lock;
  private long counter;

  @Setup
  public void make() {
    lock =
        type.equals("ReadWriteMutex")
            ? ReadWriteMutex.named("bench")
            : new ReentrantReadWriteLock();
  }

  @Benchmark
  @Threads(2)
  public long twoThreads() {
    if (writes > 0 && ThreadLocalRandom.current().nextInt(100) < writes) {
      lock.writeLock().lock();
      try {
        return ++counter;
      } finally {
        lock.writeLock().unlock();
      }
    }
    lock.readLock().lock();
    try {
      return counter;
    } finally {
      lock.readLock().unlock();
    }
  }
}
