package dev.signalbox.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a measuring JVM tells the one that started it: marked lines of a key and a value. */
record Result(Map<String, String> values) {
  static final String EXECUTIONS = "executions";
  static final String NANOS = "nanos";
  static final String CPU_NANOS = "cpu-nanos";
  static final String BYTES = "bytes";
  static final String THREADS = "threads";
  static final String STEPS = "steps";
  static final String DEADLOCKS = "deadlocks";
  static final String SWITCHES = "switches";
  static final String HEAP_BEFORE = "heap-before";
  static final String HEAP_AFTER = "heap-after";
  static final String METASPACE_BEFORE = "metaspace-before";
  static final String METASPACE_AFTER = "metaspace-after";

  /** Why there is no figure. */
  static final String FAILURE = "failure";

  private static final String MARK = "@bench ";

  static Result failed(String why) {
    return new Result(Map.of(FAILURE, why));
  }

  static void tell(PrintStream out, String key, Object value) {
    out.println(MARK + key + " " + value);
    out.flush();
  }

  static Result parse(List<String> lines) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : lines) {
      if (line.startsWith(MARK)) {
        String[] parts = line.substring(MARK.length()).split(" ", 2);
        values.put(parts[0], parts[1]);
      }
    }
    return values.isEmpty() ? failed("the JVM ended without a result") : new Result(values);
  }

  boolean isFailure() {
    return values.containsKey(FAILURE);
  }

  String text(String key) {
    return values.getOrDefault(key, "");
  }

  double number(String key) {
    return Double.parseDouble(values.getOrDefault(key, "NaN"));
  }

  double perSecond() {
    return number(EXECUTIONS) * 1e9 / number(NANOS);
  }

  double perExecution(String key) {
    return number(key) / number(EXECUTIONS);
  }
}
