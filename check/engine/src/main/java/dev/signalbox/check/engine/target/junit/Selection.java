package dev.signalbox.check.engine.target.junit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which tests the user wants: {@code name}, {@code name(int,String)}, {@code name[2]}.
 *
 * @param whole as it was written; empty for all
 * @param parameters simple names of the parameters' types; null for any
 * @param index of an invocation; null for all
 */
record Selection(String whole, String method, @Nullable String parameters, @Nullable String index) {
  private static final Pattern FORM =
      Pattern.compile("([^(\\[]+)(?:\\(([^)]*)\\))?(?:\\[([\\d.]+)])?");

  static Selection parse(String text) {
    Matcher m = FORM.matcher(text);
    return m.matches()
        ? new Selection(text, m.group(1), parameters(m.group(2)), m.group(3))
        : new Selection(text, text, null, null);
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
        || (method.equals(test.method())
            && (parameters == null || parameters.equals(test.parameters())));
  }

  boolean accepts(TestName test) {
    return acceptsMethod(test)
        && (isAll() || whole.equals(test.label()) || index == null || index.equals(test.index()));
  }

  private static @Nullable String parameters(@Nullable String types) {
    return types == null ? null : TestName.simple(types);
  }
}
