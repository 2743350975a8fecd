/** A small service: enhances prompts at run time, and trains in the background while it does. */
package dev.apes.spring.demo;
