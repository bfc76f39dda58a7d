/** What was found, and how it is shown. */
@NullMarked
package dev.signalbox.check.engine.report;

import org.jspecify.annotations.NullMarked;
