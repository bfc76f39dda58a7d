package conformance;

/** Plain data that goes from one thread to another, by whatever the two actions do. */
final class Handover {
  private Handover() {}

  /** What is written before the first action is read after the second, which runs later. */
  static void by(Action publish, Action see) throws InterruptedException {
    Parcel parcel = new Parcel();
    Hint.inOrder(
        () -> {
          parcel.content = 7;
          publish.run();
        },
        () -> {
          see.run();
          assert parcel.content == 7 : parcel.content;
        });
  }

  static void isTrue(boolean seen) {
    assert seen;
  }
}
