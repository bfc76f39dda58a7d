package conformance;

/** What a thread of a body does. */
@FunctionalInterface
interface Action {
  void run() throws Exception;
}
