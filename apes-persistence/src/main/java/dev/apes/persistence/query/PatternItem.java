package dev.apes.persistence.query;

import dev.apes.api.SessionId;
import dev.apes.api.store.PatternRecord;
import java.time.LocalDateTime;

/**
 * A pattern and whose it is.
 *
 * @param id number of its row, ascending with time
 * @param session which found it
 * @param words its conditions in words
 * @param pattern rule, parameters, conditions, support and lift with its interval
 * @param foundAt when, by the clock of the database's time zone
 */
public record PatternItem(long id, SessionId session, String words, PatternRecord pattern, LocalDateTime foundAt) {}
