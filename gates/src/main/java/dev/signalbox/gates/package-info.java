/** The arrows of the house, and a planted fault for every gate of the build. */
@NullMarked
package dev.signalbox.gates;

import org.jspecify.annotations.NullMarked;
