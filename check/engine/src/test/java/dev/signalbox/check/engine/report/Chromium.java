package dev.signalbox.check.engine.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One page of a headless Chromium, driven by the DevTools protocol. For one thread. */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of(
          "chromium-headless-shell",
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable");

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final WebSocket socket;
  private final List<String> troubles = new ArrayList<>();
  private final List<String> requested = new ArrayList<>();
  private int calls;

  /** The browser on the PATH, or the one that {@code CHROMIUM} names. */
  static Optional<Path> installed() {
    String named = System.getenv("CHROMIUM");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    String path = System.getenv().getOrDefault("PATH", "");
    return NAMES.stream()
        .flatMap(name -> Stream.of(path.split(":")).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * @param profile an empty folder
   */
  Chromium(Path executable, Path profile) throws IOException, InterruptedException {
    process =
        new ProcessBuilder(
                executable.toString(),
                "--headless",
                "--no-sandbox", // it shows nothing but our own files, and root has no sandbox
                "--disable-gpu",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    socket = http.newWebSocketBuilder().buildAsync(page(listening(process)), new Listener()).join();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", "");
    }
  }

  /** Where the browser can be reached, which it says on its standard error. */
  private static URI listening(Process process) throws IOException {
    BufferedReader err = process.errorReader(UTF_8);
    List<String> said = new ArrayList<>();
    String line;
    while ((line = err.readLine()) != null) {
      said.add(line);
      String mark = "DevTools listening on ";
      if (line.startsWith(mark)) {
        Thread.ofPlatform().daemon().start(() -> err.lines().forEach(l -> {})); // or it would block
        return URI.create(line.substring(mark.length()));
      }
    }
    throw new IOException("Chromium does not start: " + String.join("\n", said));
  }

  private URI page(URI browser) throws IOException, InterruptedException {
    URI list = URI.create("http://" + browser.getAuthority() + "/json/list");
    String targets =
        http.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    return URI.create(required(targets, "webSocketDebuggerUrl"));
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        received.add(message.toString());
        message.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }

  /** Shows the file as for a reader who opens it. */
  void open(Path file) {
    troubles.clear();
    requested.clear();
    call("Page.navigate", "\"url\":" + quoted(file.toUri().toString()));
    while (!evaluate("document.readyState").equals("complete")) {
      Thread.onSpinWait();
    }
  }

  void window(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        "\"width\":"
            + width
            + ",\"height\":"
            + height
            + ",\"deviceScaleFactor\":1,\"mobile\":false");
  }

  void scheme(String lightOrDark) {
    String feature = "{\"name\":\"prefers-color-scheme\",\"value\":" + quoted(lightOrDark) + "}";
    call("Emulation.setEmulatedMedia", "\"features\":[" + feature + "]");
  }

  void scripts(boolean run) {
    call("Emulation.setScriptExecutionDisabled", "\"value\":" + !run);
  }

  /** The value of an expression of JavaScript, as a text. */
  String evaluate(String expression) {
    String text = "String(" + expression + ")";
    String answer = call("Runtime.evaluate", "\"expression\":" + quoted(text));
    if (answer.contains("\"exceptionDetails\"")) {
      throw new AssertionError(expression + ": " + answer);
    }
    return required(answer, "value");
  }

  /** Presses a key that the keyboard has, such as {@code ArrowRight}. */
  void press(String key) {
    for (String type : List.of("keyDown", "keyUp")) {
      String event = "\"type\":%s,\"key\":%s,\"code\":%2$s".formatted(quoted(type), quoted(key));
      call("Input.dispatchKeyEvent", event + ",\"windowsVirtualKeyCode\":" + code(key));
    }
  }

  private static int code(String key) {
    return switch (key) {
      case "Tab" -> 9;
      case "Enter" -> 13;
      case "End" -> 35;
      case "Home" -> 36;
      case "ArrowLeft" -> 37;
      case "ArrowUp" -> 38;
      case "ArrowRight" -> 39;
      case "ArrowDown" -> 40;
      default -> throw new IllegalArgumentException(key);
    };
  }

  /** Clicks with the mouse into the middle of the first element that the selector finds. */
  void click(String selector) {
    String element = "document.querySelector(" + quoted(selector) + ")";
    evaluate(element + ".scrollIntoView({block: 'center'})");
    String box = "(b => `${b.x + Math.min(20, b.width / 2)},${b.y + b.height / 2}`)";
    String[] at = evaluate(box + "(" + element + ".getBoundingClientRect())").split(",", 2);
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          "\"type\":%s,\"x\":%s,\"y\":%s,\"button\":\"left\",\"clickCount\":1"
              .formatted(quoted(type), at[0], at[1]));
    }
  }

  /** Writes the whole page as a PNG. */
  void screenshot(Path file) throws IOException {
    String answer = call("Page.captureScreenshot", "\"captureBeyondViewport\":true");
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode(required(answer, "data")));
  }

  /** Writes what a printer would get. */
  void print(Path file) throws IOException {
    String answer = call("Page.printToPDF", "\"printBackground\":true");
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode(required(answer, "data")));
  }

  /** Uncaught errors, refused loads and dialogs since the page was opened. */
  List<String> troubles() {
    return List.copyOf(troubles);
  }

  /** What was loaded since the page was opened. */
  List<String> requested() {
    return List.copyOf(requested);
  }

  private String call(String method, String parameters) {
    int id = ++calls;
    String message =
        "{\"id\":%d,\"method\":\"%s\",\"params\":{%s}}".formatted(id, method, parameters);
    socket.sendText(message, true).join();
    while (true) {
      String answer = receive(method);
      if (answer.startsWith("{\"id\":" + id + ",")) {
        if (answer.startsWith("{\"id\":" + id + ",\"error\"")) {
          throw new AssertionError(message + ": " + answer);
        }
        return answer;
      }
      happened(answer);
    }
  }

  private String receive(String method) {
    try {
      String message = received.poll(60, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("Chromium does not answer " + method + "; " + troubles);
      }
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private void happened(String event) {
    switch (required(event, "method")) {
      case "Runtime.exceptionThrown", "Log.entryAdded", "Page.javascriptDialogOpening" ->
          troubles.add(event);
      case "Network.requestWillBeSent" -> requested.add(required(event, "url"));
      default -> {}
    }
  }

  private static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }

  /** The first value that has this key. */
  private static String required(String json, String key) {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
        if (t.isScalarValue() && key.equals(parser.currentName())) {
          return parser.getText();
        }
      }
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
    throw new AssertionError("no " + key + " in " + json);
  }

  @Override
  public void close() throws InterruptedException {
    socket.abort();
    process.destroy();
    process.waitFor();
    http.close();
  }
}
