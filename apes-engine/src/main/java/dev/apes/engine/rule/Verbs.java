package dev.apes.engine.rule;

import java.util.Map;

/** Regular inflection of English verbs. */
final class Verbs {
    private static final Map<String, String> IRREGULAR_S =
            Map.of("be", "is", "have", "has", "do", "does", "go", "goes");
    private static final String VOWELS = "aeiou";
    private static final String DOUBLED =
            " plan run set get put cut dig swim jog shop trim begin stop drop map plot scan wrap knit zip control refer prefer transfer submit permit commit log tag chat pin hit win "
                    + "spin strip step ship drag plug sit fit split quit flip hop rip ";

    private Verbs() {}

    /** "remove" to "removes". */
    static String thirdPerson(String verb) {
        String irregular = IRREGULAR_S.get(verb);
        if (irregular != null) {
            return irregular;
        }
        if (verb.endsWith("y") && verb.length() > 1 && VOWELS.indexOf(verb.charAt(verb.length() - 2)) < 0) {
            return verb.substring(0, verb.length() - 1) + "ies";
        }
        boolean sibilant = verb.endsWith("s")
                || verb.endsWith("x")
                || verb.endsWith("z")
                || verb.endsWith("ch")
                || verb.endsWith("sh")
                || verb.endsWith("o");
        return verb + (sibilant ? "es" : "s");
    }

    /** "make" to "making". */
    static String gerund(String verb) {
        if (verb.endsWith("ing") && verb.length() > 5) {
            return verb;
        }
        if (verb.endsWith("ie")) {
            return verb.substring(0, verb.length() - 2) + "ying";
        }
        if (verb.endsWith("e") && !verb.endsWith("ee") && !verb.equals("be") && !verb.endsWith("ye")) {
            return verb.substring(0, verb.length() - 1) + "ing";
        }
        if (DOUBLED.contains(" " + verb + " ")) {
            return verb + verb.charAt(verb.length() - 1) + "ing";
        }
        return verb + "ing";
    }
}
