package dev.signalbox.check.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last events of a run that does not end, from which is told why it does not. Put between an
 * execution and its tracer when the run has become long.
 */
public final class History extends Tracer {
  /** How many events are kept. */
  private static final int MOST = 1 << 18;

  private final @Nullable Tracer next;
  private final FieldValues values;
  private final long startsAtStep;
  private final ArrayList<Backlog> backlogs = new ArrayList<>(0);

  // A ring, once MOST is reached.
  private byte[] whats = new byte[1024];
  private int[] tasks = new int[1024];
  private int[] sites = new int[1024];
  private @Nullable Object[] subjects = new Object[1024];
  private @Nullable Object[] details = new Object[1024];
  private @Nullable Object[] seen = new Object[1024];
  private long noted;
  private int pendingWrite = -1;

  History(@Nullable Tracer next, @Nullable ClassLoader loader, long startsAtStep) {
    this.next = next;
    this.values = new FieldValues(loader);
    this.startsAtStep = startsAtStep;
  }

  @Override
  public void event(int what, Task t, int site, @Nullable Object subject, @Nullable Object detail) {
    settle();
    Tracer n = next;
    if (n != null) {
      n.event(what, t, site, subject, detail);
    }
    int i = slot();
    Object o = subject instanceof Monitor m ? m.object : subject;
    whats[i] = (byte) what;
    tasks[i] = t.id;
    sites[i] = site;
    subjects[i] = o;
    details[i] = detail;
    seen[i] = what == READ ? values.read(site, o, detail) : null;
    if (what == WRITE) {
      pendingWrite = i;
    } else if (what == CALL && o != null) {
      called(o, Sites.get(site).member());
    }
  }

  /** What was written is known only after the event that tells of it. */
  void settle() {
    int i = pendingWrite;
    if (i >= 0) {
      pendingWrite = -1;
      seen[i] = values.read(sites[i], subjects[i], details[i]);
    }
  }

  private int slot() {
    int i = (int) (noted++ & (MOST - 1));
    if (i == whats.length) {
      int length = i * 2;
      whats = Arrays.copyOf(whats, length);
      tasks = Arrays.copyOf(tasks, length);
      sites = Arrays.copyOf(sites, length);
      subjects = Arrays.copyOf(subjects, length);
      details = Arrays.copyOf(details, length);
      seen = Arrays.copyOf(seen, length);
    }
    return i;
  }

  private void called(Object receiver, String member) {
    Backlog known = null;
    for (int i = 0; known == null && i < backlogs.size(); i++) {
      known = backlogs.get(i).owner == receiver ? backlogs.get(i) : null;
    }
    if (known == null) {
      known = Backlog.of(receiver);
      if (known == null) {
        return;
      }
      backlogs.add(known);
    }
    known.called(member.substring(member.lastIndexOf('.') + 1));
  }

  // ---- what can be asked when the execution is over

  /** The step of the execution at which it starts. */
  public long startsAtStep() {
    return startsAtStep;
  }

  /** How many events are known: 0 is the last one, {@code size() - 1} the first. */
  public int size() {
    return (int) Math.min(noted, MOST);
  }

  /**
   * An event.
   *
   * @param value what was read, written or returned, primitive values boxed
   */
  public record Event(
      int what,
      int task,
      int site,
      @Nullable Object subject,
      @Nullable Object detail,
      @Nullable Object value) {}

  /** The event that lies {@code ago} events before the last one. */
  public Event event(int ago) {
    int i = index(ago);
    Object value = whats[i] == RETURNED ? details[i] : seen[i];
    return new Event(whats[i], tasks[i], sites[i], subjects[i], details[i], value);
  }

  /** Whether the same happened at both moments, with the same objects and equal values. */
  public boolean same(int ago, int longerAgo) {
    int i = index(ago);
    int j = index(longerAgo);
    return sites[i] == sites[j]
        && tasks[i] == tasks[j]
        && whats[i] == whats[j]
        && subjects[i] == subjects[j]
        && equal(details[i], details[j])
        && equal(seen[i], seen[j]);
  }

  private int index(int ago) {
    return (int) ((noted - 1 - ago) & (MOST - 1));
  }

  private static boolean equal(@Nullable Object a, @Nullable Object b) {
    return a == b || (a != null && isValue(a) && a.equals(b));
  }

  private static boolean isValue(Object o) {
    return o instanceof Number && o.getClass().getPackageName().equals("java.lang")
        || o instanceof Boolean
        || o instanceof Character;
  }

  /** The priority queues that the program used. */
  public List<Backlog> backlogs() {
    return backlogs;
  }
}
