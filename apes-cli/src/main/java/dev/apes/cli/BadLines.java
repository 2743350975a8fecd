package dev.apes.cli;

import dev.apes.cli.input.PromptFile;

/** Tells a person which lines of a prompt file were not used. */
final class BadLines {
    private BadLines() {}

    static void tell(PromptFile file, Streams streams) {
        if (file.badLines() > 0) {
            streams.say(file.source() + ": " + file.badLines() + " of " + file.lines() + " lines can't be used:");
            for (PromptFile.BadLine bad : file.named()) {
                streams.say("  " + file.source() + ":" + bad.line() + ": " + bad.problem());
            }
            int more = file.badLines() - file.named().size();
            streams.say((more > 0 ? "  and " + more + " more; " : "  ") + "--strict would refuse the file");
        }
        if (file.renamedIds() > 0) {
            streams.say(file.source() + ": " + file.renamedIds()
                    + " prompts had an id that an earlier one has; they got #2, #3, … behind it");
        }
    }
}
