package dev.signalbox.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number from 0 to 1000. */
final class SmallNumber implements ITypeConverter<Integer> {
  private static final int MOST = 1000;

  @Override
  public Integer convert(String value) {
    int number;
    try {
      number = Integer.parseInt(value);
    } catch (NumberFormatException e) {
      number = -1;
    }
    if (number < 0 || number > MOST) {
      throw new TypeConversionException("'" + value + "' is not a whole number from 0 to " + MOST);
    }
    return number;
  }
}
