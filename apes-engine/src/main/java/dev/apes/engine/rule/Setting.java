package dev.apes.engine.rule;

import dev.apes.engine.text.Material;
import dev.apes.engine.text.PromptText;
import java.util.List;
import java.util.Locale;

/** Recognises prompts that set up a role-play or a conversation: what is open in them is for the conversation to settle. */
final class Setting {
    private static final int BEGINNING = 300;
    private static final List<String> SCENE = List.of(
            "role-play",
            "role play",
            "roleplay",
            "pretend ",
            "let's play",
            "lets play",
            "in character",
            "from now on",
            "text adventure",
            "imagine you",
            "imagine that you",
            "i want you to act as",
            "i want you to be ",
            "let's chat",
            "lets chat",
            "you will act as",
            "wait for my");
    private static final List<String> REMARK = List.of(
            "i am a large language model",
            "as an ai ",
            "i am an ai",
            "i'm an ai",
            "thank you",
            "thanks",
            "hello",
            "hi ");

    private Setting() {}

    /** {@return whether the text sets a scene, or is a remark without a request of its own} */
    static boolean of(PromptText text, Material material) {
        String all = text.text();
        int end = material.present() ? Math.min(all.length(), material.start()) : all.length();
        String lower = all.substring(0, Math.min(end, BEGINNING)).strip().toLowerCase(Locale.ROOT);
        for (String scene : SCENE) {
            if (lower.contains(scene)) {
                return true;
            }
        }
        for (String remark : REMARK) {
            if (lower.startsWith(remark) && text.sentenceCount() == 1 && text.tokenCount() < 12) {
                return true;
            }
        }
        return lower.startsWith("i am a large language model") || lower.startsWith("as an ai ");
    }
}
