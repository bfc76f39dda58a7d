package dev.signalbox.check.engine.agent;

import dev.signalbox.check.runtime.Sites;
import java.util.Locale;
import java.util.Set;

/**
 * Which methods of the JDK work on state that threads share: a scheduling point goes before them.
 */
final class SharedCalls {
  private static final Set<String> THREAD_METHODS =
      Set.of(
          "start",
          "join",
          "interrupt",
          "isInterrupted",
          "interrupted",
          "isAlive",
          "getState",
          "yield",
          "onSpinWait",
          "sleep",
          "startVirtualThread");

  /** The mutable collections and their interfaces: a call may be on a shared one. */
  private static final Set<String> COLLECTIONS =
      Set.of(
          "Collection",
          "List",
          "Map",
          "Map$Entry",
          "Set",
          "SortedMap",
          "SortedSet",
          "NavigableMap",
          "NavigableSet",
          "SequencedCollection",
          "SequencedMap",
          "SequencedSet",
          "Queue",
          "Deque",
          "Iterator",
          "ListIterator",
          "ArrayList",
          "LinkedList",
          "ArrayDeque",
          "PriorityQueue",
          "HashMap",
          "LinkedHashMap",
          "TreeMap",
          "WeakHashMap",
          "IdentityHashMap",
          "EnumMap",
          "HashSet",
          "LinkedHashSet",
          "TreeSet",
          "Vector",
          "Stack",
          "Hashtable",
          "Properties",
          "BitSet",
          "Timer",
          "TimerTask",
          "Random",
          "Observable");

  /** Their methods are synchronized, and call the stream below, which may be the program's. */
  private static final Set<String> MONITORED_STREAMS =
      Set.of(
          "java/io/BufferedInputStream",
          "java/io/BufferedOutputStream",
          "java/io/DataOutputStream");

  boolean concerns(String owner, String method, boolean isStatic) {
    if (owner.startsWith("java/util/concurrent/")) {
      return !(owner.equals("java/util/concurrent/TimeUnit") && !method.equals("sleep"))
          && !isAccessor(owner, method);
    }
    if (owner.equals("java/lang/invoke/VarHandle") || owner.equals("java/lang/StringBuffer")) {
      return true;
    }
    if (owner.startsWith("java/lang/Thread")) {
      return THREAD_METHODS.contains(method);
    }
    if (!isPoint(owner)) {
      return !isStatic;
    }
    if (MONITORED_STREAMS.contains(owner)) {
      return true;
    }
    return !isStatic
        && owner.startsWith("java/util/")
        && COLLECTIONS.contains(owner.substring("java/util/".length()));
  }

  /**
   * Whether a scheduling point goes before it: not where many objects are used and few of them by
   * several threads. Those are only looked at for data races.
   */
  boolean isPoint(String owner) {
    return !owner.equals("java/lang/StringBuilder")
        && !owner.equals("java/util/Calendar")
        && !owner.equals("java/util/GregorianCalendar")
        && !owner.startsWith("java/text/");
  }

  /** Answers the same object at all times. */
  private static boolean isAccessor(String owner, String method) {
    return (owner.endsWith("ReadWriteLock")
            && (method.equals("readLock") || method.equals("writeLock")))
        || method.equals("newCondition")
        || method.equals("ordinal");
  }

  int kind(String owner, String method) {
    if (owner.equals("java/util/concurrent/locks/LockSupport") && method.startsWith("park")) {
      return Sites.PARK;
    }
    if (method.startsWith("try") || method.toLowerCase(Locale.ROOT).contains("compareandset")) {
      return Sites.ATTEMPT;
    }
    return method.equals("yield") || method.equals("onSpinWait") ? Sites.YIELD : Sites.CALL;
  }
}
