package dev.signalbox.check.engine.explore;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** A parameterized test takes the bodies of these classes. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ArgumentsSource(BodiesOf.Provider.class)
@interface BodiesOf {
  Class<?>[] value();

  /** Hands them out. */
  final class Provider implements ArgumentsProvider, AnnotationConsumer<BodiesOf> {
    private Class<?> @Nullable [] themes;

    @Override
    public void accept(BodiesOf annotation) {
      themes = annotation.value();
    }

    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      return themes == null ? Stream.of() : Stream.of(themes).flatMap(Body::of).map(Arguments::of);
    }
  }
}
