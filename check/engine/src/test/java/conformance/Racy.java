package conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A body with a data race (JLS 17.4.5), and with no other bug: whatever the interleaving, two
 * conflicting accesses are not ordered by happens-before.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Racy {
  /**
   * What races; if there are several, what is the first in each interleaving. {@code Owner.field}
   * with the simple name of the class that declares it, {@code Owner.field[]} for elements of the
   * array in that field, or the class of a collection.
   */
  String value();

  /** Why the checker does not see it, if so: a known limit. */
  String unseen() default "";
}
