/** {@code @Check}: tests of JUnit 5 and 6 in many interleavings of their threads. */
@NullMarked
package dev.signalbox.check.junit;

import org.jspecify.annotations.NullMarked;
