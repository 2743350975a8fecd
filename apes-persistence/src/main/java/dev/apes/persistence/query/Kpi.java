package dev.apes.persistence.query;

import java.util.OptionalDouble;

/**
 * One key figure. All are computed over the sessions that began in the window, by table {@code training_session_figures}; see {@link Kpis}
 * for formula, unit and undefined case of each.
 *
 * @param name {@code performance_score}, {@code improvement_velocity}, {@code efficiency_rating}, {@code success_rate} or {@code
 *     active_sessions}
 * @param label what people call it
 * @param unit of the value
 * @param value empty where it is undefined
 * @param before its value over the window of equal length before; empty where undefined or meaningless
 * @param sessions how many sessions it rests on
 * @param formula how it is computed, in words
 * @param undefined when it has no value, in words
 */
public record Kpi(
        String name,
        String label,
        String unit,
        OptionalDouble value,
        OptionalDouble before,
        int sessions,
        String formula,
        String undefined) {}
