package dev.signalbox.cli;

/** A source file has errors. */
final class CompilationFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String output;

  /**
   * @param output what javac printed
   */
  CompilationFailed(String message, String output) {
    super(message);
    this.output = output;
  }

  String output() {
    return output;
  }
}
