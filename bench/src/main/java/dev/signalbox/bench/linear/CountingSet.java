package dev.signalbox.bench.linear;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** Its size is a number of its own, which follows the set. */
@Param(name = "value", gen = IntGen.class, conf = "1:2")
public class CountingSet {
  private final Set<Integer> set = ConcurrentHashMap.newKeySet();
  private final AtomicInteger size = new AtomicInteger();

  @Operation
  public boolean add(@Param(name = "value") int element) {
    return locked(() -> set.add(element) && size.incrementAndGet() > 0);
  }

  @Operation
  public boolean contains(@Param(name = "value") int element) {
    return locked(() -> set.contains(element));
  }

  @Operation
  public int size() {
    return locked(size::get);
  }

  <R> R locked(Supplier<R> action) {
    return action.get();
  }

  /** Under one lock. */
  public static final class Mended extends CountingSet {
    @Override
    synchronized <R> R locked(Supplier<R> action) {
      return action.get();
    }
  }
}
