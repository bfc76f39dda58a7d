package dev.signalbox.check.engine.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import dev.signalbox.check.engine.report.Endless.Circle;
import dev.signalbox.check.engine.report.Endless.Loop;
import dev.signalbox.check.engine.report.Endless.Overtaken;
import dev.signalbox.check.engine.report.Endless.Overtaker;
import dev.signalbox.check.engine.report.Finding.Access;
import dev.signalbox.check.engine.report.Finding.Conflict;
import dev.signalbox.check.engine.report.Finding.Failure;
import dev.signalbox.check.engine.report.ThreadView.Holder;
import dev.signalbox.check.engine.report.ThreadView.Wait;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Results as one JSON document for programs. Its keys are always the same ones in the same order;
 * what is not known is {@code null}. It is pure ASCII, so any encoding of the output will do.
 */
public final class JsonReport {
  /** Grows when a key changes its meaning or goes; a new key does not change it. */
  public static final int SCHEMA = 1;

  static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final JsonGenerator json;

  private JsonReport(JsonGenerator json) {
    this.json = json;
  }

  /** The document for {@code results}, with a line break at its end. */
  public static String render(List<CheckResult> results) {
    return document(printer(), content(results));
  }

  /** The same document on one line. */
  static String compact(List<CheckResult> results) {
    return document(new MinimalPrettyPrinter(), content(results));
  }

  private static Writing<JsonReport> content(List<CheckResult> results) {
    return report -> {
      report.text("status", Status.of(results).word());
      report.array("results", results, report::result);
    };
  }

  /** The document for a command that could not check anything. */
  public static String problem(String problem) {
    return document(
        printer(),
        report -> {
          report.text("status", Status.PROBLEM.word());
          report.text("problem", problem);
        });
  }

  @FunctionalInterface
  private interface Writing<T> {
    void write(T value) throws IOException;
  }

  private static String document(PrettyPrinter printer, Writing<JsonReport> content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      json.writeNumberField("schema", SCHEMA);
      content.write(new JsonReport(json));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a StringWriter does not fail", e);
    }
    return text.append('\n').toString();
  }

  private static DefaultPrettyPrinter printer() {
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
    printer.indentObjectsWith(lines);
    printer.indentArraysWith(lines);
    return printer;
  }

  private void result(CheckResult r) throws IOException {
    json.writeStartObject();
    text("target", r.target());
    text("status", Status.of(r).word());
    text("problem", Status.of(r) == Status.PROBLEM ? Status.problemOf(r) : r.problem());
    number("executions", r.executions());
    number("elapsedMillis", r.elapsed().toMillis());
    number("threads", r.threads());
    number("steps", r.steps());
    texts("strategies", r.strategies());
    number("seed", r.seed());
    json.writeBooleanField("replayed", r.replayed());
    texts("notes", r.notes());
    object("coverage", r.coverage(), this::coverage);
    object("finding", r.finding(), this::finding);
    array("further", r.further(), this::furtherFinding);
    json.writeEndObject();
  }

  private void furtherFinding(Finding f) throws IOException {
    json.writeStartObject();
    finding(f);
    json.writeEndObject();
  }

  private void coverage(Coverage c) throws IOException {
    json.writeBooleanField("complete", c.isComplete());
    json.writeBooleanField("finished", c.finished());
    json.writeFieldName("preemptions");
    if (c.preemptions() < 0) {
      json.writeNull();
    } else {
      json.writeNumber(c.preemptions());
    }
    number("redundant", c.redundant());
    json.writeNumberField("share", c.share());
    texts("limits", c.limits());
  }

  private void finding(Finding f) throws IOException {
    text("kind", f.kind().word());
    text("cause", f.cause());
    number("execution", f.execution());
    text("strategy", f.strategy());
    number("seed", f.seed());
    number("switches", f.switches());
    array("threads", f.threads(), this::thread);
    array("events", f.events(), this::event);
    array("cycle", f.cycle(), json::writeNumber);
    object("livelock", f.endless() instanceof Circle c ? c : null, this::livelock);
    object("starvation", f.endless() instanceof Overtaken o ? o : null, this::starvation);
    object("error", f.error(), this::error);
    object("conflict", f.conflict(), this::conflict);
    texts("history", f.history());
    texts("notes", f.notes());
    text("output", f.output());
    text("replayFile", f.replayFile());
    text("replayCommand", f.replayCommand());
  }

  private void thread(ThreadView t) throws IOException {
    json.writeStartObject();
    text("name", t.name());
    json.writeBooleanField("virtual", t.virtual());
    json.writeBooleanField("daemon", t.daemon());
    text("end", t.end());
    object("waitsFor", t.waitsFor(), this::wait);
    array("stack", t.stack(), this::location);
    json.writeEndObject();
  }

  private void wait(Wait w) throws IOException {
    text("resource", w.resource());
    text("how", w.how());
    object("where", w.where(), this::place);
    array("holders", w.holders(), this::holder);
  }

  private void holder(Holder h) throws IOException {
    json.writeStartObject();
    number("thread", h.thread());
    object("takenAt", h.takenAt(), this::place);
    json.writeEndObject();
  }

  private void event(Event e) throws IOException {
    json.writeStartObject();
    number("step", e.step());
    number("thread", e.thread());
    text("what", e.what());
    object("where", e.where(), this::place);
    text("source", e.source());
    json.writeBooleanField("telling", e.telling());
    json.writeEndObject();
  }

  private void conflict(Conflict c) throws IOException {
    text("variable", c.variable());
    object("first", c.first(), this::access);
    object("second", c.second(), this::access);
  }

  private void access(Access a) throws IOException {
    number("thread", a.thread());
    json.writeBooleanField("writes", a.writes());
    array("stack", a.stack(), this::location);
  }

  private void livelock(Circle c) throws IOException {
    number("steps", c.steps());
    number("rounds", c.rounds());
    array("loops", c.loops(), this::loop);
  }

  private void loop(Loop l) throws IOException {
    json.writeStartObject();
    number("thread", l.thread());
    array("steps", l.steps(), this::event);
    json.writeEndObject();
  }

  private void starvation(Overtaken o) throws IOException {
    Integer thread = o.thread();
    json.writeFieldName("thread");
    if (thread == null) {
      json.writeNull();
    } else {
      json.writeNumber(thread);
    }
    text("who", o.who());
    text("resource", o.resource());
    number("sinceStep", o.sinceStep());
    number("waited", o.waited());
    number("bypasses", o.bypasses());
    array("overtakers", o.overtakers(), this::overtaker);
  }

  private void overtaker(Overtaker o) throws IOException {
    json.writeStartObject();
    number("thread", o.thread());
    number("times", o.times());
    object("where", o.where(), this::place);
    json.writeEndObject();
  }

  private void error(Failure e) throws IOException {
    number("thread", e.thread());
    text("type", e.type());
    text("message", e.message());
    array("stack", e.stack(), this::location);
    texts("causes", e.causes());
  }

  private void location(Location l) throws IOException {
    json.writeStartObject();
    place(l);
    json.writeEndObject();
  }

  private void place(Location l) throws IOException {
    text("className", l.className());
    text("method", l.method());
    text("file", l.file());
    number("line", l.line());
  }

  private void text(String key, @Nullable String value) throws IOException {
    json.writeStringField(key, value);
  }

  private void number(String key, long value) throws IOException {
    json.writeNumberField(key, value);
  }

  private void texts(String key, List<String> values) throws IOException {
    array(key, values, json::writeString);
  }

  private <T> void object(String key, @Nullable T value, Writing<T> fields) throws IOException {
    json.writeFieldName(key);
    if (value == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    fields.write(value);
    json.writeEndObject();
  }

  private <T> void array(String key, List<T> values, Writing<T> each) throws IOException {
    json.writeArrayFieldStart(key);
    for (T value : values) {
      each.write(value);
    }
    json.writeEndArray();
  }
}
