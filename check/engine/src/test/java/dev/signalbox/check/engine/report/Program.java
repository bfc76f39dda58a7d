package dev.signalbox.check.engine.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A program of the tests: its source lines, and the events of one execution of it. */
final class Program {
  private final String className;
  private final String file;
  private final Map<Integer, String> lines = new HashMap<>();
  private final List<Event> events = new ArrayList<>();

  Program(String className, String file) {
    this.className = className;
    this.file = file;
  }

  Program line(int number, String text) {
    lines.put(number, text);
    return this;
  }

  Location at(String method, int line) {
    return new Location(className, method, file, line);
  }

  /** A telling event. */
  Program does(int thread, int line, String what) {
    return event(thread, line, what, true);
  }

  /** An event that tells nothing. */
  Program also(int thread, int line, String what) {
    return event(thread, line, what, false);
  }

  private Program event(int thread, int line, String what, boolean telling) {
    String source = lines.getOrDefault(line, "");
    events.add(new Event(events.size() + 1, thread, what, at("run", line), source, telling));
    return this;
  }

  List<Event> events() {
    return List.copyOf(events);
  }
}
