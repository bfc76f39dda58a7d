package livelock;

/**
 * Broken: two diners share a spoon, and each hands it on as long as the other one is hungry. The
 * spoon goes to and fro, both keep moving, and nobody ever eats.
 *
 * <p>Reference section: Livelock. Mended in {@link PoliteDiningMended}.
 */
public final class PoliteDining {
  private static final class Diner {
    private volatile boolean hungry = true;
  }

  private volatile Diner owner;

  private void dine(Diner diner, Diner partner) {
    while (diner.hungry) {
      if (owner != diner) {
        Thread.onSpinWait();
      } else if (partner.hungry) {
        owner = partner; // after you
      } else {
        eat(diner, partner);
      }
    }
  }

  private void eat(Diner diner, Diner partner) {
    diner.hungry = false;
    owner = partner;
  }

  public static void main(String[] args) throws InterruptedException {
    PoliteDining table = new PoliteDining();
    Diner alice = new Diner();
    Diner bob = new Diner();
    table.owner = alice;
    Thread a = Thread.ofPlatform().name("alice").start(() -> table.dine(alice, bob));
    Thread b = Thread.ofPlatform().name("bob").start(() -> table.dine(bob, alice));
    a.join();
    b.join();
  }
}
