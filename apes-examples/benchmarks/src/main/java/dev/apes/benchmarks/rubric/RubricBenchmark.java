package dev.apes.benchmarks.rubric;

import dev.apes.api.Prompt;
import dev.apes.api.evaluation.Evaluation;
import dev.apes.api.evaluation.EvaluationContext;
import dev.apes.api.evaluation.EvaluationRequest;
import dev.apes.engine.rubric.RubricEvaluator;
import dev.apes.engine.text.PromptFeatures;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Evaluations of a 50-word version of a 52-word original, both taken apart from their characters on, features included, on one
 * thread. Promised: 20,000 a second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RubricBenchmark {
    private static final int BATCH = 64;
    private static final String ORIGINAL =
            "Write an article about the history of coffee for a general audience and include some dates. Mention a few countries "
                    + "and explain why coffee houses were important in London, keep it not too long, use a friendly tone and avoid lists of names, please. "
                    + "Thanks a lot for your help with this one!";
    private static final String VERSION =
            "Write a short article about the history of coffee for a general audience. Include three key dates, mention at least "
                    + "two coffee-growing countries, and explain why coffee houses mattered in London during the 17th century. Keep it under 400 words, use a "
                    + "friendly tone, and avoid long lists of names.";

    private final RubricEvaluator rubric = new RubricEvaluator();
    private final EvaluationContext context = EvaluationContext.of(1);
    private final List<EvaluationRequest> differentOriginals = IntStream.range(0, BATCH)
            .mapToObj(i -> new EvaluationRequest(VERSION, Prompt.of("p" + i, ORIGINAL + " " + i), 0))
            .toList();
    private final Prompt prompt = Prompt.of("p", ORIGINAL);
    private final List<EvaluationRequest> sameOriginal = IntStream.range(0, BATCH)
            .mapToObj(i -> new EvaluationRequest(VERSION, prompt, i))
            .toList();

    /** Created by JMH. */
    public RubricBenchmark() {}

    /** {@return the evaluations of versions of different prompts: each original is analysed anew} */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<Evaluation> versionsOfDifferentOriginals() {
        // an evaluator remembers the originals it has seen
        return new RubricEvaluator().evaluate(differentOriginals, context);
    }

    /** {@return the evaluations of versions of one prompt, which is analysed once} */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<Evaluation> versionsOfOneOriginal() {
        return rubric.evaluate(sameOriginal, context);
    }

    /** {@return the features of the version alone} */
    @Benchmark
    public PromptFeatures featuresAlone() {
        return PromptFeatures.of(VERSION);
    }
}
