package dev.signalbox.bench.jar;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A database without content: what a pool asks of a driver. */
final class Jdbc implements InvocationHandler {
  private Jdbc() {}

  static Connection connection() {
    return proxy(Connection.class);
  }

  private static <T> T proxy(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(Jdbc.class.getClassLoader(), new Class<?>[] {type}, new Jdbc()));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
    Class<?> result = method.getReturnType();
    if (result == PreparedStatement.class) {
      return proxy(PreparedStatement.class);
    }
    if (result == Statement.class) {
      return proxy(Statement.class);
    }
    if (result == ResultSet.class) {
      return proxy(ResultSet.class);
    }
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString", "getCatalog" -> "";
      case "getAutoCommit", "next" -> true;
      default -> result == boolean.class ? Boolean.FALSE : result == int.class ? (Object) 0 : null;
    };
  }
}
