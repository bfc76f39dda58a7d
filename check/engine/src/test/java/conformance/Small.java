package conformance;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Programs small enough to run all their interleavings; what they print is their final state. */
public final class Small {
  static int x;
  static int y;
  static int z;
  static volatile boolean flag;
  static String seen = "";

  private Small() {}

  private static Thread thread(String name, Action body) {
    Thread t = new Thread(Threads.unchecked(body), name);
    t.start();
    return t;
  }

  /** With few scheduling points of its own, for the sake of brute force. */
  private static void together(Action first, Action second) throws InterruptedException {
    Thread a = thread("a", first);
    Thread b = thread("b", second);
    a.join();
    b.join();
  }

  private static void together(Action first, Action second, Action third)
      throws InterruptedException {
    Thread a = thread("a", first);
    Thread b = thread("b", second);
    Thread c = thread("c", third);
    a.join();
    b.join();
    c.join();
  }

  private static void print(Object... values) {
    StringBuilder b = new StringBuilder();
    for (Object v : values) {
      b.append(v).append(' ');
    }
    System.out.println(b);
  }

  static void twoWritersOfOneField() throws InterruptedException {
    together(() -> x = 1, () -> x = 2);
    print(x);
  }

  static void threeWritersOfOneField() throws InterruptedException {
    together(() -> x = 1, () -> x = 2, () -> x = 3);
    print(x);
  }

  static void independentThreads() throws InterruptedException {
    together(() -> x = 1, () -> y = 2, () -> z = 3);
    print(x, y, z);
  }

  static void readersOfOneField() throws InterruptedException {
    int[] a = new int[3];
    together(() -> a[0] = x, () -> a[1] = x, () -> a[2] = x);
    print(a[0], a[1], a[2]);
  }

  static void lostUpdate() throws InterruptedException {
    together(() -> x++, () -> x++);
    print(x);
  }

  static void lostUpdates() throws InterruptedException {
    together(
        () -> {
          x++;
          x++;
        },
        () -> x++,
        () -> y = x);
    print(x, y);
  }

  static void storeBuffers() throws InterruptedException {
    int[] r = new int[2];
    together(
        () -> {
          x = 1;
          r[0] = y;
        },
        () -> {
          y = 1;
          r[1] = x;
        });
    print(r[0], r[1]);
  }

  /** Abdulla et al., POPL 2014, section 1. */
  static void writerAndReaders() throws InterruptedException {
    int[] r = new int[2];
    together(
        () -> x = 1,
        () -> {
          int unused = y;
          r[0] = x;
        },
        () -> {
          int unused = z;
          r[1] = x;
        });
    print(r[0], r[1]);
  }

  /** "lastzero" with two writers: Abdulla et al., POPL 2014, section 7. */
  static void lastZero() throws InterruptedException {
    int[] array = new int[3];
    int[] last = new int[1];
    together(
        () -> {
          int i = 2;
          while (array[i] != 0) {
            i--;
          }
          last[0] = i;
        },
        () -> array[1] = array[0] + 1,
        () -> array[2] = array[1] + 1);
    print(array[1], array[2], last[0]);
  }

  static void elements() throws InterruptedException {
    int[] a = new int[2];
    together(
        () -> a[x] = 1,
        () -> {
          x = 1;
          a[1] += 2;
        });
    print(a[0], a[1]);
  }

  static void counterUnderMonitor() throws InterruptedException {
    Object lock = new Object();
    Action body =
        () -> {
          synchronized (lock) {
            x++;
          }
        };
    together(body, body, body);
    print(x);
  }

  static void orderUnderMonitor() throws InterruptedException {
    StringBuilder log = new StringBuilder();
    together(
        () -> {
          synchronized (log) {
            log.append('a');
            x++;
          }
          y++;
        },
        () -> {
          y += 10;
          synchronized (log) {
            log.append('b');
            x *= 2;
          }
        });
    print(log, x, y);
  }

  /** A builder has no scheduling points, but what is appended shows the order of its calls. */
  static void oneBuilder() throws InterruptedException {
    StringBuilder log = new StringBuilder();
    together(
        () -> {
          x++;
          log.append('a');
        },
        () -> {
          y++;
          log.append('b');
        });
    print(log);
  }

  private static final class Handles {
    static final VarHandle X;

    static {
      try {
        X = MethodHandles.lookup().findStaticVarHandle(Small.class, "x", int.class);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
  }

  static void lostUpdateByHandle() throws InterruptedException {
    Action body =
        () -> {
          int now = (int) Handles.X.getVolatile();
          Handles.X.setVolatile(now + 1);
        };
    together(body, body);
    print(x);
  }

  static void twoMonitorsCrossed() throws InterruptedException {
    Object a = new Object();
    Object b = new Object();
    together(
        () -> {
          synchronized (a) {
            synchronized (b) {
              x++;
            }
          }
        },
        () -> {
          synchronized (b) {
            synchronized (a) {
              x++;
            }
          }
        });
    print(x);
  }

  static void monitorHeldForGood() throws InterruptedException {
    Object lock = new Object();
    Thread holder =
        new Thread(
            () -> {
              synchronized (lock) {
                x = 1;
                LockSupport.parkNanos(Long.MAX_VALUE);
              }
            });
    Thread other =
        new Thread(
            () -> {
              synchronized (lock) {
                x = 2;
              }
            });
    holder.setDaemon(true);
    other.setDaemon(true);
    holder.start();
    other.start();
    y = x;
    print(y);
  }

  static void waitAndNotify() throws InterruptedException {
    Object lock = new Object();
    together(
        () -> {
          synchronized (lock) {
            while (!flag) {
              lock.wait();
              x++;
            }
          }
        },
        () -> {
          synchronized (lock) {
            flag = true;
            lock.notify();
          }
        });
    print(x);
  }

  static void lostNotification() throws InterruptedException {
    Object lock = new Object();
    together(
        () -> {
          if (!flag) {
            synchronized (lock) {
              lock.wait();
            }
          }
        },
        () -> {
          flag = true;
          synchronized (lock) {
            lock.notifyAll();
          }
        });
    print(flag);
  }

  static void whichWaiterIsNotified() throws InterruptedException {
    Object lock = new Object();
    Action waiter =
        () -> {
          synchronized (lock) {
            y++;
            lock.wait();
            seen += Thread.currentThread().getName();
          }
        };
    together(
        waiter,
        waiter,
        () -> {
          synchronized (lock) {
            lock.notify();
            lock.notify();
          }
        });
    print(seen);
  }

  static void timedWait() throws InterruptedException {
    Object lock = new Object();
    together(
        () -> {
          synchronized (lock) {
            lock.wait(10);
            x = y;
          }
        },
        () -> {
          y = 1;
          y = 2;
          synchronized (lock) {
            lock.notify();
          }
        });
    print(x);
  }

  static void reentrantLocks() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Action body =
        () -> {
          lock.lock();
          try {
            x = x * 2 + 1;
          } finally {
            lock.unlock();
          }
        };
    together(
        body,
        body,
        () -> {
          if (lock.tryLock()) {
            x += 100;
            lock.unlock();
          }
        });
    print(x);
  }

  static void twoLocksCrossed() throws InterruptedException {
    ReentrantLock a = new ReentrantLock();
    ReentrantLock b = new ReentrantLock();
    together(
        () -> {
          a.lock();
          b.lock();
          x++;
          b.unlock();
          a.unlock();
        },
        () -> {
          b.lock();
          a.lock();
          x++;
          a.unlock();
          b.unlock();
        });
    print(x);
  }

  static void tryLockForAWhile() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    together(
        () -> {
          lock.lock();
          x = 1;
          lock.unlock();
        },
        () -> {
          if (lock.tryLock(5, TimeUnit.MILLISECONDS)) {
            y = 1 + x;
            lock.unlock();
          }
        });
    print(x, y);
  }

  static void conditions() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Condition set = lock.newCondition();
    together(
        () -> {
          lock.lock();
          try {
            while (x == 0) {
              set.await();
              y++;
            }
          } finally {
            lock.unlock();
          }
        },
        () -> {
          lock.lock();
          x = 1;
          set.signal();
          lock.unlock();
        });
    print(x, y);
  }

  static void readWriteLock() throws InterruptedException {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    int[] r = new int[1];
    together(
        () -> {
          lock.readLock().lock();
          r[0] = x + y;
          lock.readLock().unlock();
        },
        () -> {
          lock.writeLock().lock();
          x++;
          y++;
          lock.writeLock().unlock();
        });
    print(r[0]);
  }

  static void semaphore() throws InterruptedException {
    Semaphore permits = new Semaphore(1);
    together(
        () -> {
          permits.acquire();
          x++;
          permits.release();
        },
        () -> {
          if (permits.tryAcquire()) {
            x *= 5;
            permits.release();
          }
        });
    print(x);
  }

  static void atomics() throws InterruptedException {
    AtomicInteger n = new AtomicInteger();
    together(n::incrementAndGet, () -> n.updateAndGet(v -> v * 3 + y), () -> y = n.get());
    print(n.get(), y);
  }

  static void compareAndSet() throws InterruptedException {
    AtomicReference<String> r = new AtomicReference<>("");
    Action body =
        () -> {
          String before = r.get();
          r.compareAndSet(before, before + Thread.currentThread().getName());
        };
    together(body, body);
    print(r.get());
  }

  static final class Cell {
    static final AtomicIntegerFieldUpdater<Cell> VALUE =
        AtomicIntegerFieldUpdater.newUpdater(Cell.class, "value");
    volatile int value;
  }

  static void fieldUpdater() throws InterruptedException {
    Cell c = new Cell();
    together(() -> Cell.VALUE.incrementAndGet(c), () -> c.value = c.value * 2 + 1);
    print(c.value);
  }

  static void concurrentMap() throws InterruptedException {
    ConcurrentHashMap<String, Integer> map = new ConcurrentHashMap<>();
    together(
        () -> map.merge("a", 1, Integer::sum),
        () -> {
          Integer v = map.get("a");
          map.put("a", v == null ? 10 : v + 20);
        });
    print(map.get("a"));
  }

  static void callbackOfAMap() throws InterruptedException {
    ConcurrentHashMap<String, Integer> map = new ConcurrentHashMap<>();
    together(
        () ->
            map.computeIfAbsent(
                "a",
                k -> {
                  x++;
                  return x + y;
                }),
        () -> {
          y = 10;
          x = map.size();
        });
    print(map.get("a"), x);
  }

  static void textOfAList() throws InterruptedException {
    List<String> list = new ArrayList<>();
    together(
        () -> {
          x = 1;
          seen = "seen " + list;
        },
        () -> list.add("a"));
    print(seen);
  }

  static void textOfAListByMethod() throws InterruptedException {
    List<String> list = new ArrayList<>();
    together(
        () -> {
          x = 1;
          seen = list.toString();
        },
        () -> list.add("a"));
    print(seen);
  }

  static void copyOfAList() throws InterruptedException {
    List<Integer> list = new ArrayList<>();
    together(
        () -> {
          x = 1;
          y = new ArrayList<>(list).size();
        },
        () -> list.add(7));
    print(y);
  }

  static void streamOfAList() throws InterruptedException {
    List<Integer> list = Collections.synchronizedList(new ArrayList<>(List.of(1)));
    together(
        () -> {
          var stream = list.stream();
          x = 1;
          y = stream.mapToInt(i -> i).sum();
        },
        () -> list.add(7));
    print(y);
  }

  static void iterators() throws InterruptedException {
    Map<Integer, Integer> map = new HashMap<>();
    map.put(1, 1);
    together(
        () -> {
          Iterator<Integer> i = map.keySet().iterator();
          while (i.hasNext()) {
            x += i.next();
          }
        },
        () -> map.put(2, 2));
    print(x);
  }

  static void vector() throws InterruptedException {
    Vector<Integer> v = new Vector<>();
    together(
        () -> {
          synchronized (v) {
            if (v.isEmpty()) {
              v.add(1);
            }
          }
        },
        () -> {
          if (v.isEmpty()) {
            v.add(2);
          }
        });
    print(v.size(), v.get(0));
  }

  static void deque() throws InterruptedException {
    ArrayDeque<Integer> d = new ArrayDeque<>();
    together(() -> d.addFirst(1), () -> d.addLast(2), () -> x = d.size());
    print(d.peekFirst(), x);
  }

  static void blockingQueue() throws InterruptedException {
    BlockingQueue<Integer> q = new ArrayBlockingQueue<>(1);
    int[] got = new int[2];
    together(
        () -> {
          q.put(1);
          q.put(2);
        },
        () -> got[0] = q.take(),
        () -> got[1] = q.take());
    print(got[0], got[1]);
  }

  static void pollForAWhile() throws InterruptedException {
    BlockingQueue<Integer> q = new ArrayBlockingQueue<>(1);
    together(
        () -> {
          x = 1;
          q.offer(1);
        },
        () -> seen = "" + (q.poll(1, TimeUnit.MILLISECONDS) == null) + x);
    print(seen);
  }

  static void volatiles() throws InterruptedException {
    together(
        () -> {
          x = 1;
          flag = true;
        },
        () -> {
          if (flag) {
            y = x;
          } else {
            y = 5 + x;
          }
        });
    print(y);
  }

  static void latch() throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(2);
    together(
        () -> {
          x++;
          latch.countDown();
        },
        () -> {
          y = x;
          latch.countDown();
        },
        () -> {
          latch.await();
          z = x + y;
        });
    print(x, y, z);
  }

  static void joins() throws InterruptedException {
    Thread a = new Thread(() -> x = 1);
    Thread b =
        new Thread(
            () -> {
              try {
                a.join();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              y = x;
            });
    b.start();
    a.start();
    b.join();
    print(y, a.isAlive());
  }

  static void alive() throws InterruptedException {
    Thread a = new Thread(() -> x = 1);
    a.start();
    boolean alive = a.isAlive();
    print(alive, x);
    a.join();
  }

  static void timedJoin() throws InterruptedException {
    Thread a =
        new Thread(
            () -> {
              x = 1;
              x = 2;
            });
    a.start();
    a.join(5);
    print(x, a.isAlive());
  }

  static void interrupts() throws InterruptedException {
    Thread a =
        new Thread(
            () -> {
              x = 1;
              try {
                Thread.sleep(10);
                y = 1;
              } catch (InterruptedException e) {
                y = 2;
              }
            });
    a.start();
    z = x;
    a.interrupt();
    a.join();
    print(y, z);
  }

  static void parks() throws InterruptedException {
    Thread main = Thread.currentThread();
    Thread a =
        new Thread(
            () -> {
              x = 1;
              LockSupport.unpark(main);
              x = 2;
            });
    a.start();
    LockSupport.park();
    print(x);
    a.join();
  }

  static void sleepers() throws InterruptedException {
    together(
        () -> {
          Thread.sleep(10);
          x = y;
        },
        () -> {
          y = 1;
          Thread.sleep(5);
          y = 2;
          Thread.sleep(10);
          y = 3;
        });
    print(x, y);
  }

  static void clocks() throws InterruptedException {
    Object lock = new Object();
    long start = System.nanoTime();
    long[] seenAt = new long[1];
    together(
        () -> {
          synchronized (lock) {
            lock.wait(10);
          }
        },
        () -> {
          x = 1;
          seenAt[0] = System.nanoTime() - start;
        });
    print(seenAt[0]);
  }

  static void executor() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    Future<?> a = pool.submit(() -> x++);
    Future<?> b = pool.submit(() -> x++);
    a.get();
    b.get();
    pool.shutdown();
    print(x);
  }

  static void completableFuture() {
    CompletableFuture<Integer> f = CompletableFuture.supplyAsync(() -> ++x);
    y = x;
    print(f.join(), y);
  }

  static void daemonAtTheEnd() throws InterruptedException {
    Thread d =
        new Thread(
            () -> {
              x = 1;
              y = 1;
            });
    d.setDaemon(true);
    d.start();
    print(x, y);
  }

  static void exitInBetween() throws InterruptedException {
    new Thread(() -> x = 1).start();
    if (x == 0) {
      print("exit");
      System.exit(0);
    }
    print(x);
  }

  static void failsSometimes() throws InterruptedException {
    together(
        () -> x = 1,
        () -> {
          if (x == 0) {
            throw new IllegalStateException();
          }
        });
    print(x);
  }

  static final class Lazy {
    static int value = x;

    private Lazy() {}
  }

  static void classInitializers() throws InterruptedException {
    together(() -> x = 1, () -> y = Lazy.value, () -> z = Lazy.value);
    print(y, z);
  }

  static void virtualThreads() throws InterruptedException {
    Thread a = Thread.startVirtualThread(() -> x++);
    Thread b = Thread.startVirtualThread(() -> x++);
    a.join();
    b.join();
    print(x);
  }

  static void threadsOfThreads() throws InterruptedException {
    Action body =
        () -> {
          Thread t = new Thread(() -> seen += Thread.currentThread().getName());
          t.start();
          t.join();
        };
    together(body, body);
    print(seen);
  }

  private static void increment() {
    LOCK.lock();
    x = x * 2 + (Thread.currentThread().getName().equals("a") ? 1 : 2);
    LOCK.unlock();
  }

  private static final ReentrantLock LOCK = new ReentrantLock();

  static void threadsOfBuilders() throws InterruptedException {
    Thread a = Thread.ofPlatform().name("a").start(Small::increment);
    Thread b = Thread.ofVirtual().name("b").start(Small::increment);
    a.join();
    b.join();
    print(x);
  }

  static void waitTwice() throws InterruptedException {
    Object lock = new Object();
    together(
        () -> {
          synchronized (lock) {
            lock.wait(1);
            lock.wait(1);
          }
        },
        () -> x = 1);
    print(x);
  }

  static void callbackOfAVector() throws InterruptedException {
    Vector<Integer> v = new Vector<>(List.of(1, 2));
    together(() -> v.forEach(i -> x += i), () -> y = x);
    print(x, y);
  }

  /** More interleavings than anybody can run. */
  static void huge() throws InterruptedException {
    Action body =
        () -> {
          for (int i = 0; i < 20; i++) {
            x++;
          }
        };
    together(body, body, body);
  }
}
