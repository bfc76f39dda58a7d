package dev.signalbox.core.waitgraph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Threads of which none can go on: each waits for something that the next one holds, and the last
 * one for something that the first one holds; or the last one waits for what nobody can give any
 * more, because the thread that held it has ended.
 */
public record Deadlock(List<Link> links) {
  /**
   * A thread of it.
   *
   * @param resource what it waits for, by name
   * @param stack where it waits
   * @param holder who has it: the next one, or a thread that has ended; null if nobody is left who
   *     could let go of it
   * @param holderHasEnded whether that was a thread that had ended without letting go
   * @param takenAt where the holder took it, if {@link WaitGraph#traceHolders} was on then
   */
  public record Link(
      Thread thread,
      String resource,
      List<StackTraceElement> stack,
      @Nullable Thread holder,
      boolean holderHasEnded,
      @Nullable Throwable takenAt) {
    public Link {
      stack = List.copyOf(stack);
    }
  }

  public Deadlock {
    links = List.copyOf(links);
  }

  /** The report: who waits where, for what, and who took it where. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("deadlock of ");
    text.append(links.size()).append(links.size() == 1 ? " thread" : " threads");
    for (Link link : links) {
      text.append("\n  ").append(name(link.thread)).append(" waits for ").append(link.resource);
      append(text, link.stack.toArray(StackTraceElement[]::new));
      Thread holder = link.holder;
      if (holder == null) {
        text.append("\n    which nobody is left to let go of");
      } else {
        text.append("\n    held by ").append(name(holder));
        text.append(link.holderHasEnded ? ", which has ended" : "");
        Throwable at = link.takenAt;
        if (at != null) {
          text.append(", who took it");
          append(text, at.getStackTrace());
        }
      }
    }
    return text.toString();
  }

  /** From where the program comes in; how a lock waits inside is of no interest. */
  private static void append(StringBuilder text, StackTraceElement[] stack) {
    int first = 0;
    while (first < stack.length && isWithin(stack[first].getClassName())) {
      first++;
    }
    for (int i = first == stack.length ? 0 : first; i < stack.length; i++) {
      text.append("\n      at ").append(stack[i]);
    }
  }

  private static boolean isWithin(String className) {
    return className.startsWith("java.")
        || className.startsWith("jdk.")
        || className.startsWith("dev.signalbox.");
  }

  private static String name(Thread t) {
    String name = t.getName();
    return name.isEmpty() ? "thread #" + t.threadId() : "\"" + name + "\"";
  }
}
