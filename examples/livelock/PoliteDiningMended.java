package livelock;

/**
 * Mended: politeness has an end. Who has been offered the spoon back eats.
 *
 * <p>Reference section: Livelock. Broken in {@link PoliteDining}.
 */
public final class PoliteDiningMended {
  private static final class Diner {
    private volatile boolean hungry = true;
  }

  private volatile Diner owner;

  private void dine(Diner diner, Diner partner) {
    boolean polite = true;
    while (diner.hungry) {
      if (owner != diner) {
        Thread.onSpinWait();
      } else if (partner.hungry && polite) {
        polite = false;
        owner = partner; // after you, once
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
    PoliteDiningMended table = new PoliteDiningMended();
    Diner alice = new Diner();
    Diner bob = new Diner();
    table.owner = alice;
    Thread a = Thread.ofPlatform().name("alice").start(() -> table.dine(alice, bob));
    Thread b = Thread.ofPlatform().name("bob").start(() -> table.dine(bob, alice));
    a.join();
    b.join();
    if (alice.hungry || bob.hungry) {
      throw new AssertionError("somebody is still hungry");
    }
  }
}
