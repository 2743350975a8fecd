package dev.apes.engine.workflow;

import dev.apes.api.store.SessionStore;
import dev.apes.engine.corpus.PromptSource;
import dev.apes.engine.plugin.PluginRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What all sessions of an engine share.
 *
 * @param plugins what is installed
 * @param gapAnalyzer name of the gap analyzer in use
 * @param store where sessions are kept
 * @param clock by which durations are measured
 * @param prompts generates and splits prompts
 * @param host lends the threads that sessions run on; without one they have their own
 */
public record EngineParts(
        PluginRegistry plugins,
        String gapAnalyzer,
        SessionStore store,
        Clock clock,
        PromptSource prompts,
        Optional<Executor> host) {}
