package dev.quartzite.service.uploads;

import dev.quartzite.service.errors.ApiException;
import dev.quartzite.service.settings.LimitSettings;
import dev.quartzite.service.settings.QuartziteSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.MultipartStream.MalformedStreamException;
import org.apache.tomcat.util.http.fileupload.impl.FileUploadIOException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads multipart requests as they arrive: the file goes to disk piece by piece and is never in
 * memory whole. Spring's own multipart support is switched off, because it reads the whole request
 * before anything can be refused and cannot tell a slow caller from a patient one.
 *
 * <p>Safe for any number of threads.
 */
@Component
public final class UploadReader {
  /** The field of the recording. */
  public static final String FILE = "file";

  private static final int MAX_PARTS = 200;
  private static final int MAX_FIELD_BYTES = 64 * 1024;
  private static final int MAX_FIELDS_BYTES = 1024 * 1024;

  private final TemporaryFolder folder;
  private final LimitSettings limits;

  UploadReader(TemporaryFolder folder, QuartziteSettings settings) {
    this.folder = folder;
    this.limits = settings.limits();
  }

  /**
   * Reads a request to its end.
   *
   * @return the form; its file is deleted when it is closed
   * @throws ApiException if it is too large, too slow or malformed
   * @throws IOException if the caller hangs up or the disk fails; then no file is left behind
   */
  public MultipartForm read(HttpServletRequest request) throws IOException {
    long maxBytes = limits.uploadSize().toBytes() + MAX_FIELDS_BYTES;
    if (request.getContentLengthLong() > maxBytes) {
      throw fileTooLarge();
    }
    MultipartForm form = new MultipartForm();
    boolean complete = false;
    try {
      UploadStream body =
          new UploadStream(request.getInputStream(), maxBytes, limits, System::nanoTime);
      readParts(new FileUpload().getItemIterator(new Body(request, body)), form);
      complete = true;
      return form;
    } catch (FileUploadException | FileUploadIOException | MalformedStreamException e) {
      throw ApiException.malformed(
          "the request is not valid multipart/form-data: " + e.getMessage());
    } finally {
      if (!complete) {
        form.close();
      }
    }
  }

  private void readParts(FileItemIterator parts, MultipartForm form)
      throws FileUploadException, IOException {
    for (int count = 1; parts.hasNext(); count++) {
      if (count > MAX_PARTS) {
        throw ApiException.malformed("a request has at most %d parts".formatted(MAX_PARTS));
      }
      FileItemStream part = parts.next();
      @Nullable String name = part.getFieldName();
      if (name == null) {
        throw ApiException.malformed("a part of the request has no name");
      }
      try (InputStream content = part.openStream()) {
        if (name.equals(FILE)) {
          readFile(part, content, form);
        } else if (part.isFormField()) {
          form.add(name, readField(name, content));
        }
      }
    }
  }

  private void readFile(FileItemStream part, InputStream content, MultipartForm form)
      throws IOException {
    if (isText(part)) {
      throw ApiException.badField(
          FILE, "'file' is a text, not a file; with curl: -F file=@recording.wav");
    }
    if (form.hasFile()) {
      throw ApiException.badField(FILE, "a request has one 'file', this one has two");
    }
    Path file = folder.createFile();
    form.setFile(file, Objects.requireNonNullElse(part.getName(), ""));
    try (OutputStream out = Files.newOutputStream(file)) {
      long maxBytes = limits.uploadSize().toBytes();
      byte[] buffer = new byte[1 << 16];
      long size = 0;
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        size += n;
        if (size > maxBytes) {
          throw fileTooLarge();
        }
        out.write(buffer, 0, n);
      }
    }
  }

  /** Some clients send a file without a name; then its content type tells. */
  private static boolean isText(FileItemStream part) {
    @Nullable String type = part.getContentType();
    return part.isFormField() && (type == null || type.startsWith("text/"));
  }

  private static String readField(String name, InputStream content) throws IOException {
    byte[] bytes = content.readNBytes(MAX_FIELD_BYTES + 1);
    if (bytes.length > MAX_FIELD_BYTES) {
      throw ApiException.badField(
          name, "'%s' is longer than %d bytes".formatted(name, MAX_FIELD_BYTES));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private ApiException fileTooLarge() {
    return ApiException.tooLarge(
        "file_too_large",
        "the file is larger than the %d bytes that this service takes; send it in parts or compressed"
            .formatted(limits.uploadSize().toBytes()));
  }

  /** The request with its body watched. */
  private static final class Body extends ServletRequestContext {
    private final InputStream stream;

    Body(HttpServletRequest request, InputStream stream) {
      super(request);
      this.stream = stream;
    }

    @Override
    public InputStream getInputStream() {
      return stream;
    }
  }
}
