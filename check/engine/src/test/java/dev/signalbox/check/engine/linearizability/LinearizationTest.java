package dev.signalbox.check.engine.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Histories by hand; those of queues are the figures of Herlihy and Wing (TOPLAS 1990), 2.3. */
class LinearizationTest {
  private static void assertLinearizable(Histories h) {
    assertThat(h.linearization().exists()).isTrue();
  }

  private static void assertNotLinearizable(Histories h) {
    assertThat(h.linearization().exists()).isFalse();
  }

  @Test
  void anEarlierDequeueMayTakeTheLaterEnqueueOfTwoThatOverlap() { // H1
    assertLinearizable(
        Histories.ofQueue()
            .enq('A', "x")
            .enq('B', "y")
            .ok('B', true)
            .ok('A', true)
            .deq('B')
            .ok('B', "x")
            .deq('A')
            .ok('A', "y")
            .enq('A', "z")
            .ok('A', true));
  }

  @Test
  void whatWasEnqueuedFirstIsNotOvertaken() { // H2
    assertNotLinearizable(
        Histories.ofQueue()
            .enq('A', "x")
            .ok('A', true)
            .enq('B', "y")
            .ok('B', true)
            .deq('A')
            .ok('A', "y"));
  }

  @Test
  void aDequeueMaySeeAnEnqueueThatHasNotReturned() { // H3, completed
    assertLinearizable(Histories.ofQueue().enq('A', "x").deq('B').ok('B', "x").ok('A', true));
  }

  @Test
  void anItemIsDequeuedOnce() { // H4
    assertNotLinearizable(
        Histories.ofQueue()
            .enq('A', "x")
            .enq('B', "y")
            .ok('A', true)
            .ok('B', true)
            .deq('A')
            .deq('C')
            .ok('A', "y")
            .ok('C', "y"));
  }

  @Test
  void aRegisterGivesTheOldOrTheNewValueDuringAWrite() {
    assertLinearizable(
        Histories.ofRegister().write('A', 1).read('B').ok('B', 0).read('B').ok('B', 1).ok('A', 1));
  }

  @Test
  void aRegisterDoesNotGoBack() {
    assertNotLinearizable(
        Histories.ofRegister().write('A', 1).read('B').ok('B', 1).read('B').ok('B', 0).ok('A', 1));
  }

  @Test
  void whoReadsAfterAnotherHasReadDoesNotSeeTheOldValue() { // as sequential consistency allows
    assertNotLinearizable(
        Histories.ofRegister().write('A', 1).read('B').ok('B', 1).read('C').ok('C', 0).ok('A', 1));
  }

  @Test
  void aWriteThatHasReturnedIsSeen() {
    assertNotLinearizable(Histories.ofRegister().write('A', 1).ok('A', 1).read('B').ok('B', 0));
  }

  @Test
  void aStackIsLastInFirstOut() {
    assertLinearizable(
        Histories.ofQueue().push('A', 1).push('B', 2).ok('A').ok('B').pop('A').ok('A', 1));
    assertNotLinearizable(
        Histories.ofQueue().push('A', 1).ok('A').push('B', 2).ok('B').pop('A').ok('A', 1));
  }

  @Test
  void exceptionsAreOutcomes() {
    assertLinearizable(
        Histories.ofQueue()
            .remove('A')
            .enq('B', 1)
            .ok('B', true)
            .failed('A', new NoSuchElementException("another message")));
    assertNotLinearizable(
        Histories.ofQueue()
            .enq('B', 1)
            .ok('B', true)
            .remove('A')
            .failed('A', new NoSuchElementException()));
    assertNotLinearizable(Histories.ofQueue().remove('A').failed('A', new IllegalStateException()));
  }

  @Test
  void arraysAreEqualByTheirElements() {
    int[] one = {1};
    assertLinearizable(
        Histories.ofQueue().enq('A', one).ok('A', true).deq('A').ok('A', new int[] {1}));
    assertNotLinearizable(
        Histories.ofQueue().enq('A', one).ok('A', true).deq('A').ok('A', new int[] {2}));
  }

  @Test
  void whoWaitsMustHaveNothingToTake() {
    assertLinearizable(
        Histories.ofQueue().take('A').enq('B', 1).ok('B', true).take('B').ok('B', 1));
    assertNotLinearizable(Histories.ofQueue().take('A').enq('B', 1).ok('B', true));
  }

  @Test
  void whatIsTakenTwiceDoesNotFitAfterTheFirst() {
    Linearization l =
        Histories.ofQueue()
            .enq('A', 1)
            .ok('A', true)
            .deq('A')
            .deq('B')
            .ok('A', 1)
            .ok('B', 1)
            .linearization();
    assertThat(l.order()).extracting(o -> o.invocation.text()).containsExactly("enq(1)", "deq()");
    assertThat(l.misfits())
        .singleElement()
        .satisfies(
            m -> {
              assertThat(m.serial()).isEqualTo(Outcome.returned(null));
              assertThat(m.operation().outcome).isEqualTo(Outcome.returned(1));
            });
  }
}
