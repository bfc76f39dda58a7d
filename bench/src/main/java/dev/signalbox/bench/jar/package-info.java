/**
 * Published concurrency bugs in releases of libraries that Maven Central still serves. Each program
 * uses a library as its bug report describes, with its public API, two or three threads and no
 * timing; run with the next release, it has nothing to be found. The libraries are here only to
 * compile against: which release is run, the class path says.
 */
@NullMarked
package dev.signalbox.bench.jar;

import org.jspecify.annotations.NullMarked;
