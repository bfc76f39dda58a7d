package dev.signalbox.bench.jar;

/** What a thread does that uses a library. */
interface Client {
  void run() throws Exception;

  static Thread start(String name, Client client) {
    Thread thread = new Thread(() -> use(client), name);
    thread.start();
    return thread;
  }

  private static void use(Client client) {
    try {
      client.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
