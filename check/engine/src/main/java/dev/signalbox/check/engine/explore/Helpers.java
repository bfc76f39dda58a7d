package dev.signalbox.check.engine.explore;

/** Others that take part in an exploration. */
public interface Helpers {
  /** Nobody. */
  Helpers NONE = (agenda) -> {};

  /** From now on they take their chunks from that agenda, until it is over. */
  void join(Agenda agenda);
}
