/** Tests that hold the house in shape: who may see whom, what a library must not do, which words must stay apart. */
package dev.apes.architecture;
