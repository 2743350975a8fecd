/**
 * The offline evaluator "rubric": a deterministic, faceted score of a prompt as a version of an original.
 *
 * <p>It is a proxy for what people and models prefer, fitted on few weak labels. It shares no word list with rules or corpus and
 * imports neither. Everything that can earn is measured against the original at hand: an addition counts only for new, specific
 * words in clauses tied to this prompt's own subject.
 *
 * <p>Internal to apes-engine but for {@link dev.apes.engine.rubric.RubricEvaluator}.
 */
package dev.apes.engine.rubric;
