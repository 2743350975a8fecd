/**
 * Data: the starting corpus and its grammar, the realiser that turns feature rows into texts, splits without leaks, and the
 * checks on generated prompts. Internal to the engine. Shares no word list with rules and rubric.
 *
 * <p>The grammar lies in text files beside this package's classes. {@code topics/DOMAIN.txt} has one topic a line, eight fields
 * separated by bars. {@code families.txt} has the wordings of requests in blocks headed {@code = name TASK [short]
 * [material=KIND]}; each wording is a family. {@code symbols.txt} has limits, further parts, background and slips that are
 * added to a request, {@code material.txt} sentences of pasted material, {@code code.txt} snippets, {@code examples.txt} pairs
 * of input and output. {@link dev.apes.engine.corpus.Template} describes the syntax of a wording. New lines go to the end of
 * a file: they are dealt out to the sides in order, and one inserted in the middle would move those that follow.
 */
package dev.apes.engine.corpus;
