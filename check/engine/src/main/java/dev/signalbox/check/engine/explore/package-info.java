/** Chooses interleavings, shrinks and replays the failing ones. */
@NullMarked
package dev.signalbox.check.engine.explore;

import org.jspecify.annotations.NullMarked;
