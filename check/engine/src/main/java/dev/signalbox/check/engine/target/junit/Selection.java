package dev.signalbox.check.engine.target.junit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which tests the user wants: {@code name}, {@code name(int,String)}, {@code name[2]}.
 *
 * @param whole as it was written; empty for all
 * @param name without an index; some languages allow parentheses in the name of a method
 * @param method without parameters and index
 * @param parameters simple names of the parameters' types; null for any
 * @param index of an invocation; null for all
 */
record Selection(
    String whole, String name, String method, @Nullable String parameters, @Nullable String index) {
  private static final Pattern INDEXED = Pattern.compile("(.+)\\[([\\d.]+)]");
  private static final Pattern TYPED = Pattern.compile("([^(]+)\\(([^)]*)\\)");

  static Selection parse(String text) {
    Matcher indexed = INDEXED.matcher(text);
    boolean hasIndex = indexed.matches();
    String name = hasIndex ? indexed.group(1) : text;
    String index = hasIndex ? indexed.group(2) : null;
    Matcher typed = TYPED.matcher(name);
    return typed.matches()
        ? new Selection(text, name, typed.group(1), TestName.simple(typed.group(2)), index)
        : new Selection(text, name, name, null, index);
  }

  boolean isAll() {
    return whole.isEmpty();
  }

  boolean hasIndex() {
    return index != null;
  }

  /** Whether {@code test}, or an invocation of it, is meant. */
  boolean acceptsMethod(TestName test) {
    return isAll()
        || whole.equals(test.label())
        || name.equals(test.method())
        || (method.equals(test.method())
            && (parameters == null || parameters.equals(test.parameters())));
  }

  boolean accepts(TestName test) {
    return isAll()
        || whole.equals(test.label())
        || (acceptsMethod(test) && (index == null || index.equals(test.index())));
  }
}
