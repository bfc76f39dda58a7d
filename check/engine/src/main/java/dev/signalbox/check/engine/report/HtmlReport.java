package dev.signalbox.check.engine.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Results as one HTML file, in which a finding can be gone through step by step. The file needs
 * nothing beside itself: style, script and the data of {@link JsonReport} with the source lines
 * round each event are in it, and its content security policy lets it load nothing. Without
 * JavaScript it shows the headline and the {@link TextReport}. What the program can name or print
 * comes in only as escaped text or as JSON. It is to be written as UTF-8.
 */
public final class HtmlReport {
  /** Lines of source before and after one that is named; as many as the script shows. */
  private static final int MARGIN = 6;

  private static final List<String> SCRIPTS =
      List.of("text.js", "steps.js", "lanes.js", "stepper.js", "graph.js", "report.js");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

  private final SourceLines sources;

  /**
   * @param sources where the lines of the program are looked up
   */
  public HtmlReport(SourceLines sources) {
    this.sources = sources;
  }

  /** The whole file for {@code results}. */
  public String render(List<CheckResult> results) {
    String style = resource("report.css");
    String script = SCRIPTS.stream().map(HtmlReport::resource).collect(Collectors.joining("\n"));
    Map<String, String> parts =
        Map.of(
            "title",
            escape((verdict(results) + " " + headline(results)).strip()),
            "verdict",
            verdict(results),
            "look",
            Status.of(results).word(),
            "headline",
            escape(headline(results)),
            "style",
            style,
            "styleHash",
            hash(style),
            "script",
            script,
            "scriptHash",
            hash(script),
            "data",
            data(results.stream().flatMap(HtmlReport::byFinding).toList()),
            "text",
            escape(new TextReport(TextReport.DEFAULT_WIDTH, false).render(results)));
    // In one go: a part may hold what looks like a placeholder.
    return PLACEHOLDER
        .matcher(resource("report.html"))
        .replaceAll(m -> Matcher.quoteReplacement(parts.get(m.group(1))));
  }

  /** The part of the headline that is coloured. */
  private static String verdict(List<CheckResult> results) {
    if (results.size() != 1) {
      return "";
    }
    Finding finding = results.getFirst().finding();
    if (finding != null) {
      return finding.kind().word() + ":";
    }
    return Status.of(results) == Status.CLEAN ? "no bug found" : "problem:";
  }

  private static String headline(List<CheckResult> results) {
    if (results.size() != 1) {
      return TextReport.sum(results);
    }
    CheckResult result = results.getFirst();
    Finding finding = result.finding();
    String target = Typeset.clean(result.target());
    if (finding != null) {
      return Typeset.clean(finding.cause());
    }
    return (Status.of(result) == Status.CLEAN ? "in " : "cannot check ") + target;
  }

  // ---- the data of the script

  /** A result for each finding: all are shown alike. */
  static Stream<CheckResult> byFinding(CheckResult r) {
    return r.further().isEmpty() ? Stream.of(r) : r.findings().stream().map(r::withOnly);
  }

  private String data(List<CheckResult> results) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JsonReport.JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeFieldName("report");
      json.writeRawValue(JsonReport.compact(results));
      json.writeArrayFieldStart("views");
      for (CheckResult r : results) {
        view(json, r);
      }
      json.writeEndArray();
      sources(json, results);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a StringWriter does not fail", e);
    }
    // JSON has this character only in its texts; there it could end the script element.
    return text.toString().replace("<", "\\u003c");
  }

  /** What the text report works out of a result: the same words and the same choice of events. */
  private static void view(JsonGenerator json, CheckResult result) throws IOException {
    json.writeStartObject();
    json.writeStringField("outcome", TextReport.outcome(result));
    json.writeStringField("summary", summary(result));
    Finding finding = result.finding();
    if (finding != null) {
      Names names = new Names(finding.threads());
      json.writeArrayFieldStart("names");
      for (int i = 0; i < finding.threads().size(); i++) {
        json.writeString(names.of(i));
      }
      json.writeEndArray();
      json.writeArrayFieldStart("waits");
      for (ThreadView t : finding.threads()) {
        json.writeString(t.waitsFor() == null ? null : WaitingText.waits(t.waitsFor()));
      }
      json.writeEndArray();
      int[] shown = Interleaving.shown(finding).stream().toArray();
      json.writeFieldName("shown");
      json.writeArray(shown, 0, shown.length);
    }
    json.writeEndObject();
  }

  private static String summary(CheckResult result) {
    Finding finding = result.finding();
    if (finding == null && Status.of(result) != Status.CLEAN) {
      return Status.problemOf(result);
    }
    String how =
        finding == null
            ? TextReport.howClean(result)
            : String.join("; ", FindingText.howFound(result, finding));
    Coverage coverage = result.coverage();
    return coverage == null ? how : how + "; " + CoverageText.withLimits(coverage);
  }

  /** The known lines round each place that a finding names: by file, then by number. */
  private void sources(JsonGenerator json, List<CheckResult> results) throws IOException {
    Set<Location> places = new LinkedHashSet<>();
    results.forEach(r -> places.addAll(places(r.finding())));
    Map<String, SortedMap<Integer, String>> files = new TreeMap<>();
    for (Location place : places) {
      SortedMap<Integer, String> lines = sources.around(place, MARGIN);
      files.computeIfAbsent(SourceLines.fileOf(place), f -> new TreeMap<>()).putAll(lines);
    }
    json.writeObjectFieldStart("sources");
    for (Map.Entry<String, SortedMap<Integer, String>> file : files.entrySet()) {
      json.writeObjectFieldStart(file.getKey());
      for (Map.Entry<Integer, String> line : file.getValue().entrySet()) {
        json.writeStringField(line.getKey().toString(), line.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static List<Location> places(@Nullable Finding finding) {
    List<Location> places = new ArrayList<>();
    if (finding != null) {
      finding.events().stream().map(Event::where).flatMap(Stream::ofNullable).forEach(places::add);
      if (finding.error() != null) {
        places.addAll(finding.error().stack());
      }
      if (finding.conflict() != null) {
        places.addAll(finding.conflict().first().stack());
        places.addAll(finding.conflict().second().stack());
      }
    }
    return places;
  }

  // ---- text

  private static String escape(String text) {
    StringBuilder b = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || (c >= ' ' && c < 127 && "<>&\"'".indexOf(c) < 0)) {
                b.appendCodePoint(c);
              } else {
                b.append("&#").append(c).append(';');
              }
            });
    return b.toString();
  }

  /** The source expression of a content security policy that allows exactly {@code text}. */
  private static String hash(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder().encodeToString(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a part of the report is missing", e);
    }
  }
}
