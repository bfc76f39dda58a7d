package dev.signalbox.check.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Runs a test in many interleavings of its threads, and fails it with a report if one of them goes
 * wrong: a failed assertion, an uncaught exception in any thread, a data race, a deadlock, a
 * livelock, starvation, a run without end.
 *
 * <pre>{@code
 * class CounterTest {
 *   @Test
 *   @Check
 *   void countsBoth() throws InterruptedException {
 *     Counter counter = new Counter();
 *     Thread other = Thread.ofVirtual().start(counter::increment);
 *     counter.increment();
 *     other.join();
 *     assertEquals(2, counter.value());
 *   }
 * }
 * }</pre>
 *
 * It stands beside {@code @Test}, {@code @ParameterizedTest}, {@code @RepeatedTest} or
 * {@code @TestFactory}; each invocation is checked by itself. On a class it holds for all tests in
 * it and in its nested classes that have none of their own. It may be put on an annotation of your
 * own, with the attributes that you want everywhere.
 *
 * <p><strong>The JVM needs the checker's agent</strong>: {@code
 * -javaagent:…/signalbox-check-engine.jar}. Without it the test fails and says what to add; it
 * never passes unexamined.
 *
 * <p><strong>What runs.</strong> JUnit runs the test outside once, without its body and without
 * {@code @BeforeEach} and {@code @AfterEach}. In its place the checker runs it again and again,
 * each time with all that belongs to it: {@code @BeforeAll}, a new instance, {@code @BeforeEach},
 * extensions, the body, and back. Classes of the program are loaded anew for that and start from
 * the same static state each time, so other tests of the JVM are not touched. Within a JVM checks
 * run one at a time; under JUnit's parallel execution nothing runs beside one. JUnit's time limits
 * do not hold inside: time is virtual there.
 *
 * <p><strong>What comes of it.</strong> A finding is an {@link AssertionError} whose message is the
 * report; its last line tells how to see the finding again. If the check cannot be done or cannot
 * conclude, the test fails with a {@link dev.signalbox.check.engine.CannotCheckException}, also if
 * the thread that runs it is interrupted. An assumption that does not hold skips the test. A check
 * that finds nothing publishes a report entry {@code signalbox} with what was tried; that is no
 * proof, unless {@link #exhaustive} came to its end.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(CheckExtension.class)
@ResourceLock(Resources.GLOBAL)
public @interface Check {
  /**
   * How long to look at most: {@code 500ms}, {@code 2s}, {@code 1m}. If nothing is said, JUnit's
   * configuration parameter {@code signalbox.check.time} counts; without that it is 2 s, or without
   * limit if {@link #schedules} are given.
   */
  String time() default "";

  /** How many interleavings to try at most; 0 for no limit but the time. */
  long schedules() default 0;

  /**
   * Whether all interleavings are tried that differ in the order of dependent steps. A test that
   * passes has been searched to the end only if its report entry says so; otherwise it says how far
   * the search came in its time.
   */
  boolean exhaustive() default false;

  /**
   * Bounds an {@linkplain #exhaustive exhaustive} search: only interleavings with at most so many
   * switches away from a thread that could go on. Below 0 for any number.
   */
  int preemptions() default -1;

  /** {@code random}, {@code pct}, {@code pos}, or {@code mixed} for all in turns. */
  String strategy() default "mixed";

  /**
   * What chance starts from: with the same number the same interleavings again. 0 stands for
   * another number each time, which the report names.
   */
  long seed() default 0;

  /** Whether data races are looked for. */
  boolean races() default true;

  /**
   * Fields whose data races are meant: {@code com.acme.Cache.hash}; {@code *} stands for any
   * characters.
   */
  String[] ignoredRaces() default {};

  /**
   * A replay file, as a report names it: the test runs in that interleaving only. Limits and
   * strategy do not count then. A file of another version of the program is refused.
   */
  String replay() default "";
}
