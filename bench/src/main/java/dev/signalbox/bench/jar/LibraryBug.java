package dev.signalbox.bench.jar;

import java.util.List;

/** The bugs, by the names that the trackers of their projects have for them. */
public enum LibraryBug {
  POOL_139(
      "POOL-139",
      Pool139.class,
      new Seeded("race", "StackKeyedObjectPool._totActive", "StackKeyedObjectPool.getNumActive"),
      new Releases("commons-pool", "1.4", "1.5")),
  POOL_146(
      "POOL-146",
      Pool146.class,
      new Seeded("deadlock", "main waits", "GenericKeyedObjectPool.borrowObject"),
      new Releases("commons-pool", "1.5.1", "1.5.2")),
  POOL_149(
      "POOL-149",
      Pool149.class,
      new Seeded("deadlock", "client waits", "GenericObjectPool.borrowObject"),
      new Releases("commons-pool", "1.5.2", "1.5.3")),
  POOL_162(
      "POOL-162",
      Pool162.class,
      new Seeded("deadlock", "main waits", "GenericObjectPool.borrowObject"),
      new Releases("commons-pool", "1.5.4", "1.5.5")),
  POOL_184(
      "POOL-184",
      Pool184.class,
      new Seeded("deadlock", "client waits", "GenericObjectPool.borrowObject"),
      new Releases("commons-pool", "1.5.5", "1.5.6")),
  POOL_263(
      "POOL-263",
      Pool263.class,
      new Seeded("assertion", "object is not destroyed", "Pool263.main"),
      new Releases("commons-pool2", "2.2", "2.3")),
  POOL_303(
      "POOL-303",
      Pool303.class,
      new Seeded("deadlock", "notEmpty", "GenericObjectPool.borrowObject"),
      new Releases("commons-pool2", "2.4.2", "2.4.3")),
  DBCP_65(
      "DBCP-65",
      Dbcp65.class,
      new Seeded(
          "deadlock",
          "monitor PoolingConnection",
          "PoolingConnection.prepareStatement",
          "GenericKeyedObjectPool.returnObject"),
      new Releases("commons-dbcp", "1.2.1", "1.2.2"),
      new Releases("commons-pool", "1.3", "1.3")),
  DBCP_270(
      "DBCP-270",
      Dbcp270.class,
      new Seeded(
          "deadlock",
          "monitor PoolableConnection",
          "PoolableConnection.close",
          "GenericObjectPool.evict"),
      new Releases("commons-dbcp", "1.2.2", "1.4"),
      new Releases("commons-pool", "1.3", "1.5.4")),
  DBCP_271(
      "DBCP-271",
      Dbcp271.class,
      new Seeded("race", "AbandonedTrace.lastUsed", "AbandonedObjectPool.removeAbandoned"),
      new Releases("commons-dbcp", "1.2.2", "1.4"),
      new Releases("commons-pool", "1.3", "1.5.4")),
  LUCENE_651(
      "LUCENE-651",
      Lucene651.class,
      new Seeded("assertion", "the field was read twice", "Lucene651.main"),
      new Releases("lucene-core", "2.0.0", "2.1.0"));

  /**
   * How the bug shows. A finding counts only if all of this is in it.
   *
   * @param kind of the finding
   * @param cause a part of the line that tells it
   * @param methods that are on the stacks of its threads, without their packages
   */
  public record Seeded(String kind, String cause, List<String> methods) {
    Seeded(String kind, String cause, String... methods) {
      this(kind, cause, List.of(methods));
    }
  }

  /** Of a library: the one that has the bug, and the one that has not. */
  public record Releases(String library, String broken, String mended) {}

  private final String title;
  private final Class<?> type;
  private final Seeded seeded;
  private final List<Releases> libraries;

  LibraryBug(String title, Class<?> type, Seeded seeded, Releases... libraries) {
    this.title = title;
    this.type = type;
    this.seeded = seeded;
    this.libraries = List.of(libraries);
  }

  public String title() {
    return title;
  }

  /** The name of the class whose {@code main} runs into the bug. */
  public String program() {
    return type.getName();
  }

  /** Runs it. No other library has to be there. */
  public void run(String... arguments) throws Exception {
    switch (this) {
      case POOL_139 -> Pool139.main(arguments);
      case POOL_146 -> Pool146.main(arguments);
      case POOL_149 -> Pool149.main(arguments);
      case POOL_162 -> Pool162.main(arguments);
      case POOL_184 -> Pool184.main(arguments);
      case POOL_263 -> Pool263.main(arguments);
      case POOL_303 -> Pool303.main(arguments);
      case DBCP_65 -> Dbcp65.main(arguments);
      case DBCP_270 -> Dbcp270.main(arguments);
      case DBCP_271 -> Dbcp271.main(arguments);
      case LUCENE_651 -> Lucene651.main(arguments);
    }
  }

  public Seeded seeded() {
    return seeded;
  }

  /** The library with the bug, and what it needs. */
  public List<Releases> libraries() {
    return libraries;
  }
}
