/** Small programs that show one use of APES each; every one of them also runs as a test. */
package dev.apes.examples;
