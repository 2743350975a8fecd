/** Internal: interpolation between neighbouring rows. It knows nothing of the joint distribution beyond the rows themselves. */
package dev.apes.generators.smote;
