package application;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code that cannot be instrumented runs outside of checks, and ends those that use it. */
class UninstrumentableTest {
  private static final ClassDesc INTS = ConstantDescs.CD_int.arrayType();

  @TempDir private Path folder;

  @Test
  void aMethodThatWouldBeTooLong() throws Exception {
    Class<?> c = define(new int[] {7}, 6_000);
    int[] array = new int[1];

    call(c, "fill", array);
    assertThat(array[0]).isEqualTo(7);

    assertThat(Quick.in(folder).inconclusive(() -> call(c, "fill", new int[1])))
        .isEqualTo(
            "the checked code calls application.Generated.fill, but bugs there would go unseen: it"
                + " is too long to be instrumented");
    assertThat(Quick.in(folder).check(() -> call(c, "small", new int[1])).executions())
        .isPositive();
  }

  private static void call(Class<?> c, String name, int[] array) throws Exception {
    Method m = c.getMethod(name, int[].class);
    m.invoke(null, array);
  }

  /** A method with so many stores into its argument: 4 bytes each, and a hook each. */
  private static Class<?> define(int[] value, int stores) {
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of("application.Generated"),
                c -> {
                  c.withFlags(AccessFlag.PUBLIC);
                  for (String name : new String[] {"fill", "small"}) {
                    c.withMethodBody(
                        name,
                        MethodTypeDesc.of(ConstantDescs.CD_void, INTS),
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        b -> {
                          for (int i = 0; i < (name.equals("fill") ? stores : 1); i++) {
                            b.aload(0).iconst_0().bipush(value[0]).iastore();
                          }
                          b.return_();
                        });
                  }
                });
    return new ClassLoader(UninstrumentableTest.class.getClassLoader()) {
      Class<?> define() {
        return defineClass("application.Generated", bytes, 0, bytes.length);
      }
    }.define();
  }
}
