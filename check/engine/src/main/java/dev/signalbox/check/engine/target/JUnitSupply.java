package dev.signalbox.check.engine.target;

import dev.signalbox.check.engine.CannotCheckException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the program's class path lacks to run its tests. A build tool brings the launcher along, and
 * often the engine, so they are rarely there.
 *
 * <p>They must be of the same version as the rest. So they are taken from the user's own repository
 * if they lie there; otherwise a whole JUnit of the same generation that this jar carries goes
 * before the user's, which is of an older version. A newer one than ours is for the user to
 * complete.
 *
 * @param first jars to search before the class path
 * @param last jars to search after it
 * @param note what was done that may matter; empty if nothing
 */
record JUnitSupply(List<Path> first, List<Path> last, Optional<String> note) {
  private static final JUnitSupply NOTHING =
      new JUnitSupply(List.of(), List.of(), Optional.empty());

  /** The first whose launcher has all that we call. */
  private static final JUnitVersion OLDEST = new JUnitVersion(5, 8, 0, "5.8.0");

  /**
   * @param target the class file of the class to check, which may be of a test although the class
   *     path has no JUnit
   */
  static JUnitSupply of(JUnitOnClassPath junit, byte[] target, TempFolder temp) {
    String names = new String(target, StandardCharsets.ISO_8859_1);
    boolean usesJupiter = names.contains("org/junit/jupiter/");
    boolean uses4 = names.contains("Lorg/junit/Test;") || names.contains("junit/framework/");
    Set<JUnitJar> needed = needed(junit, usesJupiter, uses4);
    Set<JUnitJar> missing = EnumSet.copyOf(needed);
    missing.removeIf(junit::has);
    Optional<JUnitVersion> version = junit.version();
    if (version.isEmpty()) {
      return usesJupiter || junit.hasJUnit4()
          ? bundled(BundledJUnit.JUNIT_6, needed, temp, "the class path has no JUnit Platform")
          : NOTHING;
    }
    JUnitVersion theirs = version.get();
    boolean tooOld = theirs.compareTo(OLDEST) < 0;
    if (missing.isEmpty() && !tooOld) {
      return NOTHING;
    }
    if (!tooOld) {
      Optional<JUnitSupply> beside = fromRepository(junit, missing, theirs);
      if (beside.isPresent()) {
        return beside.get();
      }
    }
    BundledJUnit ours = theirs.major() <= 5 ? BundledJUnit.JUNIT_5 : BundledJUnit.JUNIT_6;
    if (theirs.compareTo(ours.version()) > 0) {
      throw new CannotCheckException(
          "JUnit %s on the class path lacks %s: add it to --class-path"
              .formatted(theirs.text(), jarNames(missing, theirs)));
    }
    String why =
        tooOld
            ? "JUnit %s on the class path is too old for signalbox".formatted(theirs.text())
            : "JUnit %s on the class path lacks %s"
                .formatted(theirs.text(), jarNames(missing, theirs));
    JUnitSupply supply = bundled(ours, needed, temp, why);
    return theirs.compareTo(ours.version()) < 0
        ? supply
        : new JUnitSupply(supply.first(), supply.last(), Optional.empty());
  }

  private static Set<JUnitJar> needed(JUnitOnClassPath junit, boolean usesJupiter, boolean uses4) {
    Set<JUnitJar> needed = EnumSet.of(JUnitJar.COMMONS, JUnitJar.ENGINE, JUnitJar.LAUNCHER);
    boolean jupiter = usesJupiter || junit.has(JUnitJar.JUPITER_API);
    if (jupiter) {
      needed.add(JUnitJar.JUPITER_API);
      needed.add(JUnitJar.JUPITER_ENGINE);
    }
    if (junit.hasJUnit4() && (uses4 || !jupiter)) {
      needed.add(JUnitJar.VINTAGE);
    }
    return needed;
  }

  private static Optional<JUnitSupply> fromRepository(
      JUnitOnClassPath junit, Set<JUnitJar> missing, JUnitVersion version) {
    List<Path> found = new ArrayList<>();
    for (JUnitJar jar : missing) {
      Optional<Path> file = junit.besides(jar, version);
      if (file.isEmpty()) {
        return Optional.empty();
      }
      found.add(file.get());
    }
    return Optional.of(new JUnitSupply(List.of(), found, Optional.empty()));
  }

  /** Ours takes the place of all that is theirs, so that the versions agree. */
  private static JUnitSupply bundled(
      BundledJUnit ours, Set<JUnitJar> needed, TempFolder temp, String why) {
    Set<JUnitJar> jars = EnumSet.copyOf(needed);
    if (jars.contains(JUnitJar.JUPITER_API)) {
      jars.add(JUnitJar.JUPITER_PARAMS);
    }
    return new JUnitSupply(
        ours.unpack(jars, temp),
        List.of(),
        Optional.of("%s: JUnit %s is used".formatted(why, ours.version().text())));
  }

  private static String jarNames(Set<JUnitJar> jars, JUnitVersion version) {
    return jars.stream()
        .map(j -> j.artifact + "-" + version.of(j) + ".jar")
        .collect(Collectors.joining(" and "));
  }
}
