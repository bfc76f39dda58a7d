package dev.signalbox.check.engine.report;

/** ANSI colours if they are wanted, the bare text otherwise. */
record Ink(boolean wanted) {

  String bold(String text) {
    return paint("1", text);
  }

  String dim(String text) {
    return paint("2", text);
  }

  String bad(String text) {
    return paint("1;31", text);
  }

  String good(String text) {
    return paint("32", text);
  }

  String doubtful(String text) {
    return paint("33", text);
  }

  String mark(String text) {
    return paint("1;36", text);
  }

  private String paint(String code, String text) {
    return wanted && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
