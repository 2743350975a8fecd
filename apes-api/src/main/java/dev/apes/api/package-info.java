/** Entry points of APES: the training engine, requests, handles, events and reports, and the prompt itself. */
package dev.apes.api;
