/** What a training leaves on its machine for people and for the next start: the file that names its process. */
package dev.apes.cli.process;
