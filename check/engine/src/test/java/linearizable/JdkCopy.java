package linearizable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Classes of java.util.concurrent as the running JDK has them, with their nested classes, in a
 * package of the program: so they are instrumented, and what is inside of them is explored.
 */
final class JdkCopy extends ClassLoader {
  private static final String FROM = "java/util/concurrent/";
  private static final String TO = "jdkcopy/";

  /** Other classes use what is package-private in these. */
  private static final List<String> USED = List.of("Helpers", "LinkedTransferQueue");

  private final Map<String, byte[]> classes = new LinkedHashMap<>();

  private JdkCopy(ClassLoader parent) {
    super(parent);
  }

  static Class<?> of(String simpleName) {
    JdkCopy loader = new JdkCopy(JdkCopy.class.getClassLoader());
    loader.add(simpleName);
    USED.forEach(loader::add);
    loader.rename();
    try {
      return Class.forName((TO + simpleName).replace('/', '.'), true, loader);
    } catch (ClassNotFoundException e) {
      throw new LinkageError(simpleName, e);
    }
  }

  private void add(String simpleName) {
    byte[] bytes;
    try (InputStream in = Object.class.getResourceAsStream("/" + FROM + simpleName + ".class")) {
      bytes = Objects.requireNonNull(in, simpleName).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    classes.put(simpleName, bytes);
    ClassFile.of()
        .parse(bytes)
        .findAttribute(Attributes.nestMembers())
        .ifPresent(
            nest ->
                nest.nestMembers().forEach(m -> add(m.asInternalName().substring(FROM.length()))));
  }

  private void rename() {
    String names = classes.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
    Pattern renamed = Pattern.compile(FROM + "(" + names + ")(?![\\w$])");
    classes.replaceAll((name, bytes) -> rename(bytes, renamed));
  }

  /** Names stand in the constant pool as texts of any length, which nothing counts. */
  private static byte[] rename(byte[] bytes, Pattern renamed) {
    ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length + 1000);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        DataOutputStream out = new DataOutputStream(result)) {
      out.writeInt(in.readInt());
      out.writeInt(in.readInt());
      int entries = in.readUnsignedShort();
      out.writeShort(entries);
      for (int i = 1; i < entries; i++) {
        int tag = in.readUnsignedByte();
        out.writeByte(tag);
        switch (tag) {
          case 1 -> out.writeUTF(renamed.matcher(in.readUTF()).replaceAll(TO + "$1"));
          case 7, 8, 16, 19, 20 -> out.write(in.readNBytes(2));
          case 15 -> out.write(in.readNBytes(3));
          case 5, 6 -> {
            out.write(in.readNBytes(8));
            i++;
          }
          default -> out.write(in.readNBytes(4));
        }
      }
      in.transferTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result.toByteArray();
  }

  /** The agent looks up there which fields are volatile. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] bytes =
        name.startsWith(TO) && name.endsWith(".class")
            ? classes.get(name.substring(TO.length(), name.length() - ".class".length()))
            : null;
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes =
        name.startsWith("jdkcopy.") ? classes.get(name.substring("jdkcopy.".length())) : null;
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
