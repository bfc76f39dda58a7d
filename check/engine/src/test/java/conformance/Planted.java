package conformance;

import dev.signalbox.check.engine.report.Kind;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A body with a bug, which each strategy must find. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Planted {
  Kind value();

  /** Within how many executions, with each strategy. */
  int within() default 3000;

  /** Scheduling points after which it counts as hung. */
  long maxSteps() default 20_000;

  /** What the found exception must be, or {@code "exit N"}. */
  String type() default "";

  /** The threads that must be found stuck, in the order in which they were started. */
  String[] stuck() default {};
}
