package dev.apes.cli.dashboard.api;

import dev.apes.persistence.query.AlertRow;
import dev.apes.persistence.query.Kpi;
import dev.apes.persistence.query.ParameterChange;
import dev.apes.persistence.query.SessionItem;
import java.util.List;

/**
 * All that the first page shows, in one answer.
 *
 * @param days length of the window of the key figures
 * @param kpis the five
 * @param active sessions at work, newest first, 20 at most
 * @param recent the newest sessions, whatever became of them, 12 at most
 * @param alerts those that go on, newest first, 20 at most
 * @param changes the newest changes of parameters, 8 at most
 * @param feed how the server learns of commits: {@code listening}, {@code polling} or {@code away}
 */
record Overview(
        int days,
        List<Kpi> kpis,
        List<SessionItem> active,
        List<SessionItem> recent,
        List<AlertRow> alerts,
        List<ParameterChange> changes,
        String feed) {}
