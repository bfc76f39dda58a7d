package dev.signalbox.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.waitgraph.Holder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HoldingsTest {
  private static final int MANY = 300;

  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void moreThreadsThanSlots(boolean virtual) throws Exception {
    Holdings h = new Holdings();
    CountDownLatch all = new CountDownLatch(MANY);
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      threads.add(
          Kinds.start(
              virtual,
              failures,
              () -> {
                Thread me = Thread.currentThread();
                assertThat(h.remove(me, 1)).isFalse();
                h.add(me, 2);
                h.add(me, 1);
                assertThat(h.remove(me, 4)).isFalse();
                all.countDown();
                end.await();
                assertThat(h.remove(me, 2)).isTrue();
                assertThat(h.remove(me, 2)).isFalse();
                assertThat(h.remove(me, 1)).isTrue();
                assertThat(h.remove(me, 1)).isFalse();
              }));
    }
    all.await();
    assertThat(h.list()).extracting(Holder::thread).containsExactlyInAnyOrderElementsOf(threads);
    assertThat(h.list()).extracting(Holder::units).containsOnly(3L);
    end.countDown();
    for (Thread t : threads) {
      t.join();
    }
    assertThat(failures).isEmpty();
    assertThat(h.list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void placesOfThreadsThatEndedAreUsedAgain(boolean virtual) throws Exception {
    Holdings h = new Holdings();
    Thread leaks = Kinds.start(virtual, failures, () -> h.add(Thread.currentThread(), 1));
    leaks.join();
    for (int i = 0; i < MANY; i++) {
      Kinds.start(
              virtual,
              failures,
              () -> {
                h.add(Thread.currentThread(), 1);
                assertThat(h.remove(Thread.currentThread(), 1)).isTrue();
              })
          .join();
    }
    assertThat(failures).isEmpty();
    assertThat(h.overflowed()).isFalse();
    assertThat(h.list()).containsExactly(new Holder(leaks, 1, null));
  }
}
