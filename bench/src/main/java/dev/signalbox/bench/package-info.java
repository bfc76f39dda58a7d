/** Measurements against the peers. */
@NullMarked
package dev.signalbox.bench;

import org.jspecify.annotations.NullMarked;
