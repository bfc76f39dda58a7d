/** Whether the results of concurrent operations fit some order of them, one after the other. */
@NullMarked
package dev.signalbox.check.engine.linearizability;

import org.jspecify.annotations.NullMarked;
