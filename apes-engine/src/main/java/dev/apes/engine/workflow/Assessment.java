package dev.apes.engine.workflow;

import dev.apes.api.metrics.PerformanceMetrics;
import dev.apes.api.metrics.RulePerformance;
import java.util.List;

/**
 * What step 1 measured.
 *
 * @param training each rule on training prompts
 * @param validation each rule on validation prompts
 * @param trainingRules performance per rule on training prompts, in rule order
 * @param validationRules performance per rule on validation prompts, in rule order
 * @param trainingMetrics what gap analysis and strategy read
 * @param validationMetrics what is reported and stops the session
 */
record Assessment(
        SideMeasurement training,
        SideMeasurement validation,
        List<RulePerformance> trainingRules,
        List<RulePerformance> validationRules,
        PerformanceMetrics trainingMetrics,
        PerformanceMetrics validationMetrics) {}
