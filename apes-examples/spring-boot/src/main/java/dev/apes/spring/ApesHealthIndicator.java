package dev.apes.spring;

import dev.apes.engine.LiveEnhancer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while the rules in force can be read; unknown, not down, while they can't: prompts are still enhanced under the rules read last, so
 * taking the service away from its users would help nobody.
 */
public final class ApesHealthIndicator implements HealthIndicator {
    private final LiveEnhancer enhancer;

    ApesHealthIndicator(LiveEnhancer enhancer) {
        this.enhancer = enhancer;
    }

    @Override
    public Health health() {
        Health.Builder health = enhancer.problem()
                .map(why -> Health.unknown().withDetail("problem", why))
                .orElseGet(Health::up);
        return health.withDetail("rules", enhancer.rules().size()).build();
    }
}
