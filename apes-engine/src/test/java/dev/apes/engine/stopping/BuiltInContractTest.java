package dev.apes.engine.stopping;

import dev.apes.api.contract.StoppingCriterionContract;
import dev.apes.api.stopping.StoppingCriterion;
import org.junit.jupiter.api.Nested;

/** Every built-in criterion fulfils the contract of its interface. */
class BuiltInContractTest {
    @Nested
    class ImprovementThresholdContract extends StoppingCriterionContract {
        @Override
        protected StoppingCriterion createCriterion() {
            return new ImprovementThreshold();
        }
    }

    @Nested
    class CorrelationPlateauContract extends StoppingCriterionContract {
        @Override
        protected StoppingCriterion createCriterion() {
            return new CorrelationPlateau();
        }
    }

    @Nested
    class TargetsReachedContract extends StoppingCriterionContract {
        @Override
        protected StoppingCriterion createCriterion() {
            return new TargetsReached();
        }
    }

    @Nested
    class GapsExhaustedContract extends StoppingCriterionContract {
        @Override
        protected StoppingCriterion createCriterion() {
            return new GapsExhausted();
        }
    }

    @Nested
    class MaxIterationsContract extends StoppingCriterionContract {
        @Override
        protected StoppingCriterion createCriterion() {
            return new MaxIterations();
        }
    }

    @Nested
    class TimeLimitContract extends StoppingCriterionContract {
        @Override
        protected StoppingCriterion createCriterion() {
            return new TimeLimit();
        }
    }

    @Nested
    class EvaluationBudgetContract extends StoppingCriterionContract {
        @Override
        protected StoppingCriterion createCriterion() {
            return new EvaluationBudget();
        }
    }

    @Nested
    class SlopeEquivalenceContract extends StoppingCriterionContract {
        @Override
        protected StoppingCriterion createCriterion() {
            return new SlopeEquivalence();
        }
    }

    @Nested
    class MannKendallContract extends StoppingCriterionContract {
        @Override
        protected StoppingCriterion createCriterion() {
            return new MannKendall();
        }
    }

    @Nested
    class PatienceContract extends StoppingCriterionContract {
        @Override
        protected StoppingCriterion createCriterion() {
            return new Patience();
        }
    }

    @Nested
    class GeneralizationLossContract extends StoppingCriterionContract {
        @Override
        protected StoppingCriterion createCriterion() {
            return new GeneralizationLoss();
        }
    }

    @Nested
    class ProgressQuotientContract extends StoppingCriterionContract {
        @Override
        protected StoppingCriterion createCriterion() {
            return new ProgressQuotient();
        }
    }

    @Nested
    class RisingStripsContract extends StoppingCriterionContract {
        @Override
        protected StoppingCriterion createCriterion() {
            return new RisingStrips();
        }
    }

    @Nested
    class CorrelationDrivenContract extends StoppingCriterionContract {
        @Override
        protected StoppingCriterion createCriterion() {
            return new CorrelationDriven();
        }
    }

    @Nested
    class GrowingWindowContract extends StoppingCriterionContract {
        @Override
        protected StoppingCriterion createCriterion() {
            return StoppingCriteria.recommended();
        }
    }

    @Nested
    class RegretBoundContract extends StoppingCriterionContract {
        @Override
        protected StoppingCriterion createCriterion() {
            return new RegretBound();
        }
    }

    @Nested
    class CombinationContract extends StoppingCriterionContract {
        @Override
        protected StoppingCriterion createCriterion() {
            return StoppingCriteria.parse("(slope_equivalence|mann_kendall)&max_iterations:limit=30|prechelt_gl");
        }
    }
}
