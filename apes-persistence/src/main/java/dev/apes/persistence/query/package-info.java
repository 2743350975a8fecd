/**
 * What a person wants to see of the database, by plain JDBC. Internal: may change in any release.
 *
 * <p>Which index serves which question, and what PostgreSQL 17 read for it in a database of 10,000 sessions, 1,000,000 iterations and
 * 10,000,000 measurements ({@code EXPLAIN (ANALYZE, BUFFERS)}; {@code SeedDatabase} in {@code apes-examples} makes such a one, and {@code
 * AnalyticsPlansTest} there sees to it that none of them reads a large table from end to end):
 *
 * <table>
 *   <caption>Plans</caption>
 *   <tr><th>question</th><th>plan</th><th>pages of 8 kB, time of the backend</th></tr>
 *   <tr><td>a page of sessions</td><td>{@code idx_improvement_sessions_newest}, the index alone, for ids; rows, figures and source by
 *       primary key</td><td>170, 1.3 ms for 25, parsing included</td></tr>
 *   <tr><td>a search in vain</td><td>the same index from end to end, it includes what is searched</td><td>207, 5.5 ms; grows with the
 *       number of sessions</td></tr>
 *   <tr><td>key figures</td><td>{@code training_session_figures}, one narrow row a session, by {@code idx_training_session_figures_begun}
 *       where the window is a small part of them, else from end to end</td><td>277 for all, 5 ms; grows likewise</td></tr>
 *   <tr><td>rules, how they did lately</td><td>{@code idx_rule_performance_recent}, the index alone, 5,000 entries a rule; before it there
 *       was, the newest rows of all rules were read six times and every promotion that ever was: 36,000 pages, 78 ms</td><td>4.8 ms</td></tr>
 *   <tr><td>spread of a rule's measurements</td><td>the same index; counted in the database</td><td>2.3 ms</td></tr>
 *   <tr><td>course, iterations</td><td>{@code uq_training_iterations_session_iteration}</td><td>0.5 ms</td></tr>
 *   <tr><td>strategies of the newest 200 iterations</td><td>{@code idx_training_iterations_created_at} backwards, the iteration before each
 *       by {@code uq_training_iterations_session_iteration}, its method by {@code uq_generation_method_performance_iteration}</td><td>1,460,
 *       1.8 ms</td></tr>
 *   <tr><td>two sessions held against each other</td><td>{@code idx_rule_performance_session}</td><td>150 each, 6.5 ms</td></tr>
 *   <tr><td>changes, patterns, generation, alerts, prompts</td><td>see the classes; never more rows than the page has</td><td>below
 *       0.8 ms</td></tr>
 * </table>
 */
package dev.apes.persistence.query;
