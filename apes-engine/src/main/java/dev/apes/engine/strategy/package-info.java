/** Chooses why and what to generate. Internal: may change in any release. */
package dev.apes.engine.strategy;
