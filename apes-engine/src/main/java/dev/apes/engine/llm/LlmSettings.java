package dev.apes.engine.llm;

import dev.apes.api.error.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What {@code -E} says. The key is none of it: that comes from the environment only.
 *
 * @param url the endpoint's base, before {@code /chat/completions}
 * @param model the model's name there
 * @param mode what the model is asked
 * @param temperature what is sent; empty to send none
 * @param structured how a JSON answer is asked for
 * @param newTokenLimit whether the limit is sent as {@code max_completion_tokens}, as OpenAI's newer models want it
 * @param judgePrompt the text of the question to a judge
 * @param calibration repeats of each made-up pair before the first judgement, 0 for none
 * @param votes at most so many pairs of calls for one judgement, or calls for one answer
 * @param scorer how answers are scored
 * @param answerTokens longest answer
 * @param limits budget
 * @param concurrency calls at a time
 * @param timeout for one call
 * @param retries after a failed call
 * @param dryRun whether no call is made
 * @param rewriter whether rules are carried out by the model
 */
record LlmSettings(
        String url,
        String model,
        Mode mode,
        OptionalDouble temperature,
        Structured structured,
        boolean newTokenLimit,
        String judgePrompt,
        int calibration,
        int votes,
        Scorer scorer,
        int answerTokens,
        Limits limits,
        int concurrency,
        Duration timeout,
        int retries,
        boolean dryRun,
        boolean rewriter) {
    static final List<String> OPTIONS = List.of(
            "url",
            "model",
            "mode",
            "temperature",
            "structured",
            "token-limit",
            "judge-prompt",
            "calibrate",
            "votes",
            "score",
            "answer-length",
            "max-calls",
            "max-tokens",
            "max-cost",
            "price-in",
            "price-out",
            "concurrency",
            "timeout",
            "retries",
            "dry-run",
            "rewriter");

    /** What the model is asked. */
    enum Mode {
        JUDGE,
        TASK
    }

    /** How a JSON answer is asked for. */
    enum Structured {
        SCHEMA,
        OBJECT,
        NONE
    }

    /** How answers are scored. */
    enum Scorer {
        AUTO,
        EXACT,
        F1,
        REGEX,
        SCHEMA,
        CONSTRAINTS
    }

    /**
     * What may be spent, each call's retries included; prices are for a million tokens.
     */
    record Limits(OptionalLong calls, OptionalLong tokens, OptionalDouble cost, double priceIn, double priceOut) {
        double cost(long in, long out) {
            return (in * priceIn + out * priceOut) / 1e6;
        }
    }

    static LlmSettings of(Map<String, String> options) {
        Reader r = new Reader(options);
        boolean dry = r.flag("dry-run");
        String rewriter = r.text("rewriter").orElse("template");
        if (!rewriter.equals("llm") && !rewriter.equals("template")) {
            throw bad("rewriter", rewriter, "llm or template");
        }
        Limits limits = new Limits(
                r.whole("max-calls", 1),
                r.whole("max-tokens", 1),
                r.real("max-cost", 0, 1e9),
                r.real("price-in", 0, 1e9).orElse(0),
                r.real("price-out", 0, 1e9).orElse(0));
        if (limits.cost().isPresent() && limits.priceIn() == 0 && limits.priceOut() == 0) {
            throw new InvalidInputException(
                    "-E max-cost", "needs prices: -E price-in=… -E price-out=…, for a million tokens");
        }
        Optional<String> temperature = r.text("temperature").filter(t -> !t.equals("default"));
        return new LlmSettings(
                url(r.needed("url", "e.g. http://localhost:11434/v1")),
                r.needed("model", "the model's name at that endpoint"),
                r.choice("mode", Mode.JUDGE),
                r.text("temperature").filter("default"::equals).isPresent()
                        ? OptionalDouble.empty()
                        : temperature.isPresent() ? r.real("temperature", 0, 2) : OptionalDouble.of(0),
                r.choice("structured", Structured.SCHEMA),
                r.text("token-limit").filter("new"::equals).isPresent(),
                r.text("judge-prompt").map(LlmSettings::file).orElseGet(JudgePrompt::standard),
                (int) r.whole("calibrate", 0, 20).orElse(3),
                (int) r.whole("votes", 1, 25).orElse(1),
                r.choice("score", Scorer.AUTO),
                (int) r.whole("answer-length", 1, 1_000_000).orElse(1024),
                limits,
                (int) r.whole("concurrency", 1, 256).orElse(4),
                Duration.ofMillis((long) (r.real("timeout", 0.001, 86_400).orElse(60) * 1000)),
                (int) r.whole("retries", 0, 50).orElse(5),
                dry,
                rewriter.equals("llm"));
    }

    private static String url(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!web || uri.getHost() == null) {
                throw new InvalidInputException("-E url", "must be an http or https address with a host");
            }
            if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
                throw new InvalidInputException(
                        "-E url",
                        "must hold neither user nor query, where a secret could be: the key comes from the environment"
                                + " variable APES_LLM_API_KEY or OPENAI_API_KEY");
            }
            return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        } catch (URISyntaxException e) {
            throw new InvalidInputException("-E url", "is not an address: " + e.getReason());
        }
    }

    private static String file(String name) {
        try {
            return JudgePrompt.checked(name, Files.readString(Path.of(name)));
        } catch (IOException | InvalidPathException e) {
            throw new InvalidInputException(
                    "-E judge-prompt=" + name,
                    "can't be read as UTF-8: " + e.getClass().getSimpleName());
        }
    }

    /** What decides an answer, and nothing else: a session goes on under other limits, and stored answers stay valid. */
    Map<String, String> identity() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("url", url);
        map.put("model", model);
        map.put("mode", mode.name().toLowerCase(Locale.ROOT));
        map.put("temperature", temperature.isPresent() ? String.valueOf(temperature.getAsDouble()) : "default");
        map.put("structured", structured.name().toLowerCase(Locale.ROOT));
        map.put("votes", String.valueOf(votes));
        map.put("answer-length", String.valueOf(answerTokens));
        if (mode == Mode.JUDGE) {
            map.put("judge-prompt", Digests.of(judgePrompt));
        } else {
            map.put("score", scorer.name().toLowerCase(Locale.ROOT));
        }
        if (rewriter) {
            map.put("rewriter", "llm");
        }
        if (dryRun) {
            map.put("dry-run", "true");
        }
        return map;
    }

    private static InvalidInputException bad(String option, String value, String wanted) {
        return new InvalidInputException("-E " + option + "=" + value, "must be " + wanted);
    }

    /** Reads options one by one. */
    private static final class Reader {
        private final Map<String, String> options;

        Reader(Map<String, String> options) {
            this.options = new TreeMap<>(options);
            for (String name : this.options.keySet()) {
                String lower = name.toLowerCase(Locale.ROOT);
                if (!OPTIONS.contains(name)) {
                    throw new InvalidInputException(
                            "-E " + name,
                            lower.contains("key") || lower.contains("token") || lower.contains("auth")
                                    ? "is not taken from the command line, where others can read it; set the environment"
                                            + " variable APES_LLM_API_KEY or OPENAI_API_KEY"
                                    : "is not an option of the evaluator 'llm'; it knows "
                                            + String.join(", ", OPTIONS));
                }
            }
        }

        Optional<String> text(String name) {
            return Optional.ofNullable(options.get(name)).map(String::strip).filter(v -> !v.isEmpty());
        }

        String needed(String name, String what) {
            return text(name)
                    .orElseThrow(
                            () -> new InvalidInputException("-E " + name, "is needed by the evaluator 'llm': " + what));
        }

        boolean flag(String name) {
            String value = text(name).orElse("false");
            if (!value.equals("true") && !value.equals("false")) {
                throw bad(name, value, "true or false");
            }
            return value.equals("true");
        }

        OptionalLong whole(String name, long least) {
            return whole(name, least, Long.MAX_VALUE);
        }

        OptionalLong whole(String name, long least, long most) {
            Optional<String> value = text(name);
            if (value.isEmpty()) {
                return OptionalLong.empty();
            }
            String wanted = most == Long.MAX_VALUE
                    ? "a whole number of at least " + least
                    : "a whole number from " + least + " to " + most;
            try {
                long number = Long.parseLong(value.get());
                if (number >= least && number <= most) {
                    return OptionalLong.of(number);
                }
            } catch (NumberFormatException e) {
                throw bad(name, value.get(), wanted);
            }
            throw bad(name, value.get(), wanted);
        }

        OptionalDouble real(String name, double least, double most) {
            Optional<String> value = text(name);
            if (value.isEmpty()) {
                return OptionalDouble.empty();
            }
            double number;
            try {
                number = Double.parseDouble(value.get());
            } catch (NumberFormatException e) {
                number = Double.NaN;
            }
            if (!(number >= least && number <= most)) {
                throw bad(name, value.get(), "a number from " + least + " to " + most);
            }
            return OptionalDouble.of(number);
        }

        <E extends Enum<E>> E choice(String name, E standard) {
            String value = text(name).orElse(standard.name());
            E[] all = standard.getDeclaringClass().getEnumConstants();
            return Arrays.stream(all)
                    .filter(e -> e.name().equalsIgnoreCase(value))
                    .findFirst()
                    .orElseThrow(() -> bad(
                            name,
                            value,
                            "one of "
                                    + String.join(
                                            ", ",
                                            Arrays.stream(all)
                                                    .map(e -> e.name().toLowerCase(Locale.ROOT))
                                                    .toList())));
        }
    }
}
