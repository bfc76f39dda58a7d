package dev.signalbox.check.engine.linearizability;

import dev.signalbox.check.engine.CannotCheckException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What is to be checked, and in which scenarios.
 *
 * @param object makes the object
 * @param specification makes the one that is run serially; most often the same
 * @param operations each with all its arguments
 * @param afterwards what is done at the end of every scenario
 * @param threads at most
 * @param operationsPerThread at most
 * @param scenarios how many, unless the time is up before
 */
public record Plan(
    Supplier<?> object,
    Supplier<?> specification,
    List<List<Invocation>> operations,
    List<Invocation> afterwards,
    int threads,
    int operationsPerThread,
    int scenarios) {
  private static final int ENOUGH = 50;

  /**
   * In how many orders the operations of the largest scenario could be done one after the other; a
   * number that is too high to matter may be lower.
   */
  public double orders() {
    double orders = 1;
    int all = 0;
    for (int t = 0; t < threads; t++) {
      for (int i = 1; i <= Math.min(operationsPerThread, ENOUGH); i++) {
        orders = orders * ++all / i;
      }
    }
    return Math.rint(orders);
  }

  /** The one of that text. */
  Invocation invocation(String text) {
    return Stream.concat(operations.stream().flatMap(List::stream), afterwards.stream())
        .filter(i -> i.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new CannotCheckException(
                    "there is no operation " + text + " among those that are checked now"));
  }
}
