/** Typed errors under one root, {@link dev.apes.api.error.ApesException}. */
package dev.apes.api.error;
