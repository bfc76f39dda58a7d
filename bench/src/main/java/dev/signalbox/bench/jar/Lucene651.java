package dev.signalbox.bench.jar;

import org.apache.lucene.analysis.WhitespaceAnalyzer;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.FieldCache;
import org.apache.lucene.store.RAMDirectory;

/**
 * LUCENE-651: two threads that ask the field cache for the same field both read the whole index,
 * and get an entry each.
 */
final class Lucene651 {
  private Lucene651() {}

  public static void main(String[] args) throws Exception {
    RAMDirectory directory = new RAMDirectory();
    new IndexWriter(directory, new WhitespaceAnalyzer(), true).close();
    IndexReader reader = IndexReader.open(directory);
    String[][] found = new String[1][];
    Thread client =
        Client.start("client", () -> found[0] = FieldCache.DEFAULT.getStrings(reader, "name"));
    String[] own = FieldCache.DEFAULT.getStrings(reader, "name");
    client.join();
    if (found[0] != own) {
      throw new AssertionError("the field was read twice");
    }
  }
}
