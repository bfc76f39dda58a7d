package dev.signalbox.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many JVMs take part. */
final class Jobs implements ITypeConverter<Integer> {
  private static final int MOST = 256;

  @Override
  public Integer convert(String value) {
    int number;
    try {
      number = Integer.parseInt(value);
    } catch (NumberFormatException e) {
      number = 0;
    }
    if (number < 1 || number > MOST) {
      throw new TypeConversionException("'" + value + "' is not a whole number from 1 to " + MOST);
    }
    return number;
  }
}
