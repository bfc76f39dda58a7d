package dev.signalbox.check.engine.linearizability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes down a history by hand: threads are A, B, C; a call, and later what it came to. */
final class Histories {
  private final Supplier<?> object;
  private final List<List<Invocation>> threads =
      List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  private final List<Event> events = new ArrayList<>();

  private record Event(int thread, @Nullable Outcome outcome) {}

  private Histories(Supplier<?> object) {
    this.object = object;
  }

  static Histories ofRegister() {
    return new Histories(() -> new int[1]);
  }

  static Histories ofQueue() {
    return new Histories(ArrayDeque<Object>::new);
  }

  // ---- operations

  Histories write(char thread, int value) {
    return call(thread, "write(" + value + ")", o -> ((int[]) o)[0] = value);
  }

  Histories read(char thread) {
    return call(thread, "read()", o -> ((int[]) o)[0]);
  }

  Histories enq(char thread, Object value) {
    return call(thread, "enq(" + value + ")", o -> deque(o).add(value));
  }

  Histories deq(char thread) {
    return call(thread, "deq()", o -> deque(o).poll());
  }

  Histories remove(char thread) {
    return call(thread, "remove()", o -> deque(o).remove());
  }

  Histories take(char thread) {
    return call(
        thread, "take()", o -> deque(o).isEmpty() ? Serially.Blocking.WAITS : deque(o).poll());
  }

  Histories push(char thread, Object value) {
    return call(
        thread,
        "push(" + value + ")",
        o -> {
          deque(o).push(value);
          return null;
        });
  }

  Histories pop(char thread) {
    return call(thread, "pop()", o -> deque(o).poll());
  }

  @SuppressWarnings("unchecked")
  private static Deque<Object> deque(Object o) {
    return (Deque<Object>) o;
  }

  private Histories call(char thread, String text, Function<Object, @Nullable Object> body) {
    threads.get(thread - 'A').add(new Invocation(text, body::apply, null));
    events.add(new Event(thread - 'A' + 1, null));
    return this;
  }

  Histories ok(char thread) {
    return ok(thread, null);
  }

  Histories ok(char thread, @Nullable Object result) {
    events.add(new Event(thread - 'A' + 1, Outcome.returned(result)));
    return this;
  }

  Histories failed(char thread, Exception e) {
    events.add(new Event(thread - 'A' + 1, Outcome.thrown(e)));
    return this;
  }

  // ---- verdict

  History history() {
    History h = new History(new Scenario(List.of(), threads, List.of()));
    for (Event e : events) {
      Outcome o = e.outcome;
      if (o == null) {
        h.called(e.thread);
      } else {
        h.returned(e.thread, o);
      }
    }
    return h;
  }

  Linearization linearization() {
    History h = history();
    Scenario s = h.scenario();
    return new Linearization(h, SerialState.initial(s, new Serially(object, s)));
  }
}
