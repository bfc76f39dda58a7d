package dev.signalbox.check.engine.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which class declares a member that the code of the program uses by the name of a subclass: {@code
 * start} of a program's own subclass of {@link Thread} is the JDK's. Looks at class files; no class
 * is loaded for it.
 */
final class Ancestry {
  private static final String OBJECT = "java/lang/Object";
  private static final Map<ClassLoader, Map<String, Optional<Parsed>>> PARSED = new WeakHashMap<>();

  private final ClassLoader loader;

  /** By internal name; shared by all of the loader. */
  private final Map<String, Optional<Parsed>> classes;

  /** What a class file says of its class. */
  private record Parsed(String parent, List<String> interfaces, Map<String, AccessFlags> members) {
    static Parsed of(ClassModel c) {
      Map<String, AccessFlags> members = new HashMap<>();
      c.fields().forEach(f -> members.put(f.fieldName().stringValue(), f.flags()));
      c.methods()
          .forEach(
              m ->
                  members.put(
                      m.methodName().stringValue() + m.methodType().stringValue(), m.flags()));
      return new Parsed(
          c.superclass().map(ClassEntry::asInternalName).orElse(OBJECT),
          c.interfaces().stream().map(ClassEntry::asInternalName).toList(),
          members);
    }
  }

  Ancestry(ClassLoader loader) {
    this.loader = loader;
    synchronized (PARSED) {
      this.classes = PARSED.computeIfAbsent(loader, l -> new HashMap<>());
    }
  }

  /**
   * The class or interface that declares the member.
   *
   * @param owner by whose name it is used
   * @param member name of a field, or name and descriptor of a method
   * @return the first superclass that is not of the program, if none of the program's declares it;
   *     {@code owner} if that is nowhere to be found
   */
  String declaring(String owner, String member) {
    Deque<String> interfaces = new ArrayDeque<>();
    String c = owner;
    while (MethodInstrumenter.isProgram(c)) {
      Parsed p = parsed(c);
      if (p == null) {
        return owner;
      }
      if (p.members.containsKey(member)) {
        return c;
      }
      interfaces.addAll(p.interfaces);
      c = p.parent;
    }
    return c.equals(OBJECT) ? among(interfaces, owner, member) : c;
  }

  /** Whether a member of a class, or of its superclasses, has a flag; false if it is not found. */
  boolean has(AccessFlag flag, String owner, String member) {
    for (Parsed p = parsed(owner); p != null; p = parsed(p.parent)) {
      AccessFlags flags = p.members.get(member);
      if (flags != null) {
        return flags.has(flag);
      }
      if (p.parent.equals(OBJECT)) {
        break;
      }
    }
    return false;
  }

  private String among(Deque<String> interfaces, String owner, String member) {
    while (!interfaces.isEmpty()) {
      String i = interfaces.remove();
      Parsed p = parsed(i);
      if (p != null) {
        if (p.members.containsKey(member)) {
          return i;
        }
        interfaces.addAll(p.interfaces);
      }
    }
    return owner;
  }

  private @Nullable Parsed parsed(String internalName) {
    synchronized (classes) {
      return classes.computeIfAbsent(internalName, this::parse).orElse(null);
    }
  }

  private Optional<Parsed> parse(String internalName) {
    try (InputStream in = loader.getResourceAsStream(internalName + ".class")) {
      return in == null
          ? Optional.empty()
          : Optional.of(Parsed.of(ClassFile.of().parse(in.readAllBytes())));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
