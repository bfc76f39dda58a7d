package dev.signalbox.bench.sync;

import com.google.common.util.concurrent.CycleDetectingLockFactory;
import dev.signalbox.core.sync.LockOrder;
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
import org.openjdk.jmh.annotations.Warmup;

/** Two locks, one within the other, by one thread. */
@State(Scope.Benchmark)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LockOrderBench {
  @Param({"plain", "LockOrder", "Guava"})
  private String type;

  private Lock outer;
  private Lock inner;

  @Setup
  public void make() {
    switch (type) {
      case "LockOrder" -> {
        LockOrder order = new LockOrder(LockOrder.Policy.THROW);
        outer = order.guard("outer", new ReentrantLock());
        inner = order.guard("inner", new ReentrantLock());
      }
      case "Guava" -> {
        CycleDetectingLockFactory factory =
            CycleDetectingLockFactory.newInstance(CycleDetectingLockFactory.Policies.THROW);
        outer = factory.newReentrantLock("outer");
        inner = factory.newReentrantLock("inner");
      }
      default -> {
        outer = new ReentrantLock();
        inner = new ReentrantLock();
      }
    }
  }

  @Benchmark
  public void nested() {
    outer.lock();
    try {
      inner.lock();
      inner.unlock();
    } finally {
      outer.unlock();
    }
  }
}
