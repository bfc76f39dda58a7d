package dev.signalbox.cli;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * Watches javac compile one file. When that is parsed, its package tells where the sources beside
 * it are, and javac is told; when its classes are understood, they tell which of them can be run.
 */
final class SourceListener implements TaskListener {
  private final TargetName target;
  private final StandardJavaFileManager files;
  private final Elements elements;
  private final List<String> sourcePath = new ArrayList<>();
  private @Nullable CompilationUnitTree unit;
  private String toRun = "";

  SourceListener(TargetName target, StandardJavaFileManager files, Elements elements) {
    this.target = target;
    this.files = files;
    this.elements = elements;
  }

  /** The public class that can be run, otherwise the first one; empty if there is none. */
  String toRun() {
    return toRun;
  }

  /** The file and, if it is in its package's folder, the root of its sources. */
  List<String> sourcePath() {
    return sourcePath;
  }

  @Override
  public void finished(TaskEvent e) {
    CompilationUnitTree tree = e.getCompilationUnit();
    if (e.getKind() == TaskEvent.Kind.PARSE && unit == null) {
      unit = tree;
      setSourcePath(tree.getPackageName());
    } else if (e.getKind() == TaskEvent.Kind.ANALYZE && tree == unit) {
      TypeElement type = e.getTypeElement();
      boolean wanted = toRun.isEmpty() || type.getModifiers().contains(Modifier.PUBLIC);
      if (wanted && EntryPoint.isIn(type, target.method(), elements)) {
        toRun = elements.getBinaryName(type).toString();
      }
    }
  }

  private void setSourcePath(@Nullable ExpressionTree packageName) {
    sourcePath.add(target.name());
    List<Path> roots = new ArrayList<>();
    Path root = root(target.source(), packageName == null ? "" : packageName.toString());
    if (root != null) {
      roots.add(root);
      sourcePath.add(root.toString());
    }
    try {
      files.setLocationFromPaths(StandardLocation.SOURCE_PATH, roots);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder that the packages are in; null if {@code source} is in another folder than said. */
  static @Nullable Path root(Path source, String packageName) {
    Path folders = Path.of(packageName.replace('.', '/'));
    int depth = packageName.isEmpty() ? 0 : folders.getNameCount();
    Path file = source.getNameCount() > depth ? source : source.toAbsolutePath();
    Path folder = file.getParent();
    if (depth > 0 && (folder == null || !folder.endsWith(folders))) {
      return null;
    }
    for (int i = 0; i < depth && folder != null; i++) {
      folder = folder.getParent();
    }
    return folder == null ? Path.of(".") : folder;
  }
}
