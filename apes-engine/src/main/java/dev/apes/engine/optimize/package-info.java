/**
 * Optimisation of mixed settings in a few dozen evaluations. {@link dev.apes.engine.optimize.MixedOptimizer} is usable alone, by
 * ask and tell; {@link dev.apes.engine.optimize.SettingSearch} races its proposals over training prompts.
 */
package dev.apes.engine.optimize;
