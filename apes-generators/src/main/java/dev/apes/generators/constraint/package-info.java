/** Makes any method keep constraints. */
package dev.apes.generators.constraint;
