package dev.signalbox.check.engine.target;

import dev.signalbox.check.engine.CannotCheckException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what to do about a class that the JVM refuses. */
final class LinkProblem {
  private static final Pattern NAME =
      Pattern.compile("(?:Preview features are not enabled for )?(\\S+)");
  private static final Pattern VERSION = Pattern.compile("class file version (\\d+)\\.(\\d+)");
  private static final int PREVIEW = 65535;

  private LinkProblem() {}

  /** What the JVM said somewhere among the causes of {@code e}; null if it did not. */
  static @Nullable LinkageError among(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof LinkageError error && !(t instanceof ExceptionInInitializerError)) {
        return error;
      }
    }
    return null;
  }

  /**
   * @param user the class that could not be loaded, or that needs the one that could not
   */
  static CannotCheckException explain(String user, LinkageError e) {
    return switch (e) {
      case UnsupportedClassVersionError _ -> version(user, e);
      case NoClassDefFoundError _ -> missing(user, e);
      default -> new CannotCheckException(user + " cannot be loaded: " + e);
    };
  }

  private static CannotCheckException version(String user, LinkageError e) {
    String message = String.valueOf(e.getMessage());
    Matcher version = VERSION.matcher(message);
    if (!version.find()) {
      return new CannotCheckException(user + " cannot be loaded: " + message);
    }
    String refused = subject(message);
    String about = refused.equals(user) ? user : user + " needs " + refused + ", which";
    int java = Integer.parseInt(version.group(1)) - 44;
    int running = Runtime.version().feature();
    if (Integer.parseInt(version.group(2)) == PREVIEW) {
      return new CannotCheckException(
          "%s is compiled with preview features of Java %d: compile it without --enable-preview"
              .formatted(about, java));
    }
    return new CannotCheckException(
        ("%s is compiled for Java %d, and this is Java %d: run signalbox with a JDK %d, or compile"
                + " with --release %d")
            .formatted(about, java, running, java, running));
  }

  private static CannotCheckException missing(String user, LinkageError e) {
    String message = String.valueOf(e.getMessage());
    if (message.startsWith("Could not initialize")) {
      return new CannotCheckException(user + " cannot be loaded: " + e);
    }
    return new CannotCheckException(
        ("%s needs the class %s, which is not on the class path: add its jar or directory to"
                + " --class-path")
            .formatted(user, subject(message)));
  }

  /** The class that a message of the JVM is about. */
  private static String subject(String message) {
    Matcher name = NAME.matcher(message);
    return name.lookingAt() ? name.group(1).replace('/', '.') : message;
  }
}
