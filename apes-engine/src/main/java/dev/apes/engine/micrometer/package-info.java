/** Trainings as metrics of a host that has Micrometer; nothing else of apes-engine needs it. Public API. */
package dev.apes.engine.micrometer;
