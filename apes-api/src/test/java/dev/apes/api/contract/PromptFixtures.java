package dev.apes.api.contract;

import dev.apes.api.Prompt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prompts for contract tests: ordinary ones, ones with spans that must survive, and ones meant to break naive text handling. */
final class PromptFixtures {
    private PromptFixtures() {}

    /** {@return prompts of several domains, lengths and degrees of care} */
    static List<Prompt> ordinary() {
        return List.of(
                Prompt.of("short", "Write something about dogs."),
                Prompt.of("vague", "Make this stuff better and fix some things, maybe add a few nice details etc."),
                Prompt.of("factual", "What is the capital of Portugal?"),
                Prompt.of(
                        "maths",
                        "A train leaves at 9:40 and travels 210 km at 84 km/h, waits 25 minutes, then returns at 70 km/h."
                                + " Work out when it is back and how long each leg took."),
                Prompt.of(
                        "code",
                        "Please could you maybe write a Python function that merges two sorted lists, and explain its"
                                + " complexity? It should handle empty lists and return a new list."),
                Prompt.of(
                        "long_sentence",
                        "I would like you to look at our onboarding emails, which were written by several people over the"
                                + " years and which nobody has really looked at since, and tell me what is wrong with them and"
                                + " how we could perhaps make them shorter and friendlier, while keeping in mind that legal has"
                                + " to approve whatever we send and that our customers are mostly small bakeries."),
                Prompt.of(
                        "parts",
                        "Summarise the article below for a newsletter.\n\nContext: our readers are gardeners.\n\nArticle:\n"
                                + "Compost needs air. Turn the heap every two weeks.\n\nFormat: three bullet points, at most 60"
                                + " words."),
                Prompt.of(
                        "legal",
                        "Explain the difference between a lease and a licence for a small shop owner in England."),
                withExamples(),
                new Prompt(
                        "context",
                        "Answer the customer's question politely.",
                        Optional.of("customer support"),
                        Optional.of("Customer: my order 1182 arrived with a cracked lid. Can I get a new one?"),
                        List.of(),
                        Optional.of("Apologise and offer a replacement."),
                        Map.of("source", "contract")));
    }

    private static Prompt withExamples() {
        return new Prompt(
                "examples",
                "Classify the sentiment of the review.\n\nReview: The hinge broke after two days, yet support was kind.",
                Optional.of("classification"),
                Optional.empty(),
                List.of(
                        new Prompt.Example("Lovely soup, will come again.", "positive"),
                        new Prompt.Example("The tent leaked on the first night.", "negative"),
                        new Prompt.Example("It is a spoon. It works.", "neutral"),
                        new Prompt.Example("Lovely soup, would come again!", "positive"),
                        new Prompt.Example("Screen is bright but the fan howls.", "mixed"),
                        new Prompt.Example("Refund took six weeks.", "negative")),
                Optional.empty(),
                Map.of());
    }

    /** {@return by prompt, the spans that no rule may touch} */
    static Map<Prompt, List<String>> withProtectedSpans() {
        Map<Prompt, List<String>> spans = new LinkedHashMap<>();
        protect(
                spans,
                "fence",
                "Maybe fix this stuff please, it basically fails somehow:\n```java\nint  very = 1; // maybe   basically\n```\nThanks.",
                "```java\nint  very = 1; // maybe   basically\n```");
        protect(
                spans,
                "inline_code",
                "Explain what `very  basically()` does and make it kind of better.",
                "`very  basically()`");
        protect(
                spans,
                "quote",
                "Translate the sentence \"I think it is basically, maybe, very nice stuff\" into Spanish and say something about it.",
                "\"I think it is basically, maybe, very nice stuff\"");
        protect(
                spans,
                "urls_and_numbers",
                "Summarise https://example.org/a?maybe=1&stuff=2#x in 3.5 paragraphs, 1,250 words at most, before 2024-02-30,"
                        + " and keep 42 % of the quotes.",
                "https://example.org/a?maybe=1&stuff=2#x",
                "3.5",
                "1,250",
                "2024-02-30",
                "42 %");
        protect(
                spans,
                "tags",
                "Do something good with <notes kind=\"maybe\">some stuff, etc.</notes> and the rest.",
                "<notes kind=\"maybe\">some stuff, etc.</notes>");
        protect(
                spans,
                "languages",
                "Make this nicer: «Может быть, это довольно хорошая вещь.» and 多分これはかなり良いものです。 and رُبَّما هذا شيءٌ جيّد.",
                "«Может быть, это довольно хорошая вещь.»",
                "多分これはかなり良いものです。",
                "رُبَّما هذا شيءٌ جيّد.");
        return spans;
    }

    private static void protect(Map<Prompt, List<String>> spans, String id, String text, String... kept) {
        spans.put(Prompt.of(id, text), List.of(kept));
    }

    /** {@return well-formed and ill-formed Unicode, odd sizes and unbalanced markup} */
    static List<Prompt> hostile() {
        return List.of(
                Prompt.of("one_letter", "x"),
                Prompt.of("one_mark", "?"),
                Prompt.of("punctuation", "... !!! ??? --- ;;; ((( ]]]"),
                Prompt.of("emoji", "👩‍👩‍👧‍👦🏳️‍🌈🇵🇹 describe 🫠 please 👍🏽"),
                Prompt.of("rtl", "\u202Eاكتب قصة قصيرة عن البحر\u202C ثم لخّصها."),
                Prompt.of("combining", "e\u0301\u0301\u0301\u0301 Z\u0351\u036B\u0343 write it"),
                Prompt.of("lone_high_surrogate", "write \uD83D about it"),
                Prompt.of("lone_low_surrogate", "\uDE00 write about it"),
                Prompt.of("control", "write\u0001\u0007\u001B[31m a\u2028poem\u2029 now\u0085\u00A0"),
                Prompt.of("line_ends", "First line\r\nsecond line\rthird line\n\n\n\nlast"),
                Prompt.of("replacement_signs", "Replace $1 and \\2 and ${name} and %s and {0} with \\E\\Q values."),
                Prompt.of("open_fence", "Explain:\n```python\nprint('maybe')\nand more"),
                Prompt.of("open_tags", "Explain <b><i>this</b> </i> < > << </ and <never closed"),
                Prompt.of("open_quote", "Explain \"this and 'that and `more"),
                Prompt.of("list", "- one\n  - two\n* three\n1. four\n2) five\n# head\n| a | b |\n|---|---|\n| 1 | 2 |"),
                Prompt.of("one_huge_word", "a".repeat(20_000)),
                Prompt.of("one_huge_sentence", "and then maybe something else ".repeat(1_500) + "."),
                Prompt.of("many_lines", "Do this thing.\n".repeat(2_000)),
                Prompt.of("deep", "<a>".repeat(500) + "x" + "</a>".repeat(500)),
                Prompt.of("brackets", "(".repeat(3_000) + "x" + ")".repeat(3_000)));
    }

    /** {@return 60 prompts, no two of which share more than half of their words} */
    static List<Prompt> varied() {
        String[] tasks = {
            "Summarise in plain words %s, because a new colleague has to present it on Monday.",
            "Explain %s? I keep getting it wrong and do not know why.",
            "Could you maybe write something nice about %s for our village newsletter, and so on.",
            "Compare two ways of handling %s in a table with costs, risks and effort.",
            "Draft a short reply to a customer who complained on the phone regarding %s.",
            "You are reviewing %s. List every mistake, most serious first, with a suggested fix."
        };
        String[] topics = {
            "the lease of a bakery that shares its oven with a neighbour",
            "how sourdough yeast reacts when nights turn cold",
            "refunds for concert tickets after a cancelled tour",
            "sorting ten million log lines on a small laptop",
            "membership fees of a climbing gym with unused guest passes",
            "an onion soup recipe scaled from four to ninety plates",
            "castling rules that confuse beginners at school tournaments",
            "night bus timetables around the harbour during festivals",
            "rain poems translated from Galician without losing metre",
            "groundwater measurements taken near an abandoned quarry"
        };
        List<Prompt> prompts = new ArrayList<>();
        for (int i = 0; i < tasks.length * topics.length; i++) {
            String text = tasks[i % tasks.length].formatted(topics[i / tasks.length]);
            prompts.add(Prompt.of("varied-" + i, text));
        }
        return prompts;
    }
}
