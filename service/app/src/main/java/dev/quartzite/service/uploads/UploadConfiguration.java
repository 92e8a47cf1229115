package dev.quartzite.service.uploads;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts {@link UploadRemainder} around everything that answers. */
@Configuration(proxyBeanMethods = false)
class UploadConfiguration {
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> uploadRemainder() {
    return factory -> factory.addEngineValves(new UploadRemainder(System::nanoTime));
  }
}
