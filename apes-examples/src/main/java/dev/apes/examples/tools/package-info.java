/** Small command-line tools that let anyone check APES; each documents its command. */
package dev.apes.examples.tools;
