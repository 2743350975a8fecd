/** Evaluators that score a text as a version of an original prompt. */
package dev.apes.api.evaluation;
