/**
 * Runs programs under control: the code that instrumented classes and the patched JDK call.
 *
 * <p>These classes are defined into the boot loader, where every class can see them. They hold no
 * lambda, no string concatenation by invokedynamic and no concurrent collection: the JDK classes
 * behind those call back into this package.
 */
@NullMarked
package dev.signalbox.check.runtime;

import org.jspecify.annotations.NullMarked;
