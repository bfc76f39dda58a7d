/**
 * Talks to the JUnit of the program. Loaded anew for each program by {@code GlueLoader}, and meets
 * JUnit 5 and 6 alike: it keeps to what the platform has had since 1.8.
 */
@NullMarked
package dev.signalbox.check.engine.target.junit;

import org.jspecify.annotations.NullMarked;
