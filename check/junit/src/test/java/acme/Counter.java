package acme;

/** Broken: an increment may be lost. */
class Counter {
  private volatile int value;

  @SuppressWarnings("NonAtomicVolatileUpdate") // that is the fault
  void increment() {
    value++;
  }

  int value() {
    return value;
  }
}
