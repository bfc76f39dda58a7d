/** Turns an execution that shows a bug into a finding that a person can read. */
@NullMarked
package dev.signalbox.check.engine.liveness;

import org.jspecify.annotations.NullMarked;
