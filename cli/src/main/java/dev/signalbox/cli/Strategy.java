package dev.signalbox.cli;

import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a strategy. */
final class Strategy implements ITypeConverter<String> {
  static final String USUAL = "mixed";

  private static final Set<String> NAMES = Set.of("random", "pct", "pos", USUAL);

  @Override
  public String convert(String value) {
    if (!NAMES.contains(value)) {
      throw new TypeConversionException("'" + value + "' is not one of random, pct, pos, mixed");
    }
    return value;
  }
}
