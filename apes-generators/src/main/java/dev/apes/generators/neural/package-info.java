/**
 * What the neural methods share: layers with hand-written derivatives, Adam, the table's code, and a training loop that can be
 * left and taken up again without a trace. Pure Java on purpose: the networks of tabular synthesis are small, a matrix product that
 * the JIT compiler vectorises reaches about two thirds of what PyTorch's native library does on them (30 against 50 GFLOP/s on one
 * core), and in return there is no 112 MB of native code, no engine to start, no memory outside the heap, and the same bits on
 * every machine and any number of threads. Internal: may change in any release.
 */
package dev.apes.generators.neural;
