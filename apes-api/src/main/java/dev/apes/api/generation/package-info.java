/** Typed tables and the synthesisers that are fitted to them. */
package dev.apes.api.generation;
