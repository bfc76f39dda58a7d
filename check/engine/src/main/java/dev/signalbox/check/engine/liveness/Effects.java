package dev.signalbox.check.engine.liveness;

import dev.signalbox.check.runtime.History;
import dev.signalbox.check.runtime.Sites;
import dev.signalbox.check.runtime.Tracer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the threads of a loop read, and what they change: fields, elements, objects of the JDK. */
final class Effects {
  private static final Object STATICS = new Object();

  /** A field or element of an object; a negative place is an index, 0 the object as a whole. */
  private record Variable(int object, int place) {}

  private final Map<Object, Integer> objects = new IdentityHashMap<>();
  private final Map<Integer, Set<Variable>> reads = new HashMap<>();
  private final Map<Integer, Set<Variable>> writes = new HashMap<>();

  /** The values that a field or element had in the loop. */
  private final Map<Variable, Set<Object>> values = new HashMap<>();

  /** Calls that have not returned, by task. */
  private final Map<Integer, History.Event> open = new HashMap<>();

  /** Of the last {@code events} events. */
  Effects(History history, int events) {
    // Twice the same, so that no call is cut.
    for (int ago = Math.min(history.size(), 2 * events) - 1; ago >= 0; ago--) {
      note(history.event(ago));
    }
  }

  /** Whether {@code one} changes something that {@code other} reads. */
  boolean feeds(int one, int other) {
    for (Variable v : writes.getOrDefault(one, Set.of())) {
      boolean changes = v.place == 0 || values.getOrDefault(v, Set.of()).size() > 1;
      if (changes && reads.getOrDefault(other, Set.of()).contains(v)) {
        return true;
      }
    }
    return false;
  }

  private void note(History.Event e) {
    switch (e.what()) {
      case Tracer.READ, Tracer.WRITE -> {
        Variable v = variable(e);
        add(e.what() == Tracer.READ ? reads : writes, e.task(), v);
        values
            .computeIfAbsent(v, k -> new HashSet<>())
            .add(Objects.requireNonNullElse(value(e), "null"));
      }
      case Tracer.CALL -> {
        History.Event before = open.put(e.task(), e);
        if (before != null) {
          called(before, true);
        }
      }
      case Tracer.RETURNED -> {
        History.Event call = open.remove(e.task());
        if (call != null) {
          called(call, !Boolean.FALSE.equals(e.value()) && !Long.valueOf(0).equals(e.value()));
        }
      }
      default -> {}
    }
  }

  /** Equal values of a primitive type are one, objects are told apart by identity. */
  private @Nullable Object value(History.Event e) {
    Object v = e.value();
    return v == null || v.getClass().getName().startsWith("java.lang.") ? v : number(v);
  }

  private Variable variable(History.Event e) {
    Object o = e.subject() == null ? STATICS : e.subject();
    int place = e.detail() instanceof Integer index ? ~index : Sites.location(e.site());
    return new Variable(number(o), place);
  }

  private int number(Object o) {
    return objects.computeIfAbsent(o, k -> objects.size());
  }

  private void called(History.Event call, boolean succeeded) {
    Object receiver = call.subject();
    if (receiver == null) {
      return;
    }
    String member = Sites.get(call.site()).member();
    String method = member.substring(member.lastIndexOf('.') + 1);
    Variable whole = new Variable(number(Synchronizer.of(receiver)), 0);
    boolean isLock = Synchronizer.isLock(receiver);
    // Who gets a lock does not learn why it waited; who tries does.
    if (!isLock || method.startsWith("try") || isQuery(method)) {
      add(reads, call.task(), whole);
    }
    if (succeeded && !isQuery(method)) {
      add(writes, call.task(), whole);
    }
  }

  private static boolean isQuery(String method) {
    return (method.startsWith("get") && !method.startsWith("getAnd"))
        || method.startsWith("is")
        || method.startsWith("has")
        || method.startsWith("contains")
        || method.startsWith("peek")
        || method.equals("size")
        || method.equals("iterator")
        || method.equals("availablePermits")
        || method.equals("remainingCapacity");
  }

  private static void add(Map<Integer, Set<Variable>> to, int task, Variable v) {
    to.computeIfAbsent(task, k -> new HashSet<>()).add(v);
  }
}
