/**
 * What a prompt is made of: tokens, sentences, lines, spans that must stay as they are, and a fixed vector of features.
 *
 * <p>Everything here is a linear pass over the characters, without regular expressions and without recursion, so any string is
 * safe: empty, a megabyte on one line, control characters, unpaired surrogates. All public types are immutable and thread-safe.
 * The word lists under {@code dev/apes/engine/text} are neutral (function words, task verbs, domain vocabulary); judgements
 * about quality belong to the packages that judge.
 *
 * <p>Internal to apes-engine: rules, rubric, corpus and models use it; users of the library do not.
 */
package dev.apes.engine.text;
