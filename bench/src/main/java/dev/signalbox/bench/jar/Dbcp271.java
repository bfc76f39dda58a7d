package dev.signalbox.bench.jar;

import java.sql.Connection;
import org.apache.commons.dbcp.AbandonedConfig;
import org.apache.commons.dbcp.AbandonedObjectPool;
import org.apache.commons.dbcp.PoolableConnectionFactory;

/**
 * DBCP-271: when a connection was last used is written by who uses it and read by who looks for
 * abandoned ones, and nothing orders the two.
 */
@SuppressWarnings("deprecation")
final class Dbcp271 {
  private Dbcp271() {}

  public static void main(String[] args) throws Exception {
    AbandonedConfig config = new AbandonedConfig();
    config.setRemoveAbandoned(true);
    AbandonedObjectPool pool = new AbandonedObjectPool(null, config);
    pool.setMaxActive(3);
    Object unused =
        new PoolableConnectionFactory(Jdbc::connection, pool, null, null, false, true, config);
    Connection connection = (Connection) pool.borrowObject();
    Thread client = Client.start("client", () -> connection.createStatement().close());
    pool.returnObject(pool.borrowObject());
    client.join();
  }
}
