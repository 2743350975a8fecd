/** How fast the effectiveness model learns, and how honest its intervals are. */
package dev.apes.benchmarks.model;
