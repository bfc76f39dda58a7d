package dev.signalbox.check.junit;

import dev.signalbox.check.engine.target.Program;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Has the checker examine a test in the place of its body. Inside of an examination, where Jupiter
 * makes another one of these, it lets everything run.
 */
final class CheckExtension implements InvocationInterceptor {
  private static final boolean INSIDE = Program.isLoadedBy(CheckExtension.class.getClassLoader());

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    examine(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    examine(invocation, context);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<@Nullable Void> invocation,
      DynamicTestInvocationContext test,
      ExtensionContext context)
      throws Throwable {
    examine(invocation, context);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceedIfOutsideNeedsIt(invocation, context);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceedIfOutsideNeedsIt(invocation, context);
  }

  /** What surrounds the body runs around it, inside. Only a factory runs out here as well. */
  private static void proceedIfOutsideNeedsIt(
      Invocation<@Nullable Void> invocation, ExtensionContext context) throws Throwable {
    if (checkOf(context).isEmpty()
        || AnnotationSupport.isAnnotated(context.getTestMethod(), TestFactory.class)) {
      invocation.proceed();
    } else {
      invocation.skip();
    }
  }

  private static void examine(Invocation<@Nullable Void> invocation, ExtensionContext context)
      throws Throwable {
    Optional<Check> check = checkOf(context);
    if (check.isEmpty()) {
      invocation.proceed();
      return;
    }
    invocation.skip();
    new Examination(check.get(), context).run();
  }

  /** The annotation nearest to the test; none if it is to run as it is. */
  private static Optional<Check> checkOf(ExtensionContext test) {
    if (INSIDE) {
      return Optional.empty();
    }
    Optional<ExtensionContext> context = Optional.of(test);
    while (context.isPresent()) {
      Optional<Check> check =
          AnnotationSupport.findAnnotation(context.get().getElement(), Check.class);
      if (check.isPresent()) {
        return check;
      }
      context = context.get().getParent();
    }
    return Optional.empty();
  }
}
