/** The method {@code diffusion}: denoising diffusion for tables, TabDDPM. Internal: may change in any release. */
package dev.apes.generators.diffusion;
