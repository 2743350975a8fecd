/** The training loop, one file per step. Internal: may change in any release. */
package dev.apes.engine.workflow;
