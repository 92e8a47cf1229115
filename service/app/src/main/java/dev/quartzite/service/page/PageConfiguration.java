package dev.quartzite.service.page;

import dev.quartzite.service.models.EmbeddedModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves the page, its files and the recordings of the embedded model to try it with; nothing else
 * of the class path. Browsers ask each time whether a file is still the same, by its content: the
 * modules of a page belong together, and the files of a build all have one date.
 */
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {
  private static final String INDEX = "/index.html";

  private final Map<Resource, String> tags = new ConcurrentHashMap<>();

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/").setViewName("forward:" + INDEX);
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    serve(registry, INDEX, "static/");
    serve(registry, "/page/*", "static/page/");
    serve(registry, "/page/samples/*.wav", EmbeddedModel.LOCATION + "samples/");
  }

  private void serve(ResourceHandlerRegistry registry, String path, String location) {
    registry
        .addResourceHandler(path)
        .addResourceLocations("classpath:/" + location)
        .setCacheControl(CacheControl.noCache())
        .setUseLastModified(false)
        .setEtagGenerator(resource -> tags.computeIfAbsent(resource, PageConfiguration::tag));
  }

  private static String tag(Resource resource) {
    try (InputStream content = resource.getInputStream()) {
      return DigestUtils.md5DigestAsHex(content);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(resource), e);
    }
  }
}
