/** Programs that use the library, from outside of its packages. */
@org.jspecify.annotations.NullMarked
package program;
