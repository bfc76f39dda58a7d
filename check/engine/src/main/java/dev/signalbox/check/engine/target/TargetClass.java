package dev.signalbox.check.engine.target;

import dev.signalbox.check.engine.CannotCheckException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Loads the class that the user named, or says why there is none. */
final class TargetClass {
  private static final Pattern WRONG_NAME = Pattern.compile("\\(wrong name: (.+)\\)");

  private final String name;
  private final ClassPath classPath;
  private final ClassNames names;

  TargetClass(String name, ClassPath classPath, ClassNames names) {
    this.name = name;
    this.classPath = classPath;
    this.names = names;
  }

  /**
   * Not initialized yet: that is the program's doing.
   *
   * @throws CannotCheckException if it is not found or refused
   */
  Class<?> load(ProgramLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw notFound();
    } catch (LinkageError e) {
      Matcher other = WRONG_NAME.matcher(String.valueOf(e.getMessage()));
      throw other.find()
          ? misplaced(other.group(1).replace('/', '.'), loader)
          : LinkProblem.explain(name, e);
    }
  }

  private CannotCheckException notFound() {
    List<String> near = names.near(name);
    return new CannotCheckException(
        near.isEmpty()
            ? "there is no class %s (%s)".formatted(name, classPath.describe())
            : "there is no class %s; did you mean %s? (%s)"
                .formatted(name, String.join(" or ", near), classPath.describe()));
  }

  /** The file is there, but its class has {@code realName}. */
  private CannotCheckException misplaced(String realName, ProgramLoader loader) {
    if (realName.equalsIgnoreCase(name)) {
      return new CannotCheckException(
          "there is no class %s; did you mean %s?".formatted(name, realName));
    }
    Path file = file(loader.findResource(name.replace('.', '/') + ".class"));
    Path end = Path.of(realName.replace('.', '/') + ".class");
    Path root = file;
    if (root != null && root.endsWith(end)) {
      for (int i = 0; i < end.getNameCount() && root != null; i++) {
        root = root.getParent();
      }
      if (root != null) {
        return new CannotCheckException(
            "%s is the class %s: check %s with --class-path %s"
                .formatted(file, realName, realName, root));
      }
    }
    return new CannotCheckException(
        "%s is the class %s: it must lie in %s below a directory of the class path"
            .formatted(file != null ? file : "what is found as " + name, realName, end));
  }

  private static @Nullable Path file(@Nullable URL url) {
    if (url == null || !url.getProtocol().equals("file")) {
      return null;
    }
    try {
      return Path.of(new URI(url.toString()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return null;
    }
  }
}
