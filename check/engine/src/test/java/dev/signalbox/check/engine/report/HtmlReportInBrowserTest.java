package dev.signalbox.check.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The report as a reader sees it, in a real Chromium. Without one these tests are skipped and say
 * so; where {@code CI} is set they fail. Pictures go to {@code target/report-pictures}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class HtmlReportInBrowserTest {
  private static final Path PICTURES = Path.of("target", "report-pictures");
  private static final String ROWS = "document.querySelectorAll('.row').length";

  @TempDir Path folder;
  private Chromium browser;

  @BeforeAll
  void startBrowser(@TempDir Path profile) throws Exception {
    Optional<Path> installed = Chromium.installed();
    if (installed.isEmpty()) {
      String why = "not run: there is no Chromium on the PATH, nor does CHROMIUM name one";
      if (System.getenv("CI") != null) {
        throw new AssertionError(why);
      }
      System.err.println(getClass().getSimpleName() + " " + why);
      Assumptions.abort(why);
    }
    browser = new Chromium(installed.get(), profile);
  }

  @AfterAll
  void stopBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void nothingWentWrongAndNothingWasLoaded(TestInfo test) {
    assertThat(browser.troubles()).as(test.getDisplayName()).isEmpty();
    assertThat(browser.requested()).singleElement().asString().startsWith("file:");
  }

  private void open(CheckResult... results) throws IOException {
    Path file = folder.resolve("report.html");
    String html = new HtmlReport(new SourceLines(List.of(folder))).render(List.of(results));
    Files.writeString(file, html);
    browser.scripts(true);
    browser.window(1280, 900);
    browser.open(file);
  }

  private String text(String selector) {
    return browser.evaluate("document.querySelector('" + selector + "').textContent");
  }

  private String step() {
    return text("[aria-selected=true] .no");
  }

  private void source(String name, int lines) throws IOException {
    StringBuilder text = new StringBuilder("package race;\n");
    for (int n = 2; n <= lines; n++) {
      text.append("  line ").append(n).append("();\n");
    }
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void stepsWithButtonsKeysClicksAndSlider() throws IOException {
    source("CounterRace.java", 30);
    open(Samples.counterRace());
    assertThat(step()).isEqualTo("3");
    assertThat(text(".now h3")).isEqualTo("Step 3: first");
    assertThat(text(".source .current")).contains("11").contains("line 11();");
    assertThat(browser.evaluate("document.querySelectorAll('.source .line').length"))
        .isEqualTo("13");

    browser.click("[aria-label='Next step']");
    assertThat(text(".now h3")).isEqualTo("Step 4: second");
    browser.press("ArrowRight");
    assertThat(text(".now .what")).isEqualTo("write counter = 1");
    assertThat(text(".source .current")).contains("line 13();");
    browser.press("ArrowLeft");
    assertThat(step()).isEqualTo("4");
    browser.click("[aria-label='Last step']");
    assertThat(step()).isEqualTo("10");
    assertThat(browser.evaluate("document.querySelector('[aria-label=\"Next step\"]').disabled"))
        .isEqualTo("true");
    browser.press("ArrowRight");
    assertThat(step()).isEqualTo("10");

    browser.click(".row:nth-child(3)");
    assertThat(step()).isEqualTo("4");
    browser.press("ArrowDown");
    assertThat(step()).isEqualTo("5");
    browser.press("Home");
    assertThat(step()).isEqualTo("3");
    browser.evaluate("document.querySelector('[type=range]').focus()");
    browser.press("ArrowRight");
    assertThat(step()).isEqualTo("4");
    assertThat(text(".count")).isEqualTo("2 of 6 shown");
  }

  @Test
  void showsAllStepsWhenAsked() throws IOException {
    open(Samples.counterRace());
    assertThat(browser.evaluate(ROWS)).isEqualTo("8");
    assertThat(text(".row")).contains("… 2 steps");
    browser.click(".bar [type=checkbox]");
    assertThat(browser.evaluate(ROWS)).isEqualTo("10");
    assertThat(step()).isEqualTo("3");
    browser.press("ArrowLeft");
    assertThat(step()).isEqualTo("2");
    browser.click(".bar [type=checkbox]");
    assertThat(step()).isEqualTo("3");
    browser.click(".row");
    assertThat(browser.evaluate(ROWS)).isEqualTo("10");
    assertThat(step()).isEqualTo("1");
  }

  @Test
  void tellsWhoHoldsAndWaits() throws IOException {
    open(Samples.deadlock());
    browser.click("[aria-label='Last step']");
    assertThat(holds()).isEqualTo("|TwoLocks.stockLock|TwoLocks.ordersLock");
    assertThat(waits()).isEqualTo("thread A|TwoLocks.ordersLock|TwoLocks.stockLock");
    browser.press("ArrowLeft");
    browser.press("ArrowLeft");
    assertThat(waits()).isEqualTo("||TwoLocks.stockLock");
  }

  @Test
  void knowsLocksMonitorsAndTheirEnd() throws IOException {
    Program p = new Program("Locks", "Locks.java");
    p.does(0, 1, "lock A").does(0, 1, "lock A").does(0, 2, "wait on A").does(0, 2, "waits for A");
    p.does(1, 3, "x.tryLock() → false").does(1, 4, "x.lock()").does(1, 4, "waits for x");
    p.does(0, 2, "lock A").does(0, 2, "unlock A");
    p.does(1, 5, "read y = 1").does(1, 6, "x.unlock()");
    p.does(1, 7, "s.writeLock() → 256").does(1, 8, "end");
    List<ThreadView> threads = List.of(Samples.ended("main"), Samples.ended("other"));
    open(Samples.found("Locks", Samples.finding(Kind.HANG, "no end", threads, p, null)));
    List<String> held = new ArrayList<>();
    for (int i = 0; i < 13; i++) {
      held.add(holds() + " " + waits());
      browser.press("ArrowRight");
    }
    assertThat(held)
        .containsExactly(
            "A| |",
            "A (2 times)| |",
            "| a notification on A|",
            "| A|",
            "| A|",
            "| A|",
            "| A|x",
            "A (2 times)| |x",
            "A| |x",
            "A|x |",
            "A| |",
            "A|s |",
            "A|s |");
  }

  private String holds() {
    return browser.evaluate(
        "[...document.querySelectorAll('td.holds')].map(n => n.textContent).join('|')");
  }

  private String waits() {
    return browser.evaluate(
        "[...document.querySelectorAll('td.waits')].map(n => n.textContent).join('|')");
  }

  @Test
  void drawsTheCycle() throws IOException {
    open(Samples.deadlockOfThree());
    assertThat(browser.evaluate("document.querySelectorAll('.graph .thread').length"))
        .isEqualTo("4");
    assertThat(browser.evaluate("document.querySelectorAll('.graph .thread.cycle').length"))
        .isEqualTo("3");
    assertThat(browser.evaluate("document.querySelectorAll('.graph path.cycle').length"))
        .isEqualTo("6");
    assertThat(browser.evaluate("document.querySelectorAll('.graph path.waits').length"))
        .isEqualTo("4");
  }

  @Test
  void showsADataRaceBesideTheFailure() throws IOException {
    open(Samples.race());
    assertThat(text("[data-kind=assertion] h2")).startsWith("assertion: ");
    assertThat(text("[data-kind=race] h2")).startsWith("race: CounterRace.counter ");
    assertThat(text("[data-kind=race] pre.error"))
        .containsSubsequence(
            "first writes CounterRace.counter",
            "CounterRace.java:13",
            "second reads CounterRace.counter",
            "CounterRace.java:11");
  }

  @Test
  void copiesTheReplayCommand() throws IOException {
    String command = "signalbox check --replay .signalbox/CounterRace-1.replay";
    open(Samples.counterRace());
    browser.evaluate(
        "navigator.clipboard.writeText = t => new Promise(done => { window.copied = t; done(); })");
    browser.click(".copy");
    assertThat(browser.evaluate("window.copied")).isEqualTo(command);
    assertThat(text(".copy")).isEqualTo("Copied");

    open(Samples.counterRace());
    browser.evaluate("navigator.clipboard.writeText = () => Promise.reject()");
    browser.click(".copy");
    assertThat(browser.evaluate("getSelection()")).isEqualTo(command);
    assertThat(text(".copy")).isIn("Copied", "Selected");
  }

  @Test
  void whatTheProgramSaysDoesNoHarm() throws IOException {
    String evil =
        "<script>alert(1)</script><img src=x onerror=alert(2)></pre><!-- {{data}} \u202e]]>&amp;";
    open(Samples.hostile(evil), Samples.problem(evil, evil));
    browser.press("ArrowRight");
    assertThat(browser.evaluate("document.scripts.length")).isEqualTo("2");
    assertThat(
            browser.evaluate("document.querySelectorAll('img, main script, main pre pre').length"))
        .isEqualTo("0");
    assertThat(text("h2"))
        .startsWith("deadlock: <script>alert(1)</script><img")
        .contains("\\u202e");
    assertThat(text(".lanes .head")).contains("<script>alert(1)</sc…");
    assertThat(text(".now .what")).startsWith("lock <script>alert(1)</script><img src=x");
  }

  @Test
  void twentyThousandEventsOpenAndStepSmoothly() throws IOException {
    long start = System.nanoTime();
    open(Samples.found("Long", longFinding(20_000, 10)));
    long opened = (System.nanoTime() - start) / 1_000_000;
    browser.click(".bar [type=checkbox]");
    assertThat(Integer.parseInt(browser.evaluate(ROWS))).isBetween(20, 400);
    browser.click("[aria-label='Last step']");
    assertThat(step()).isEqualTo("20000");
    browser.evaluate("document.querySelector('.lanes').focus()");
    browser.press("ArrowUp");
    assertThat(step()).isEqualTo("19999");
    String steps =
        "const t = performance.now(); for (let i = 0; i < 100; i++) document.querySelector(\"[aria-label='Previous step']\").click(); return (performance.now() - t) / 100;";
    double each = Double.parseDouble(browser.evaluate("(() => {" + steps + "})()"));
    assertThat(step()).isEqualTo("19899");
    System.out.println("20,000 events: opened in " + opened + " ms, " + each + " ms a step");
    assertThat(opened).isLessThan(20_000);
    assertThat(each).isLessThan(100);
  }

  private static Finding longFinding(int events, int threads) {
    Program p = new Program("Long", "Long.java");
    List<ThreadView> views = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      views.add(Samples.ended("pool-1-thread-" + t));
    }
    for (int i = 0; i < events; i++) {
      int thread = i / 7 % threads;
      String what =
          List.of("lock Long.a", "read x = " + i, "write x = " + i, "unlock Long.a").get(i % 4);
      if (i % 5 < 2) {
        p.also(thread, i % 90, what);
      } else {
        p.does(thread, i % 90, what);
      }
    }
    return Samples.finding(Kind.HANG, "no end after 20,000 steps", views, p, null);
  }

  @Test
  void keepsTheCurrentStepInSight() throws IOException {
    open(Samples.found("Ten", longFinding(200, 10)));
    browser.click("[aria-label='Last step']");
    for (int width : new int[] {1280, 700, 1280}) {
      browser.window(width, 900);
      String inside =
          "(() => { const l = document.querySelector('.lanes').getBoundingClientRect();"
              + " const c = document.querySelector('[aria-selected=true] .what');"
              + " const b = c.getBoundingClientRect();"
              + " return b.top > l.top && b.bottom < l.bottom && b.left > l.left"
              + " && b.right < l.right; })()";
      for (int i = 0; i < 500 && browser.evaluate(inside).equals("false"); i++) {
        Thread.onSpinWait(); // the page hears of its new size a little later
      }
      assertThat(browser.evaluate(inside)).as("at " + width).isEqualTo("true");
    }
  }

  @Test
  void isReadableWithoutJavaScript() throws IOException {
    open(Samples.deadlock());
    browser.scripts(false);
    browser.open(folder.resolve("report.html"));
    String seen = browser.evaluate("document.body.innerText");
    browser.scripts(true);
    assertThat(seen)
        .contains("deadlock: A and B wait for each other")
        .contains("Here is the report as text")
        .contains("held by B, taken at")
        .doesNotContain("\"schema\"");
  }

  @Test
  void fitsTheWindow() throws IOException {
    source("CounterRace.java", 30);
    int n = 0;
    for (CheckResult r : everything()) {
      String name = String.format("%02d-%s", ++n, r.target().replaceAll("\\W+", "-"));
      open(r);
      fits(name);
    }
    open(Samples.several().toArray(CheckResult[]::new));
    fits("several");
  }

  private static List<CheckResult> everything() {
    List<CheckResult> all = new ArrayList<>(Samples.all());
    all.add(Samples.found("Ten", longFinding(40, 10)));
    return all;
  }

  private void fits(String name) throws IOException {
    browser.evaluate(
        "document.querySelectorAll('[aria-label=\"Last step\"]').forEach(b => b.click())");
    for (int width : new int[] {1280, 700}) {
      for (String scheme : List.of("light", "dark")) {
        browser.window(width, 900);
        browser.scheme(scheme);
        browser.screenshot(PICTURES.resolve(name + "-" + width + "-" + scheme + ".png"));
        assertThat(browser.evaluate("document.documentElement.scrollWidth"))
            .as(name + " " + width)
            .isEqualTo("" + width);
      }
    }
    browser.print(PICTURES.resolve(name + ".pdf"));
    assertThat(Files.readString(PICTURES.resolve(name + ".pdf"), StandardCharsets.ISO_8859_1))
        .startsWith("%PDF");
  }
}
