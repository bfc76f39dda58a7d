package dev.signalbox.bench.linear;

import java.util.concurrent.ConcurrentHashMap;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** Gets, and puts if there was nothing. */
@Param(name = "key", gen = IntGen.class, conf = "1:2")
@Param(name = "value", gen = IntGen.class, conf = "1:2")
public class Registry {
  final ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();

  @Operation
  public Integer register(@Param(name = "key") int key, @Param(name = "value") int value) {
    return putIfAbsent(key, value);
  }

  Integer putIfAbsent(int key, int value) {
    Integer old = map.get(key);
    if (old == null) {
      map.put(key, value);
    }
    return old;
  }

  /** In one call. */
  public static final class Mended extends Registry {
    @Override
    Integer putIfAbsent(int key, int value) {
      return map.putIfAbsent(key, value);
    }
  }
}
