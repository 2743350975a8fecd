/**
 * Statistics of finished and running trainings: trends, plateaus, anomalies, seasons, velocity, what strategies bought, distributions,
 * comparisons and alerts. Pure functions of numbers: no database, no clock, no random numbers. All are safe for many threads.
 *
 * <p>Iterations of one session follow from each other, so that intervals and p-values over them, which take values as independent, are
 * too optimistic where the noise of one carries over into the next; the holdout's paired interval in a session's report is not.
 */
package dev.apes.engine.analytics;
