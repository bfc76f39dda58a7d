package dev.signalbox.core.waitgraph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** As much of RFC 8259 as thread dumps need: objects, lists and strings; other values as text. */
final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /**
   * @return a Map, a List, a String or, for null, a Map without entries
   * @throws IllegalArgumentException if it is no JSON
   */
  static Object read(String text) {
    return new Json(text).value();
  }

  private Object value() {
    return switch (peek()) {
      case '{' -> object();
      case '[' -> list();
      case '"' -> string();
      default -> word();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> object = new HashMap<>();
    expect('{');
    while (peek() != '}') {
      String key = string();
      expect(':');
      object.put(key, value());
      skip(',');
    }
    expect('}');
    return object;
  }

  private List<Object> list() {
    List<Object> list = new ArrayList<>();
    expect('[');
    while (peek() != ']') {
      list.add(value());
      skip(',');
    }
    expect(']');
    return list;
  }

  private String string() {
    StringBuilder s = new StringBuilder();
    expect('"');
    while (next() != '"') {
      char c = text.charAt(at++);
      s.append(c == '\\' ? escaped() : c);
    }
    at++;
    return s.toString();
  }

  private char escaped() {
    char c = next();
    at++;
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        int code = Integer.parseInt(text, at, Math.min(at + 4, text.length()), 16);
        at += 4;
        yield (char) code;
      }
      default -> c;
    };
  }

  private Object word() {
    int start = at;
    while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at).strip();
    if (word.isEmpty()) {
      throw new IllegalArgumentException("no value at " + start);
    }
    return word.equals("null") ? Map.of() : word;
  }

  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return next();
  }

  private char next() {
    if (at >= text.length()) {
      throw new IllegalArgumentException("it ends at " + at);
    }
    return text.charAt(at);
  }

  private void expect(char c) {
    if (peek() != c) {
      throw new IllegalArgumentException("no " + c + " at " + at);
    }
    at++;
  }

  private void skip(char c) {
    if (peek() == c) {
      at++;
    }
  }
}
