package dev.apes.spring.demo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application with a database and a Flyway of its own. */
@SpringBootApplication
public class DemoApplication {
    /** @param args settings, e.g. {@code --spring.datasource.url=jdbc:postgresql://localhost/app} */
    public static void main(String[] args) {
        SpringApplication.run(DemoApplication.class, args);
    }
}
