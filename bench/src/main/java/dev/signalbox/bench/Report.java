package dev.signalbox.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.signalbox.bench.jar.LibraryBug;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code signalbox check --json} has printed. */
record Report(Map<?, ?> document) {
  /** A finding, or what a finding consists of. */
  record Finding(Map<?, ?> parts) {
    double number(String key) {
      return parts.get(key) instanceof Number n ? n.doubleValue() : Double.NaN;
    }

    String headline() {
      return parts.get("kind") + ": " + parts.get("cause");
    }

    boolean shows(LibraryBug.Seeded bug) {
      List<String> methods = new ArrayList<>();
      addMethods(parts, methods);
      return bug.kind().equals(parts.get("kind"))
          && String.valueOf(parts.get("cause")).contains(bug.cause())
          && methods.containsAll(bug.methods());
    }

    /** Of all stacks, as {@code Class.method}. The events are no stacks. */
    private static void addMethods(Object part, List<String> methods) {
      switch (part) {
        case List<?> list -> list.forEach(p -> addMethods(p, methods));
        case Map<?, ?> map -> {
          if (map.get("className") instanceof String type && map.containsKey("method")) {
            methods.add(type.substring(type.lastIndexOf('.') + 1) + "." + map.get("method"));
          }
          map.forEach(
              (key, value) -> {
                if (!key.equals("events")) {
                  addMethods(value, methods);
                }
              });
        }
        default -> {}
      }
    }
  }

  private static final Object NULL = "";

  /**
   * @throws IOException if there is none, or not a whole one
   */
  static Report parse(List<String> lines) throws IOException {
    int start = lines.indexOf("{");
    if (start < 0) {
      throw new IOException("no report: " + lines);
    }
    String json = String.join("\n", lines.subList(start, lines.size()));
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      if (value(parser, parser.nextToken()) instanceof Map<?, ?> document) {
        return new Report(document);
      }
      throw new IOException("no report: " + lines);
    }
  }

  private static Object value(JsonParser p, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (p.nextToken() != JsonToken.END_OBJECT) {
          String key = p.currentName();
          map.put(key, value(p, p.nextToken()));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        for (JsonToken t = p.nextToken(); t != JsonToken.END_ARRAY; t = p.nextToken()) {
          list.add(value(p, t));
        }
        yield list;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> p.getNumberValue();
      case VALUE_NULL -> NULL;
      default -> p.getText();
    };
  }

  private Map<?, ?> result() {
    return document.get("results") instanceof List<?> all
            && !all.isEmpty()
            && all.getFirst() instanceof Map<?, ?> result
        ? result
        : document;
  }

  double executions() {
    return new Finding(result()).number("executions");
  }

  /** Why the check could not run or conclude; empty if it could. */
  String problem() {
    Object problem = result().get("problem");
    return problem == null ? "" : problem.toString();
  }

  /** The main one first. */
  List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    add(result().get("finding"), all);
    if (result().get("further") instanceof List<?> further) {
      further.forEach(f -> add(f, all));
    }
    return all;
  }

  private static void add(Object finding, List<Finding> all) {
    if (finding instanceof Map<?, ?> parts) {
      all.add(new Finding(parts));
    }
  }
}
