/** Gap analysis against targets. Internal: may change in any release. */
package dev.apes.engine.gap;
