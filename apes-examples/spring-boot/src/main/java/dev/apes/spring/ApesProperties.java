package dev.apes.spring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code apes.*}.
 *
 * @param schema where APES keeps its tables, beside the application's; not the name of the database user, for PostgreSQL looks into the
 *     schema of that name first, and so would the application
 * @param refresh how often the rules in force are looked at
 */
@ConfigurationProperties("apes")
public record ApesProperties(
        @DefaultValue("apes_rules") String schema,
        @DefaultValue("1s") Duration refresh) {}
