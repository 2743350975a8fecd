/**
 * The starting corpus and its grammar, the realiser that turns feature rows into texts, splits without leaks and the
 * checks on generated prompts. Internal to the engine. Shares no word list with rules and rubric.
 */
package dev.apes.engine.corpus;
