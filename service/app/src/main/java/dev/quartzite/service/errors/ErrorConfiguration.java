package dev.quartzite.service.errors;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes Tomcat's own error answers JSON as well. */
@Configuration(proxyBeanMethods = false)
class ErrorConfiguration {
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> jsonErrors() {
    return factory ->
        factory.addContextCustomizers(
            context -> {
              if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(JsonErrorValve.class.getName());
              }
            });
  }
}
