package dev.signalbox.check.engine.jobs;

import dev.signalbox.check.engine.CheckRequest;
import dev.signalbox.check.engine.explore.Chunk;
import dev.signalbox.check.engine.explore.Explored;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JVM that helps, seen from here: a thread that brings it chunks and takes its results. */
final class Worker extends Thread {
  private final Workers workers;
  private final CheckRequest request;
  private Workers.@Nullable Job job;
  private @Nullable Chunk chunk;

  Worker(Workers workers, CheckRequest request) {
    super("signalbox-worker");
    this.workers = workers;
    this.request = request;
    setDaemon(true);
  }

  @Override
  public void run() {
    List<String> command = new ArrayList<>(request.jvm());
    command.add(WorkerMain.ROLE);
    try {
      Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
      try {
        serve(
            new DataOutputStream(new BufferedOutputStream(process.getOutputStream())),
            new DataInputStream(new BufferedInputStream(process.getInputStream())));
      } catch (IOException e) {
        process.destroyForcibly();
        lost("ended (exit status " + process.waitFor() + ")");
      }
    } catch (IOException e) {
      lost("could not be started (" + e.getMessage() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lost(String how) {
    workers.lost("one of the JVMs of --jobs " + how + ": the others did its share", job, chunk);
  }

  private void serve(DataOutputStream out, DataInputStream in)
      throws IOException, InterruptedException {
    request.writeTo(out);
    boolean ready = in.readBoolean();
    while (ready) {
      Workers.Job next = workers.after(job);
      job = next;
      Chunk c = next.agenda().take();
      while (c != null) {
        chunk = c;
        out.writeUTF(next.target());
        out.writeLong(c.first());
        out.writeLong(c.last());
        out.flush();
        workers.failed(WorkerMain.readAll(in));
        Explored e = Explored.readFrom(in);
        chunk = null;
        next.agenda().done(c, e);
        c = next.agenda().take();
      }
    }
  }
}
