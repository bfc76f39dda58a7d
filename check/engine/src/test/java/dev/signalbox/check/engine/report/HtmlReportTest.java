package dev.signalbox.check.engine.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlReportTest {
  private static final String EVIL =
      "<script>alert(1)</script></pre><!--<img src=x onerror=alert(2)> {{style}} \\u003c \ud800";

  /** Whatever a browser would load; a name space is only a name. */
  private static final Pattern OUTSIDE =
      Pattern.compile(
          "https?:(?!//www\\.w3\\.org/2000/svg\").*|@import|@font-face|<link|src=|url\\((?!#).*");

  @TempDir Path folder;

  static List<List<CheckResult>> samples() {
    List<List<CheckResult>> samples = new ArrayList<>();
    Samples.all().forEach(r -> samples.add(List.of(r)));
    samples.add(Samples.several());
    samples.add(List.of(Samples.hostile(EVIL)));
    samples.add(List.of());
    return samples;
  }

  private String html(List<CheckResult> results) {
    return new HtmlReport(new SourceLines(List.of(folder))).render(results);
  }

  /** All but style and script, which would have to be changed at two places. */
  @Test
  void deadlock() throws IOException {
    String html = html(List.of(Samples.deadlock()));
    html = html.replace(between(html, "<style>", "</style>"), "…");
    html = html.replace(between(html, "<script>", "</script>"), "…");
    Golden.check("deadlock.html", html.replaceAll("sha256-[^']+", "sha256-…"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void refersToNothingOutside(List<CheckResult> results) {
    String html = html(results);
    String data = between(html, "id=\"data\">", "</script>");
    String text = between(html, "<pre tabindex=\"0\">", "</pre>");
    String title = between(html, "<title>", "</title>");
    String headline = between(html, "<h1>", "</h1>");
    String page =
        Stream.of(data, text, title, headline).reduce(html, (h, part) -> h.replace(part, ""));
    assertThat(OUTSIDE.matcher(page).results().map(MatchResult::group)).isEmpty();
    assertThat(html).contains("default-src 'none'");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isOnePageWhateverTheProgramSays(List<CheckResult> results) {
    String html = html(results);
    assertThat(count(html, "<script")).isEqualTo(2);
    assertThat(count(html, "</script")).isEqualTo(2);
    assertThat(count(html, "<style>")).isEqualTo(1);
    assertThat(html)
        .doesNotContain("<img", "<!--")
        .contains("<!DOCTYPE html>")
        .endsWith("</html>\n");
    assertThat(UTF_8.newEncoder().canEncode(html)).isTrue();
  }

  @Test
  void whatLooksLikeAPlaceholderStays() {
    assertThat(between(html(List.of(Samples.hostile(EVIL))), "<pre tabindex=\"0\">", "</pre>"))
        .contains("{{style}}");
  }

  /** Anything else that got into the page could not run. */
  @Test
  void theScriptAndTheStyleAreTheOnesThatMayRun() throws Exception {
    String html = html(List.of(Samples.deadlock()));
    for (String element : List.of("script", "style")) {
      String text = between(html, "<" + element + ">", "</" + element + ">");
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      assertThat(html)
          .contains(element + "-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void holdsTheJsonAndTheTextReport(List<CheckResult> results) throws IOException {
    String html = html(results);
    String json = between(html, "id=\"data\">", "</script>");
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        assertThat(parser.currentLocation()).isNotNull();
      }
    }
    List<CheckResult> shown = results.stream().flatMap(HtmlReport::byFinding).toList();
    String report = JsonReport.compact(shown).strip().replace("<", "\\u003c");
    assertThat(json).startsWith("{\"report\":" + report);
    String text = between(html, "<pre tabindex=\"0\">", "</pre>");
    assertThat(unescaped(text))
        .isEqualTo(new TextReport(TextReport.DEFAULT_WIDTH, false).render(results));
  }

  @Test
  void holdsTheLinesRoundEachPlace() throws IOException {
    StringBuilder file = new StringBuilder("package race;\n");
    for (int n = 2; n <= 40; n++) {
      file.append("\tline ").append(n).append('\n');
    }
    Files.writeString(folder.resolve("CounterRace.java"), file);
    String json = between(html(List.of(Samples.counterRace())), "\"sources\":", "</script>");
    assertThat(json)
        .startsWith("{\"race/CounterRace.java\":{\"5\":\"\\tline 5\",")
        .endsWith("\"29\":\"\\tline 29\"}}}");
  }

  static final List<Headline> HEADLINES =
      List.of(
          new Headline(
              "found",
              "assertion: counter is 1 after 2 increments",
              List.of(Samples.counterRace())),
          new Headline("clean", "no bug found in CounterWithLock", List.of(Samples.clean())),
          new Headline(
              "problem",
              "problem: cannot check A.java",
              List.of(Samples.problem("A.java", "it has no main method"))),
          new Headline(
              "found",
              "5 targets in 20.2 s: 2 with a bug, 2 clean, 1 not checked",
              Samples.several()));

  record Headline(String look, String text, List<CheckResult> results) {}

  @ParameterizedTest
  @FieldSource("HEADLINES")
  void saysWhatCameOut(Headline expected) {
    String html = html(expected.results());
    String h1 = between(html, "<h1>", "</h1>");
    assertThat(h1).contains("class=\"" + expected.look() + "\"");
    assertThat(h1.replaceAll("<[^>]*>", "").strip()).isEqualTo(expected.text());
    assertThat(between(html, "<title>", "</title>")).isEqualTo(expected.text());
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    assertThat(from).as(start).isGreaterThanOrEqualTo(start.length());
    return text.substring(from, text.indexOf(end, from));
  }

  private static long count(String text, String part) {
    return Stream.iterate(text.indexOf(part), i -> i >= 0, i -> text.indexOf(part, i + 1)).count();
  }

  private static String unescaped(String text) {
    return Pattern.compile("&#(\\d+);")
        .matcher(text)
        .replaceAll(
            m -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(m.group(1)))));
  }
}
