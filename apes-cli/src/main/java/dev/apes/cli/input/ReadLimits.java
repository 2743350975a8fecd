package dev.apes.cli.input;

/**
 * How much of a prompt file is held in memory.
 *
 * @param lineBytes longest line, and longest CSV record in characters; longer ones are bad lines
 * @param prompts most prompts of a file
 * @param totalChars most characters of all prompts and their fields together
 */
record ReadLimits(int lineBytes, int prompts, long totalChars) {
    /** 1 MiB a line, 200,000 prompts, 32 Mi characters: fits the 448 MiB heap of the launcher beside the training itself. */
    static final ReadLimits DEFAULT = new ReadLimits(1 << 20, 200_000, 32L << 20);
}
