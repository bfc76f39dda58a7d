/** Puts the checker's hooks into the JDK and into the program. */
@NullMarked
package dev.signalbox.check.engine.agent;

import org.jspecify.annotations.NullMarked;
