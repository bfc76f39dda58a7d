package dev.signalbox.check.engine.explain;

import dev.signalbox.check.runtime.History;
import dev.signalbox.check.runtime.Monitor;
import dev.signalbox.check.runtime.Sites;
import dev.signalbox.check.runtime.Task;
import dev.signalbox.check.runtime.Tracer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happened in one execution.
 *
 * <p>While the program runs, only raw values are noted: a traced execution has to be the same as
 * any other, and to put an object into a hash table would already draw its identity hash code.
 * Values are read from the fields themselves: nobody else runs between the hook before a read and
 * the read, nor between a write and the next event.
 */
public final class Trace extends Tracer {
  /** Later events are left out. */
  private static final int AT_MOST = 20_000;

  /** Something that happened. */
  static final class Entry {
    final int what;
    final int task;
    final int site;
    final @Nullable Object subject;
    final @Nullable Object detail;
    private Fields.@Nullable Value raw;

    /** What was read, written or returned, as text. */
    String value = "";

    /** A call that started a thread, which is an entry of its own. */
    boolean startsThread;

    Entry(int what, int task, int site, @Nullable Object subject, @Nullable Object detail) {
      this.what = what;
      this.task = task;
      this.site = site;
      this.subject = subject;
      this.detail = detail;
    }
  }

  private final List<Entry> noted = new ArrayList<>();
  private final Fields fields;
  private @Nullable Entry pendingWrite;

  // Made of what was noted, once the execution is over.
  private @Nullable List<Entry> entries;
  private final ObjectNames names;
  private final Map<Integer, Entry> openCalls = new HashMap<>();
  private final Map<Object, Locks> locks = new IdentityHashMap<>();

  public Trace(ClassLoader loader) {
    fields = new Fields(loader);
    names = new ObjectNames(fields);
  }

  @Override
  public void event(int what, Task t, int site, @Nullable Object subject, @Nullable Object detail) {
    settle();
    if (noted.size() >= AT_MOST) {
      return;
    }
    Object o = subject instanceof Monitor m ? m.object : subject;
    Entry e = new Entry(what, t.id, site, o, detail);
    noted.add(e);
    if (what == READ) {
      e.raw = fields.read(e.site, o, detail);
    } else if (what == WRITE) {
      pendingWrite = e;
    }
  }

  private void settle() {
    Entry w = pendingWrite;
    if (w != null) {
      pendingWrite = null;
      w.raw = fields.read(w.site, w.subject, w.detail);
    }
  }

  /** What happened, in order; to be asked for when the execution is over. */
  List<Entry> entries() {
    List<Entry> list = entries;
    if (list == null) {
      settle();
      list = new ArrayList<>();
      for (Entry e : noted) {
        if (e.what == RETURNED) {
          returned(e);
        } else {
          happened(e);
          list.add(e);
        }
      }
      entries = list;
    }
    return list;
  }

  /** The last {@code n} events of a long run, which are not among the {@link #entries()}. */
  List<Entry> last(History history, int n) {
    List<Entry> last = new ArrayList<>();
    Map<Integer, Entry> calls = new HashMap<>();
    for (int ago = n - 1; ago >= 0; ago--) {
      History.Event h = history.event(ago);
      if (h.what() == RETURNED) {
        Entry call = calls.get(h.task());
        if (call != null) {
          call.value = names.value(h.value());
        }
      } else {
        Entry e = entry(h);
        if (h.what() == READ || h.what() == WRITE) {
          e.value = names.value(h.value());
        }
        calls.put(e.task, e);
        last.add(e);
      }
    }
    return last;
  }

  /** The calls that are open at the end of a long run, whose events were not all noted. */
  void recallOpenCalls(History history, int tasks) {
    Set<Integer> known = new HashSet<>();
    for (int ago = 0; ago < history.size() && known.size() < tasks; ago++) {
      History.Event h = history.event(ago);
      boolean inside = h.what() == BLOCKED || h.what() == TIMED_OUT || h.what() == SPURIOUS;
      if (!inside && known.add(h.task())) {
        if (h.what() == CALL) {
          openCalls.put(h.task(), entry(h));
        } else {
          openCalls.remove(h.task());
        }
      }
    }
  }

  private Entry entry(History.Event h) {
    Object o = h.subject();
    if (o != null) {
      names.saw(o, h.site());
    }
    return new Entry(h.what(), h.task(), h.site(), o, h.detail());
  }

  ObjectNames names() {
    return names;
  }

  /** The call into the JDK that {@code task} has not returned from, or null. */
  @Nullable Entry openCall(int task) {
    return openCalls.get(task);
  }

  @Nullable Locks locksOn(Object o) {
    return locks.get(o);
  }

  private void happened(Entry e) {
    Object o = e.subject;
    if (o != null) {
      names.saw(o, e.site);
    }
    Fields.Value raw = e.raw;
    if (raw != null) {
      e.value = names.value(raw.value());
    }
    switch (e.what) {
      case STARTED -> {
        Entry call = openCalls.get(e.task);
        if (call != null && Sites.get(call.site).member().endsWith(".start")) {
          call.startsThread = true;
        }
      }
      case BLOCKED, TIMED_OUT, SPURIOUS -> {} // still inside of the call
      default -> closeCall(e.task);
    }
    if (e.what == CALL) {
      openCalls.put(e.task, e);
    }
  }

  private void returned(Entry e) {
    Entry call = openCalls.get(e.task);
    if (call != null && call.site == e.site) {
      call.value = names.value(e.detail);
      finished(call, !Boolean.FALSE.equals(e.detail));
      openCalls.remove(e.task);
    }
  }

  private void closeCall(int task) {
    Entry call = openCalls.remove(task);
    if (call != null) {
      finished(call, true);
    }
  }

  /** Keeps count of what each thread holds of locks and semaphores. */
  private void finished(Entry call, boolean succeeded) {
    Object o = call.subject;
    if (o != null && succeeded) {
      locks
          .computeIfAbsent(names.synchronizer(o), k -> new Locks())
          .called(call.task, Sites.get(call.site).member(), call.site);
    }
  }
}
