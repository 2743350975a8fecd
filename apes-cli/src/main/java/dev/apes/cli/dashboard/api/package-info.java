/** The REST interface under {@code /api/v1}: what it offers, in one list from which routes and OpenAPI document are made. */
package dev.apes.cli.dashboard.api;
