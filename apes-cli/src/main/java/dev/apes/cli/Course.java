package dev.apes.cli;

import dev.apes.api.TrainingRequest;
import dev.apes.api.store.SessionRecord;
import java.util.Optional;

/**
 * What a training is to do.
 *
 * @param request what to train
 * @param continued the session that goes on, if it is not a new one
 */
record Course(TrainingRequest request, Optional<SessionRecord> continued) {
    static Course afresh(TrainingRequest request) {
        return new Course(request, Optional.empty());
    }
}
