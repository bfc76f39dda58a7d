package conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A correct body: no interleaving of it may be called a bug. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Clean {
  /** How many interleavings are tried, with each strategy. */
  int executions() default 300;

  /** Scheduling points after which it counts as hung. */
  long maxSteps() default 20_000;

  /** Whether it has data races (JLS 17.4.5): its result does not depend on them. */
  boolean races() default false;

  /** Whether it is meant to have one thread only. */
  boolean alone() default false;
}
