/** What completes java.util.concurrent on one machine. */
@org.jspecify.annotations.NullMarked
module dev.signalbox.core {
  requires static transitive org.jspecify;

  // What these give is absent where they are, nothing else: events, and the monitors of the JDK.
  requires static jdk.jfr;
  requires static jdk.management;

  exports dev.signalbox.core.sync;
  exports dev.signalbox.core.waitgraph;
}
