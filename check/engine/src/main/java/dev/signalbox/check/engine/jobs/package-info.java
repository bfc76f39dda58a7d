/** Exploring in several JVMs at once: one that coordinates, and workers. */
@NullMarked
package dev.signalbox.check.engine.jobs;

import org.jspecify.annotations.NullMarked;
