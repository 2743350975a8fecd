/** The phases of initialisation. Internal: may change in any release. */
package dev.apes.engine.init;
