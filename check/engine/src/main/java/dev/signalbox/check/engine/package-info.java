/** The checker: runs a program under its own scheduler and looks for concurrency bugs. */
@NullMarked
package dev.signalbox.check.engine;

import org.jspecify.annotations.NullMarked;
