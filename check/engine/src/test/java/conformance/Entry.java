package conformance;

/** Makes the bodies a program that can be loaded. */
final class Entry {
  private Entry() {}

  public static void main(String[] arguments) {}
}
