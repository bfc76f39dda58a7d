/** Finds and loads what is to be checked. */
@NullMarked
package dev.signalbox.check.engine.target;

import org.jspecify.annotations.NullMarked;
