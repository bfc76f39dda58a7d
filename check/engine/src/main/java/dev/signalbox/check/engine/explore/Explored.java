package dev.signalbox.check.engine.explore;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chunk of executions showed. Only numbers: whoever wants to know more of an execution runs
 * it again.
 *
 * @param chunk what was executed of it
 * @param threads the most threads that one execution had
 * @param steps the most scheduling points that one execution had
 * @param races numbers of executions with data races that those before did not have
 * @param end why the last one is the last, or null if others can follow
 */
public record Explored(Chunk chunk, int threads, long steps, List<Long> races, @Nullable End end) {

  /** What ends an exploration. */
  public enum Why {
    BUG,
    /** The execution did something that cannot be controlled. */
    PROBLEM,
    /** The execution does not reach its next scheduling point, and with it its JVM is lost. */
    STALL
  }

  /**
   * The end.
   *
   * @param text of a bug, what was seen; otherwise for the user
   */
  public record End(Why why, String text) {}

  public void writeTo(DataOutputStream out) throws IOException {
    out.writeLong(chunk.first());
    out.writeLong(chunk.last());
    out.writeInt(threads);
    out.writeLong(steps);
    out.writeInt(races.size());
    for (long n : races) {
      out.writeLong(n);
    }
    out.writeBoolean(end != null);
    if (end != null) {
      out.writeInt(end.why.ordinal());
      out.writeUTF(end.text.substring(0, Math.min(end.text.length(), 10_000)));
    }
    out.flush();
  }

  public static Explored readFrom(DataInputStream in) throws IOException {
    Chunk chunk = new Chunk(in.readLong(), in.readLong());
    int threads = in.readInt();
    long steps = in.readLong();
    List<Long> races = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      races.add(in.readLong());
    }
    End end = in.readBoolean() ? new End(Why.values()[in.readInt()], in.readUTF()) : null;
    return new Explored(chunk, threads, steps, races, end);
  }
}
