package dev.signalbox.check.engine.agent;

import dev.signalbox.check.runtime.Sites;
import java.util.Set;

/** What a method of the JDK does to the variable that it works on, by its name. */
final class CallEffects {
  /** Methods of collections, builders and the like that change nothing. */
  private static final Set<String> READS =
      Set.of(
          "get",
          "getOrDefault",
          "getFirst",
          "getLast",
          "size",
          "isEmpty",
          "contains",
          "containsAll",
          "containsKey",
          "containsValue",
          "indexOf",
          "lastIndexOf",
          "peek",
          "peekFirst",
          "peekLast",
          "element",
          "first",
          "last",
          "firstKey",
          "lastKey",
          "firstEntry",
          "lastEntry",
          "floor",
          "ceiling",
          "higher",
          "lower",
          "floorKey",
          "ceilingKey",
          "higherKey",
          "lowerKey",
          "floorEntry",
          "ceilingEntry",
          "higherEntry",
          "lowerEntry",
          "iterator",
          "descendingIterator",
          "listIterator",
          "hasNext",
          "hasPrevious",
          "next",
          "previous",
          "nextIndex",
          "previousIndex",
          "forEach",
          "forEachRemaining",
          "stream",
          "parallelStream",
          "spliterator",
          "toArray",
          "equals",
          "hashCode",
          "toString",
          "clone",
          "charAt",
          "length",
          "substring",
          "subSequence",
          "chars",
          "codePointAt",
          "compareTo",
          "cardinality",
          "nextSetBit",
          "nextClearBit",
          "previousSetBit",
          "previousClearBit",
          "intersects",
          "toByteArray",
          "toLongArray",
          "getKey",
          "getValue");

  /** Make a view: what they keep for it in the collection does no harm. */
  private static final Set<String> VIEWS =
      Set.of(
          "keySet",
          "values",
          "entrySet",
          "subList",
          "subMap",
          "headMap",
          "tailMap",
          "subSet",
          "headSet",
          "tailSet",
          "descendingMap",
          "descendingSet",
          "descendingKeySet",
          "navigableKeySet",
          "reversed",
          "sequencedKeySet",
          "sequencedValues",
          "sequencedEntrySet",
          "comparator",
          "getClass");

  private CallEffects() {}

  static int of(String owner, String method) {
    if (owner.equals("java/lang/invoke/VarHandle")) {
      return ofHandle(method);
    }
    if (owner.startsWith("java/util/concurrent/") || owner.startsWith("java/lang/Thread")) {
      return Sites.NO_EFFECT; // known by what they do inside
    }
    if (VIEWS.contains(method)) {
      return Sites.NO_EFFECT;
    }
    boolean formats = owner.startsWith("java/text/") || owner.endsWith("Calendar");
    return READS.contains(method) && !formats ? Sites.READS : Sites.WRITES;
  }

  /** By the access mode in the name of the method (JLS 17.4.2, Javadoc of VarHandle). */
  static int ofHandle(String method) {
    return switch (method) {
      case "get" -> Sites.READS;
      case "set" -> Sites.WRITES;
      case "getVolatile", "getAcquire", "acquireFence", "loadLoadFence" -> Sites.ACQUIRES;
      case "setVolatile", "releaseFence", "storeStoreFence" -> Sites.PUBLISHES;
      case "setRelease" -> Sites.RELEASES;
      case "getOpaque" -> Sites.OPAQUE_READS;
      case "setOpaque" -> Sites.OPAQUE_WRITES;
      case "weakCompareAndSetPlain" -> Sites.NO_EFFECT;
      default -> {
        if (method.endsWith("Acquire")) {
          yield Sites.ACQUIRES;
        }
        yield method.endsWith("Release") ? Sites.PUBLISHES : Sites.ACQUIRES | Sites.PUBLISHES;
      }
    };
  }

  /** Of {@code jdk.internal.misc.Unsafe}; a plain access has none. */
  static int ofUnsafe(String method) {
    if (method.startsWith("get") && method.contains("And")) {
      return atomic(method);
    }
    if (method.startsWith("compareAnd") || method.startsWith("weakCompareAnd")) {
      return atomic(method);
    }
    if (method.startsWith("get")) {
      return method.endsWith("Volatile") || method.endsWith("Acquire")
          ? Sites.ACQUIRES
          : method.endsWith("Opaque") ? Sites.OPAQUE_READS : Sites.NO_EFFECT;
    }
    if (method.startsWith("put")) {
      return method.endsWith("Volatile")
          ? Sites.PUBLISHES
          : method.endsWith("Release")
              ? Sites.RELEASES
              : method.endsWith("Opaque") ? Sites.OPAQUE_WRITES : Sites.NO_EFFECT;
    }
    return switch (method) {
      case "loadFence", "loadLoadFence" -> Sites.ACQUIRES;
      case "storeFence", "storeStoreFence" -> Sites.PUBLISHES;
      case "fullFence" -> Sites.ACQUIRES | Sites.PUBLISHES;
      default -> Sites.NO_EFFECT;
    };
  }

  private static int atomic(String method) {
    if (method.endsWith("Plain")) {
      return Sites.NO_EFFECT;
    }
    if (method.endsWith("Acquire")) {
      return Sites.ACQUIRES;
    }
    return method.endsWith("Release") ? Sites.PUBLISHES : Sites.ACQUIRES | Sites.PUBLISHES;
  }
}
