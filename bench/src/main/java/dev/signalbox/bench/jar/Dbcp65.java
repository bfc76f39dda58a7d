package dev.signalbox.bench.jar;

import java.sql.PreparedStatement;
import org.apache.commons.dbcp.PoolingConnection;
import org.apache.commons.pool.impl.GenericKeyedObjectPool;

/**
 * DBCP-65: {@code prepareStatement} locks the connection and then the pool of its statements; who
 * closes a statement, the pool and then the connection.
 */
final class Dbcp65 {
  private Dbcp65() {}

  public static void main(String[] args) throws Exception {
    GenericKeyedObjectPool statements = new GenericKeyedObjectPool(null);
    PoolingConnection connection = new PoolingConnection(Jdbc.connection(), statements);
    statements.setFactory(connection);
    PreparedStatement first = connection.prepareStatement("select 1");
    Thread client = Client.start("client", () -> connection.prepareStatement("select 2").close());
    first.close();
    client.join();
  }
}
