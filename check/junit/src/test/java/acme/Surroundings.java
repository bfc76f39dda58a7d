package acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.check.junit.Check;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Outside, only the plain tests are surrounded; inside, each execution is, from the start. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Surroundings {
  static int all;
  static int before;
  static int bodies;
  static int after;

  @BeforeAll
  static void all() {
    all++;
  }

  @BeforeEach
  void before() {
    before++;
  }

  @AfterEach
  void after() {
    after++;
  }

  @Test
  @Order(1)
  void plain() {
    assertEquals("1 1 0 0", state());
    bodies++;
  }

  @Test
  @Order(2)
  @Check(schedules = 20)
  void checked() throws InterruptedException {
    assertEquals("1 1 0 0", state());
    Thread other = Thread.ofVirtual().start(() -> bodies++);
    other.join();
  }

  @Test
  @Order(3)
  void plainAgain() {
    assertEquals("1 2 1 1", state());
  }

  private static String state() {
    return all + " " + before + " " + bodies + " " + after;
  }
}
