package conformance;

/** Plain data that goes from thread to thread. */
final class Parcel {
  int content;

  Parcel() {}

  Parcel(int content) {
    this.content = content;
  }
}
