/**
 * Checks concurrent code from a test, or from any program: {@link dev.signalbox.check.Checker}.
 *
 * <p>This package is all of the checker that other code may rely on. The packages below it are its
 * inside, and change without notice.
 */
@NullMarked
package dev.signalbox.check;

import org.jspecify.annotations.NullMarked;
