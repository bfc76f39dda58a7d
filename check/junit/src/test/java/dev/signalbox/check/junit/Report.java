package dev.signalbox.check.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a build tool wrote into XML files about tests of another JVM. */
record Report(List<Case> cases) {
  /**
   * A test, or an invocation of one.
   *
   * @param status {@code passed}, {@code failure} for an assertion error, {@code error} for another
   *     exception, {@code skipped}
   * @param message all of it that the tool kept
   */
  record Case(String type, String name, String status, String message) {}

  static Report read(Path folder) throws IOException, ParserConfigurationException, SAXException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(f -> f.toString().endsWith(".xml")).sorted().toList();
    }
    List<Case> cases = new ArrayList<>();
    for (Path file : files) {
      NodeList found =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(file.toFile())
              .getElementsByTagName("testcase");
      for (int i = 0; i < found.getLength(); i++) {
        cases.add(read((Element) found.item(i)));
      }
    }
    return new Report(cases);
  }

  private static Case read(Element test) {
    for (String status : List.of("failure", "error", "skipped")) {
      if (test.getElementsByTagName(status).item(0) instanceof Element e) {
        return of(test, status, e.getAttribute("message") + e.getTextContent());
      }
    }
    return of(test, "passed", "");
  }

  private static Case of(Element test, String status, String message) {
    return new Case(test.getAttribute("classname"), test.getAttribute("name"), status, message);
  }

  /** The test of that method; {@code index} is empty, or {@code [2]} for its second invocation. */
  Case of(String type, String method, String index) {
    return cases.stream()
        .filter(c -> c.type().equals(type))
        .filter(c -> c.name().matches("\\Q" + method + "\\E\\W.*|\\Q" + method + "\\E"))
        .filter(c -> c.name().contains(index))
        .findFirst()
        .orElseThrow(() -> new AssertionError(method + index + " is not in " + cases));
  }
}
