package dev.quartzite.service;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class QuartziteApplication {
  public static void main(String[] arguments) {
    Termination.exitWithZero();
    SpringApplication.run(QuartziteApplication.class, arguments);
  }
}
