/**
 * The promotion gate: the statistical test a candidate must pass before its parameters come into force. Internal.
 *
 * <p>Start at {@link dev.apes.engine.promotion.PromotionGate}, which also holds the derivation of its error bound.
 */
package dev.apes.engine.promotion;
