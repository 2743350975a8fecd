/** The trained rules for agents, by the Model Context Protocol. {@link dev.apes.mcp.McpServerMain} is the program. */
package dev.apes.mcp;
