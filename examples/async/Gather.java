package async;

import java.util.concurrent.CompletableFuture;

/**
 * Clean: two requests run at the same time, and their responses are gathered without a thread that
 * waits for either of them in between.
 *
 * <p>Reference section: Async/Await.
 */
public final class Gather {
  private Gather() {}

  record Customer(String name) {}

  record Orders(int count) {}

  private static Customer fetchCustomer(int id) {
    return new Customer("customer " + id);
  }

  private static Orders fetchOrders(int customerId) {
    return new Orders(customerId * 2);
  }

  public static void main(String[] args) {
    CompletableFuture<Customer> customer = CompletableFuture.supplyAsync(() -> fetchCustomer(7));
    CompletableFuture<Orders> orders = CompletableFuture.supplyAsync(() -> fetchOrders(7));
    String page =
        customer.thenCombine(orders, (c, o) -> c.name() + " has " + o.count() + " orders").join();

    if (!page.equals("customer 7 has 14 orders")) {
      throw new AssertionError("the page is: " + page);
    }
  }
}
