package dev.signalbox.core.waitgraph;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is blocked by whose monitor, from a thread dump: the only place where the JDK tells it of
 * virtual threads too. A dump stops the world for a moment and takes some milliseconds, so it is
 * asked for on suspicion only. Where jdk.management or the JSON format is absent there is none.
 *
 * <p>Not seen: an owner that is a virtual thread and waits for nothing that is registered; it
 * cannot be looked up by its number.
 */
final class Monitors {
  private static final boolean AVAILABLE =
      ModuleLayer.boot().findModule("jdk.management").isPresent();

  private Monitors() {}

  /** A thread waits to enter a monitor. */
  record Blocked(String monitor, Thread owner) {}

  static @Nullable Snapshot snapshot() {
    return AVAILABLE ? Snapshot.take() : null;
  }

  static final class Snapshot {
    private final Map<Long, String> blockedOn = new HashMap<>();
    private final Map<String, Long> owners = new HashMap<>();
    private final Map<Long, Thread> threads = new HashMap<>();

    private Snapshot(Object dump) {
      read(dump);
      Thread.getAllStackTraces().keySet().forEach(t -> threads.put(t.threadId(), t));
      WaitGraph.waits().forEach(w -> threads.put(w.thread().threadId(), w.thread()));
    }

    static @Nullable Snapshot take() {
      try {
        Path folder = Files.createTempDirectory("signalbox-threads");
        Path file = folder.resolve("threads.json");
        try {
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
              .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
          return new Snapshot(Json.read(Files.readString(file)));
        } finally {
          Files.deleteIfExists(file);
          Files.delete(folder);
        }
      } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
        return null;
      }
    }

    @Nullable Blocked blocked(Thread t) {
      String monitor = blockedOn.get(t.threadId());
      Long id = monitor == null ? null : owners.get(monitor);
      Thread owner = id == null ? null : threads.get(id);
      return monitor == null || owner == null ? null : new Blocked("monitor " + monitor, owner);
    }

    private void read(Object dump) {
      for (Object container : list(get(get(dump, "threadDump"), "threadContainers"))) {
        for (Object thread : list(get(container, "threads"))) {
          long id = Long.parseLong(String.valueOf(get(thread, "tid")));
          if (get(thread, "blockedOn") instanceof String monitor) {
            blockedOn.put(id, monitor);
          }
          for (Object frame : list(get(thread, "monitorsOwned"))) {
            for (Object monitor : list(get(frame, "locks"))) {
              // One that it waits for in Object.wait stands among those it owns.
              if (monitor instanceof String m && !m.equals(get(thread, "waitingOn"))) {
                owners.put(m, id);
              }
            }
          }
        }
      }
    }

    private static @Nullable Object get(@Nullable Object object, String key) {
      return object instanceof Map<?, ?> map ? map.get(key) : null;
    }

    private static List<?> list(@Nullable Object value) {
      return value instanceof List<?> list ? list : List.of();
    }
  }
}
