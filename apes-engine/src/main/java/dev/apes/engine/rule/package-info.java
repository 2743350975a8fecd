/**
 * The six rules. Each decides by the user's own words ({@code Layout.core()}), understood by {@code Reading}, and adds only what is made
 * of these words. Word lists and wordings are resources of this package; rubric and corpus have their own.
 *
 * <p>Internal to apes-engine, but for the rules themselves, which are found as services.
 */
package dev.apes.engine.rule;
