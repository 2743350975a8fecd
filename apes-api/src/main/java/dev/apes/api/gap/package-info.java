/** Gap analysis: what lies below target, how far, and what of it is attainable. */
package dev.apes.api.gap;
