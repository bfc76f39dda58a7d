package dev.signalbox.check.engine.target;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/** Makes bytes in memory a resource. */
final class MemoryUrl {
  private MemoryUrl() {}

  static URL of(String name, byte[] bytes) {
    try {
      return URL.of(new URI("memory", null, "/" + name, null), new Handler(bytes));
    } catch (URISyntaxException | MalformedURLException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  private static final class Handler extends URLStreamHandler {
    private final byte[] bytes;

    Handler(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          connected = true;
        }

        @Override
        public int getContentLength() {
          return bytes.length;
        }

        @Override
        public long getContentLengthLong() {
          return bytes.length;
        }

        @Override
        public InputStream getInputStream() throws IOException {
          return new ByteArrayInputStream(bytes);
        }
      };
    }
  }
}
