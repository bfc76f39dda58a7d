package dev.signalbox.check.engine;

import dev.signalbox.check.engine.explore.Explorer;
import dev.signalbox.check.engine.explore.Verdict;
import dev.signalbox.check.runtime.Execution;
import java.util.Optional;

/**
 * Whether executions start from the same state, where they could leave some behind: the same
 * interleaving has to do the same before and after all others. The first execution of all may have
 * more or fewer steps than later ones, because caches are filled then.
 */
final class Repetition {
  private final Explorer explorer;
  private final Execution first;
  private final Execution second;

  Repetition(Explorer explorer) {
    this.explorer = explorer;
    this.first = explorer.warmUp();
    this.second = explorer.warmUp();
  }

  /** Why executions cannot be judged, if so. */
  Optional<String> difference() {
    Optional<String> early = difference(first, second, false);
    return early.isPresent() ? early : difference(second, explorer.warmUp(), true);
  }

  private Optional<String> difference(Execution before, Execution after, boolean steps) {
    if (isProblem(before) || isProblem(after)) {
      return Optional.empty();
    }
    boolean same =
        before.taskCount() == after.taskCount()
            && isSame(explorer.verdict(before), explorer.verdict(after))
            && (!steps || before.steps() == after.steps());
    return same
        ? Optional.empty()
        : Optional.of(
            ("the code does not do the same each time it is executed: one and the same interleaving"
                    + " first %s and later %s. It depends on state that is outside of it, such as"
                    + " a captured variable or a static field that was set before the check;"
                    + " create that state inside of the checked code")
                .formatted(describe(before), describe(after)));
  }

  private static boolean isSame(Verdict v, Verdict w) {
    return v.kind() == w.kind() && v.type().equals(w.type());
  }

  private static boolean isProblem(Execution e) {
    return e.end() == Execution.End.UNCONTROLLED;
  }

  private String describe(Execution e) {
    Throwable error = e.error();
    String end =
        error != null
            ? "threw " + error
            : explorer.verdict(e).isBug() ? "ended in " + explorer.verdict(e).kind() : "ended well";
    return "%s, with %d threads and %d steps".formatted(end, e.taskCount(), e.steps());
  }
}
