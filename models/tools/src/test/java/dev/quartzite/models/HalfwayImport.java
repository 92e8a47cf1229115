package dev.quartzite.models;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.CountDownLatch;

/** The command line, which stops for ever where an import says what it has found so far. */
final class HalfwayImport {
  static final String HALFWAY = "half-way";

  private HalfwayImport() {}

  public static void main(String... arguments) {
    PrintWriter halfway = new PrintWriter(new Stop(), true);
    System.exit(QuartziteModels.commandLine().setOut(halfway).execute(arguments));
  }

  private static final class Stop extends Writer {
    @Override
    public void write(char[] text, int offset, int length) {
      System.out.println(HALFWAY);
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
