/** The method {@code gan}: a conditional generative adversarial network for tables, CTGAN. Internal: may change in any release. */
package dev.apes.generators.gan;
