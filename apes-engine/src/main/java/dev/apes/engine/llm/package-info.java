/**
 * The evaluator {@code "llm"} and the rewriter: whatever speaks the protocol of OpenAI's chat endpoint judges prompts, answers them,
 * or carries rules out. Only {@link dev.apes.engine.llm.OpenAiChat} knows the client library, so that everything else loads without it.
 */
package dev.apes.engine.llm;
