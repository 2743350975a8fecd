/**
 * The effectiveness model: what a rule with given parameters is expected to gain on a prompt, how sure that is, and how good the
 * model is at it.
 */
package dev.apes.engine.model;
