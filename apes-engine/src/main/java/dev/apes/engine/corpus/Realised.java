package dev.apes.engine.corpus;

import dev.apes.api.Prompt;

/**
 * A prompt written to a wanted feature row. Its metadata are those of {@link CorpusMetadata}; labels and features for training
 * are to be measured on its text, not taken from the row.
 *
 * @param prompt the prompt
 * @param distance how far its measured features are from those wanted, see {@link Realiser#distance}
 */
public record Realised(Prompt prompt, double distance) {}
