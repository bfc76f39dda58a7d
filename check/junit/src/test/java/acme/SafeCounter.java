package acme;

/** The mended twin. */
class SafeCounter extends Counter {
  @Override
  synchronized void increment() {
    super.increment();
  }
}
