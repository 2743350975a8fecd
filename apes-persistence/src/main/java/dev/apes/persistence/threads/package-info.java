/** Where a store works beside its callers. Internal. */
package dev.apes.persistence.threads;
