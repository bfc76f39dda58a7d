package dev.signalbox.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of at least 1. */
final class PositiveNumber implements ITypeConverter<Long> {
  @Override
  public Long convert(String value) {
    long number;
    try {
      number = Long.parseLong(value);
    } catch (NumberFormatException e) {
      number = 0;
    }
    if (number < 1) {
      throw new TypeConversionException("'" + value + "' is not a whole number of at least 1");
    }
    return number;
  }
}
