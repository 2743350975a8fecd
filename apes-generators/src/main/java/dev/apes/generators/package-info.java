/** Table synthesisers, each found by name through {@code SyntheticGenerator}. Packages below this one are internal. */
package dev.apes.generators;
