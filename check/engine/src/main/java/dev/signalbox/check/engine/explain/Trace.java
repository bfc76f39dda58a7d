package dev.signalbox.check.engine.explain;

import dev.signalbox.check.runtime.Monitor;
import dev.signalbox.check.runtime.Sites;
import dev.signalbox.check.runtime.Task;
import dev.signalbox.check.runtime.Tracer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happened in one execution. Values are read from the fields themselves: nobody
 * else runs between the hook before a read and the read, nor between a write and the next event.
 */
public final class Trace extends Tracer {
  /** Later events are only counted. */
  private static final int AT_MOST = 20_000;

  /** Something that happened. */
  static final class Entry {
    final int what;
    final int task;
    final int site;
    final @Nullable Object subject;
    final @Nullable Object detail;

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

  private final List<Entry> entries = new ArrayList<>();
  private final ObjectNames names;
  private final Fields fields;
  private final Map<Integer, Entry> openCalls = new java.util.HashMap<>();
  private final Map<Object, Locks> locks = new IdentityHashMap<>();
  private @Nullable Entry pendingWrite;

  public Trace(ClassLoader loader) {
    fields = new Fields(loader);
    names = new ObjectNames(fields);
  }

  List<Entry> entries() {
    settle();
    return entries;
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

  @Override
  public void event(int what, Task t, int site, @Nullable Object subject, @Nullable Object detail) {
    settle();
    if (what == RETURNED) {
      returned(t, site, detail);
      return;
    }
    if (what == STARTED) {
      Entry call = openCalls.get(t.id);
      if (call != null && Sites.get(call.site).member().endsWith(".start")) {
        call.startsThread = true;
      }
    } else if (what != BLOCKED && what != TIMED_OUT && what != SPURIOUS) {
      closeCall(t.id);
    }
    if (entries.size() >= AT_MOST) {
      return;
    }
    Object o = subject instanceof Monitor m ? m.object : subject;
    Entry e = new Entry(what, t.id, site, o, detail);
    entries.add(e);
    if (o != null) {
      names.saw(o, site);
    }
    switch (what) {
      case READ -> e.value = valueOf(e);
      case WRITE -> pendingWrite = e;
      case CALL -> openCalls.put(t.id, e);
      default -> {}
    }
  }

  private void settle() {
    Entry w = pendingWrite;
    if (w != null) {
      pendingWrite = null;
      w.value = valueOf(w);
    }
  }

  private String valueOf(Entry e) {
    if (e.detail instanceof Integer index && e.subject != null) {
      return index >= 0 && index < java.lang.reflect.Array.getLength(e.subject)
          ? names.value(java.lang.reflect.Array.get(e.subject, index))
          : "";
    }
    Fields.Value v = fields.read(Sites.get(e.site), e.subject);
    return v == null ? "" : names.value(v.value());
  }

  private void returned(Task t, int site, @Nullable Object value) {
    Entry call = openCalls.get(t.id);
    if (call != null && call.site == site) {
      call.value = names.value(value);
      finished(call, !Boolean.FALSE.equals(value));
      openCalls.remove(t.id);
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
