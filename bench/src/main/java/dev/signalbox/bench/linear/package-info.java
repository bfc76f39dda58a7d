/** Objects with a planted fault and their mended twins, for Lincheck's annotations as well. */
package dev.signalbox.bench.linear;
