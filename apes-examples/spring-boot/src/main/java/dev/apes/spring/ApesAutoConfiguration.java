package dev.apes.spring;

import dev.apes.api.TrainingEngine;
import dev.apes.api.TrainingRequest;
import dev.apes.api.store.SessionStore;
import dev.apes.engine.Apes;
import dev.apes.engine.LiveEnhancer;
import dev.apes.engine.micrometer.TrainingMeters;
import dev.apes.persistence.PostgresSessionStore;
import dev.apes.persistence.PostgresStoreConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * APES on the application's {@link DataSource}, clock and class loader: a store in a schema of its own, an engine to train with, an
 * enhancer that follows the rules in force, meters and a health indicator. Each bean gives way to one of the application's. Beans named
 * {@code apesExecutor} ({@link Executor}, three threads a training) and {@code apesScheduler} ({@link ScheduledExecutorService}), where
 * there are any, lend their threads in place of own ones.
 */
@AutoConfiguration(after = {DataSourceAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class})
@ConditionalOnClass(TrainingEngine.class)
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnProperty(name = "apes.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ApesProperties.class)
public class ApesAutoConfiguration implements BeanClassLoaderAware {
    private ClassLoader loader;

    @Override
    public void setBeanClassLoader(ClassLoader classLoader) {
        loader = classLoader;
    }

    /** Keeps to a schema of its own, with a Flyway history of its own; the application's Flyway never sees it. */
    @Bean
    @ConditionalOnMissingBean(SessionStore.class)
    PostgresSessionStore apesStore(
            DataSource dataSource,
            ApesProperties properties,
            ObjectProvider<Clock> clock,
            @Qualifier("apesScheduler") ObjectProvider<ScheduledExecutorService> scheduler) {
        PostgresStoreConfig.Builder config = PostgresStoreConfig.on(dataSource).schema(properties.schema());
        clock.ifUnique(config::clock);
        scheduler.ifAvailable(config::scheduler);
        return PostgresSessionStore.open(config.build());
    }

    /** Closing it stops what trains at a safe point; the session can be resumed. */
    @Bean
    @ConditionalOnMissingBean
    TrainingEngine apesEngine(
            SessionStore store,
            ObjectProvider<Clock> clock,
            @Qualifier("apesExecutor") ObjectProvider<Executor> executor) {
        Apes.Builder builder = Apes.builder().store(store).pluginClassLoader(loader);
        clock.ifUnique(builder::clock);
        executor.ifAvailable(builder::executor);
        TrainingEngine engine = builder.build();
        // makes the tables now, as the application's own Flyway does, rather than at the first training
        engine.prepare(TrainingRequest.builder().build());
        return engine;
    }

    /** Needs the engine for the order of closing only: the engine closes the store. */
    @Bean
    @ConditionalOnMissingBean
    LiveEnhancer apesEnhancer(
            SessionStore store,
            TrainingEngine engine,
            ApesProperties properties,
            @Qualifier("apesScheduler") ObjectProvider<ScheduledExecutorService> scheduler) {
        ScheduledExecutorService lent = scheduler.getIfAvailable();
        return lent == null
                ? LiveEnhancer.start(store, properties.refresh())
                : LiveEnhancer.start(store, properties.refresh(), lent, loader);
    }

    /** Where the application has Micrometer. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    static class Metrics {
        @Bean
        @ConditionalOnBean(MeterRegistry.class)
        @ConditionalOnMissingBean
        TrainingMeters apesMeters(MeterRegistry registry) {
            return new TrainingMeters(registry);
        }
    }

    /** Where the application has health indicators. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    @ConditionalOnEnabledHealthIndicator("apes")
    static class Health {
        @Bean
        @ConditionalOnMissingBean(name = "apesHealthIndicator")
        ApesHealthIndicator apesHealthIndicator(LiveEnhancer enhancer) {
            return new ApesHealthIndicator(enhancer);
        }
    }
}
