package dev.apes.api.contract;

import dev.apes.api.rule.ParameterConstraint;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Values that a constraint accepts. */
final class ParameterSamples {
    private ParameterSamples() {}

    /** Both ends and some of the middle of a range, every option of a choice. */
    static Set<Object> representative(ParameterConstraint constraint) {
        Set<Object> values = new LinkedHashSet<>();
        if (constraint instanceof ParameterConstraint.IntegerRange r) {
            for (int i = 0; i <= 4; i++) {
                values.add((int) (r.min() + ((long) r.max() - r.min()) * i / 4));
            }
        } else if (constraint instanceof ParameterConstraint.RealRange r) {
            for (int i = 0; i <= 4; i++) {
                values.add(i == 4 ? r.max() : r.min() + (r.max() - r.min()) * i / 4);
            }
        } else if (constraint instanceof ParameterConstraint.Choice c) {
            values.addAll(c.options());
        } else {
            values.addAll(List.of(false, true));
        }
        return values;
    }

    static Object draw(ParameterConstraint constraint, SplittableRandom random) {
        if (constraint instanceof ParameterConstraint.IntegerRange r) {
            return (int) random.nextLong(r.min(), r.max() + 1L);
        }
        if (constraint instanceof ParameterConstraint.RealRange r) {
            return r.min() + (r.max() - r.min()) * random.nextDouble();
        }
        if (constraint instanceof ParameterConstraint.Choice c) {
            return c.options().get(random.nextInt(c.options().size()));
        }
        return random.nextBoolean();
    }
}
