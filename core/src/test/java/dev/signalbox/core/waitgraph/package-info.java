@org.jspecify.annotations.NullMarked
package dev.signalbox.core.waitgraph;
