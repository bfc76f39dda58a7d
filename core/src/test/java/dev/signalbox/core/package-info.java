/** What the tests of all packages share. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.core;
