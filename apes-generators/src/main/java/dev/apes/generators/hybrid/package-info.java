/** Several methods, each used as far as it has earned it. */
package dev.apes.generators.hybrid;
