/** The training engine: entry point and builder. Packages below this one are internal. */
package dev.apes.engine;
