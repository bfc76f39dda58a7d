package dev.signalbox.check.junit;

import dev.signalbox.check.engine.CannotCheckException;
import dev.signalbox.check.engine.CheckRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What {@link Check} says, once it is known to make sense. */
final class Attributes {
  private static final String TIME_PARAMETER = "signalbox.check.time";
  private static final String USUAL_TIME = "2s";
  private static final Duration NO_LIMIT = Duration.ofDays(1);
  private static final int MOST_PREEMPTIONS = 1000;

  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
  private static final Pattern FIELD = Pattern.compile("[\\p{javaJavaIdentifierPart}.*$]+");
  private static final String MIXED = "mixed";
  private static final Set<String> STRATEGIES = Set.of("random", "pct", "pos", MIXED);

  private final Check check;
  private final ExtensionContext test;

  /**
   * @throws CannotCheckException if an attribute is wrong; the message names it
   */
  Attributes(Check check, ExtensionContext test) {
    this.check = check;
    this.test = test;
    require(check.schedules() >= 0, "schedules = " + check.schedules(), "give 1 or more");
    require(
        check.preemptions() <= MOST_PREEMPTIONS,
        "preemptions = " + check.preemptions(),
        "give at most " + MOST_PREEMPTIONS);
    require(
        STRATEGIES.contains(check.strategy()),
        "strategy = \"" + check.strategy() + "\"",
        "it is not one of random, pct, pos, mixed");
    for (String field : check.ignoredRaces()) {
      require(
          FIELD.matcher(field).matches(),
          "ignoredRaces = \"" + field + "\"",
          "that is no field: write com.acme.Cache.hash");
    }
    require(
        !check.exhaustive()
            || (check.schedules() == 0 && check.seed() == 0 && check.strategy().equals(MIXED)),
        "exhaustive = true",
        "it tries everything, so it excludes schedules, seed and strategy");
    require(
        check.exhaustive() || check.preemptions() < 0,
        "preemptions = " + check.preemptions(),
        "it bounds an exhaustive search: add exhaustive = true");
  }

  private void require(boolean holds, String attribute, String otherwise) {
    if (!holds) {
      throw wrong("@Check(" + attribute + ")", otherwise);
    }
  }

  private CannotCheckException wrong(String what, String why) {
    String method = test.getTestMethod().map(m -> "#" + m.getName()).orElse("");
    return new CannotCheckException(
        what + " of " + Examination.testClass(test).getName() + method + ": " + why);
  }

  Duration time() {
    if (!check.time().isEmpty()) {
      return time("@Check(time = \"" + check.time() + "\")", check.time());
    }
    if (check.schedules() > 0) {
      return NO_LIMIT;
    }
    String usual = test.getConfigurationParameter(TIME_PARAMETER).orElse(USUAL_TIME);
    return time("the configuration parameter " + TIME_PARAMETER + " = " + usual, usual);
  }

  private Duration time(String what, String text) {
    Matcher m = TIME.matcher(text);
    if (!m.matches() || Long.parseLong(m.group(1)) == 0) {
      throw wrong(what, "give a time such as 500ms, 2s or 1m");
    }
    long number = Long.parseLong(m.group(1));
    return switch (m.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  long schedules() {
    return check.schedules();
  }

  String strategy() {
    return check.exhaustive() ? CheckRequest.EXHAUSTIVE : check.strategy();
  }

  int preemptions() {
    return check.preemptions();
  }

  long seed() {
    return check.seed() != 0 || check.exhaustive()
        ? check.seed()
        : ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
  }

  boolean races() {
    return check.races();
  }

  List<String> ignoredRaces() {
    return List.of(check.ignoredRaces());
  }

  String replay() {
    return check.replay();
  }
}
