package dev.quartzite.service.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The contract as a page to read and try, at {@code /swagger-ui}. Nothing of it comes from
 * elsewhere.
 */
@Configuration(proxyBeanMethods = false)
class SwaggerUi implements WebMvcConfigurer {
  private static final String WEBJAR = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
  private static final String PAGE = "/swagger-ui/index.html";

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/swagger-ui/**")
        .addResourceLocations(
            "classpath:/swagger-ui/",
            "classpath:/META-INF/resources/webjars/swagger-ui/%s/".formatted(version()));
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addRedirectViewController("/swagger-ui", PAGE);
    registry.addRedirectViewController("/swagger-ui/", PAGE);
    registry.addRedirectViewController("/swagger-ui.html", PAGE);
  }

  private static String version() {
    try {
      Properties properties = PropertiesLoaderUtils.loadProperties(new ClassPathResource(WEBJAR));
      return String.valueOf(properties.getProperty("version"));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(WEBJAR), e);
    }
  }
}
