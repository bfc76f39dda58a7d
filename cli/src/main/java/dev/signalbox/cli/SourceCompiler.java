package dev.signalbox.cli;

import com.sun.source.util.JavacTask;
import dev.signalbox.check.engine.CannotCheckException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles one source file in memory, with those beside it that it uses. */
final class SourceCompiler {
  private final TargetName target;
  private final JavaCompiler javac;
  private final StringWriter output = new StringWriter();

  private SourceCompiler(TargetName target, JavaCompiler javac) {
    this.target = target;
    this.javac = javac;
  }

  /**
   * @param target a source file, perhaps with a test method
   * @param options further options of javac
   * @throws CompilationFailed if javac finds errors
   * @throws CannotCheckException if it holds nothing that can be run
   */
  static Program compile(TargetName target, ClassPath path, List<String> options) {
    JavaCompiler javac = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    List<String> all = new ArrayList<>(List.of("-g", "-proc:none", "-classpath", path.forJavac()));
    all.addAll(options);
    return new SourceCompiler(target, javac).compile(all);
  }

  private Program compile(List<String> options) {
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null);
        MemoryClasses classes = new MemoryClasses(files)) {
      JavacTask task =
          (JavacTask)
              javac.getTask(
                  output, classes, null, options, null, files.getJavaFileObjects(target.source()));
      SourceListener listener = new SourceListener(target, files, task.getElements());
      task.addTaskListener(listener);
      if (!task.call()) {
        throw failed();
      }
      return new Program(toRun(listener), classes.classes(), listener.sourcePath());
    } catch (IllegalArgumentException e) {
      throw new CannotCheckException("javac does not take the options: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CompilationFailed failed() {
    String message = target.name() + " does not compile";
    // javac says so of a package of a library.
    if (output.toString().contains("does not exist")) {
      message += "; name the libraries it needs with --class-path";
    }
    return new CompilationFailed(message, output.toString());
  }

  private String toRun(SourceListener listener) {
    String className = listener.toRun();
    if (className.isEmpty()) {
      throw new CannotCheckException(
          target.name()
              + (target.method().isEmpty()
                  ? " has no class with a main method or with JUnit tests"
                  : " has no method " + target.method()));
    }
    return className;
  }
}
