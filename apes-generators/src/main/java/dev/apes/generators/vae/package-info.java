/** The method {@code vae}: a variational autoencoder for tables, TVAE. Internal: may change in any release. */
package dev.apes.generators.vae;
