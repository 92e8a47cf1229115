package dev.quartzite.service.errors;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers where a request does not even reach the application, as with a malformed address. Tomcat
 * makes one by its name.
 */
public final class JsonErrorValve extends ErrorReportValve {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    int code = response.getStatus();
    if (code < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    HttpStatus status = HttpStatus.valueOf(code);
    try {
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      response
          .getOutputStream()
          .write(MAPPER.writeValueAsBytes(ApiError.of(status, status.getReasonPhrase())));
      response.finishResponse();
    } catch (IOException e) {
      response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, e);
    }
  }
}
