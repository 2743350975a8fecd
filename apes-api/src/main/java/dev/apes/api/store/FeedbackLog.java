package dev.apes.api.store;

import dev.apes.api.Checks;
import java.util.List;
import java.util.Objects;

/**
 * What people made of enhanced prompts, as a store has it. What APES measured itself while training is not in it.
 *
 * @param ratings ratings of enhanced prompts, by ascending number
 * @param outcomes scores of single applications of rules in use, by ascending number
 */
public record FeedbackLog(List<Rating> ratings, List<Outcome> outcomes) {
    /** Nobody has said anything. */
    public static final FeedbackLog EMPTY = new FeedbackLog(List.of(), List.of());

    /** Copies. */
    public FeedbackLog {
        ratings = List.copyOf(ratings);
        outcomes = List.copyOf(outcomes);
    }

    /**
     * A person's rating of an enhanced prompt.
     *
     * @param number grows with every rating stored, at least 1
     * @param original the prompt as it was
     * @param improved what it was made of it; may equal {@code original}
     * @param stars 1 to 5, 5 is best
     * @param rules ids of the rules applied, in the order stored, possibly none
     */
    public record Rating(long number, String original, String improved, int stars, List<String> rules) {
        /** Validates and copies. */
        public Rating {
            Checks.atLeast(number, 1, "number of a rating");
            Checks.notBlank(original, "original prompt of rating " + number);
            Checks.notBlank(improved, "improved prompt of rating " + number);
            Checks.inRange(stars, 1, 5, "stars of rating " + number);
            rules = List.copyOf(rules);
        }
    }

    /**
     * The improvement score of one application of a rule that somebody else than the trainer stored.
     *
     * @param number grows with every outcome stored, at least 1
     * @param ruleId the rule
     * @param promptType kind of the prompt, blank if unknown
     * @param improvementScore in [0, 1], 0.5 is no effect
     */
    public record Outcome(long number, String ruleId, String promptType, double improvementScore) {
        /** Validates. */
        public Outcome {
            Checks.atLeast(number, 1, "number of an outcome");
            Checks.notBlank(ruleId, "rule id of outcome " + number);
            Objects.requireNonNull(promptType, "promptType");
            Checks.inRange(improvementScore, 0, 1, "improvement score of outcome " + number);
        }
    }

    /**
     * Up to where a log is read, so that the same log can be read again after more has come in.
     *
     * @param rating the last rating's number, at least 0
     * @param outcome the last outcome's number, at least 0
     */
    public record Mark(long rating, long outcome) {
        /** Everything there is. */
        public static final Mark NOW = new Mark(Long.MAX_VALUE, Long.MAX_VALUE);

        /** Validates. */
        public Mark {
            Checks.atLeast(rating, 0, "rating of a mark");
            Checks.atLeast(outcome, 0, "outcome of a mark");
        }
    }

    /** {@return the mark behind the last entries of this log} */
    public Mark mark() {
        return new Mark(
                ratings.isEmpty() ? 0 : ratings.get(ratings.size() - 1).number(),
                outcomes.isEmpty() ? 0 : outcomes.get(outcomes.size() - 1).number());
    }

    /**
     * @param until what comes later is left out
     * @param limit how many ratings, and how many outcomes, to keep at most, at least 1; the newest are kept
     * @return that part of this log
     */
    public FeedbackLog until(Mark until, int limit) {
        Checks.atLeast(limit, 1, "limit");
        List<Rating> some =
                ratings.stream().filter(r -> r.number() <= until.rating()).toList();
        List<Outcome> others =
                outcomes.stream().filter(o -> o.number() <= until.outcome()).toList();
        return new FeedbackLog(
                some.subList(Math.max(0, some.size() - limit), some.size()),
                others.subList(Math.max(0, others.size() - limit), others.size()));
    }
}
