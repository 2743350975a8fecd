/** Prompt rules, their parameters and constraints. */
package dev.apes.api.rule;
