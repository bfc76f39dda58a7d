/**
 * Who waits for whom: the wait-for graph that every blocking type of Signalbox reports to.
 *
 * <p>{@link dev.signalbox.core.waitgraph.WaitGraph} is the way in, for those who want to know and
 * for types that block threads themselves.
 */
package dev.signalbox.core.waitgraph;
