package dev.signalbox.bench.jar;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.commons.dbcp.PoolableConnectionFactory;
import org.apache.commons.pool.impl.GenericObjectPool;

/**
 * DBCP-270: who closes a connection locks it and then the pool; the evictor that validates it, the
 * pool and then the connection, to note the statement.
 */
final class Dbcp270 {
  private Dbcp270() {}

  public static void main(String[] args) throws Exception {
    GenericObjectPool pool = new GenericObjectPool(null);
    pool.setTestWhileIdle(true);
    Object unused =
        new PoolableConnectionFactory(Jdbc::connection, pool, null, "select 1", false, true);
    Connection connection = (Connection) pool.borrowObject();
    Thread client = Client.start("client", () -> closeTwice(connection));
    try {
      pool.evict();
    } catch (Exception e) {
      // As the pool's own evictor has it.
    }
    client.join();
  }

  private static void closeTwice(Connection connection) throws SQLException {
    connection.close();
    try {
      connection.close();
    } catch (SQLException e) {
      // It is closed already.
    }
  }
}
