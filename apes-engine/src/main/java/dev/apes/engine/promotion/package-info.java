/**
 * The promotion gate: the statistical test a candidate must pass before its parameters come into force. Internal.
 *
 * <p>In short: test k on a data set gets a level α_k fixed beforehand ({@link dev.apes.engine.promotion.AlphaSpending}), Σ α_k = 0.05 over all sessions
 * for ever. Candidates are proposed from training prompts alone, so until something is promoted, candidate k is one fixed candidate whatever
 * the validation prompts are; a candidate of no true gain passes with probability at most α_k ({@link dev.apes.engine.promotion.GainTest}, valid
 * for skewed and heavy-tailed differences); and by Boole's inequality any false promotion has probability at most Σ α_k. Power is the other
 * side: level 0.0015 for each of the first 30 tests leaves 84 % at 0.2 standard deviations and 400 differing prompts, and a candidate that can't be shown
 * ({@link dev.apes.engine.promotion.PowerCheck}) is not tested and spends nothing. {@link dev.apes.engine.promotion.PromotionGate} holds the
 * derivation step by step, with what it assumes and where it is only simulated.
 */
package dev.apes.engine.promotion;
