package dev.quartzite.service.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A caller of a running service, who insists on the contract. */
final class Api {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final URI root;

  Api(int port) {
    this.root = URI.create("http://localhost:" + port);
  }

  /** An answer: its status, its headers and its body as text. */
  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    JsonNode json() {
      return MAPPER.readTree(response.body());
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  Answer transcribe(Multipart form) {
    return send(
        request("/v1/audio/transcriptions")
            .header("Content-Type", Multipart.CONTENT_TYPE)
            .POST(BodyPublishers.ofByteArray(form.bytes())));
  }

  /** Sends a recording without holding it in memory. */
  Answer transcribe(Path recording) throws IOException {
    byte[] frame = new Multipart().file("large.wav", new byte[0]).bytes();
    int content = frame.length - ("\r\n--" + Multipart.BOUNDARY + "--\r\n").length();
    return send(
        request("/v1/audio/transcriptions")
            .header("Content-Type", Multipart.CONTENT_TYPE)
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofByteArray(frame, 0, content),
                    BodyPublishers.ofFile(recording),
                    BodyPublishers.ofByteArray(frame, content, frame.length - content))));
  }

  Answer get(String path) {
    return send(request(path));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(root.resolve(path));
  }

  Answer send(HttpRequest.Builder request) {
    try {
      HttpRequest sent = request.build();
      Answer answer = new Answer(CLIENT.send(sent, BodyHandlers.ofString()));
      Contract.INSTANCE.check(sent.method(), sent.uri().getPath(), answer);
      return answer;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
