/**
 * The evaluator that learns from what people made of enhanced prompts, corrected for which rules were shown to whom. Internal: may
 * change in any release.
 */
package dev.apes.engine.feedback;
