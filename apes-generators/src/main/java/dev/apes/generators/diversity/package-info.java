/** Internal: rows unlike those already there, yet plausible under the learnt density. */
package dev.apes.generators.diversity;
