package dev.signalbox.check.engine.report;

import java.util.function.UnaryOperator;

/** A line under construction, that knows at which column it is. */
final class Line {
  private final StringBuilder text = new StringBuilder();
  private int width;

  Line put(String part) {
    return put(part, UnaryOperator.identity());
  }

  Line put(String part, UnaryOperator<String> ink) {
    text.append(ink.apply(part));
    width += Typeset.width(part);
    return this;
  }

  /** Fills up to {@code column}, counted from 0. */
  Line to(int column) {
    return put(" ".repeat(Math.max(0, column - width)));
  }

  @Override
  public String toString() {
    return text.toString().stripTrailing();
  }
}
