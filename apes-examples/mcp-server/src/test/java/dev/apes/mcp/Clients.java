package dev.apes.mcp;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Clients of the official SDK, and what their answers hold. */
final class Clients {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Clients() {}

    static McpSyncClient http(int port) {
        return connected(httpTransport(port));
    }

    static HttpClientStreamableHttpTransport httpTransport(int port) {
        return HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + port)
                .openConnectionOnStartup(true)
                .build();
    }

    /** Starts the program as an agent would, once it is connected. */
    static StdioClientTransport stdioTransport(Map<String, String> environment) {
        ServerParameters program = ServerParameters.builder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .args(
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        McpServerMain.class.getName())
                .env(environment)
                .build();
        return new StdioClientTransport(program, McpJsonDefaults.getMapper());
    }

    static McpSyncClient connected(McpClientTransport transport) {
        return connected(transport, () -> {});
    }

    /** Tells when a resource that it is subscribed to has changed. */
    static McpSyncClient connected(McpClientTransport transport, Runnable resourceChanged) {
        McpSyncClient client = McpClient.sync(transport)
                .requestTimeout(PATIENCE)
                .initializationTimeout(PATIENCE)
                .resourcesUpdateConsumer(contents -> resourceChanged.run())
                .build();
        client.initialize();
        return client;
    }

    static McpSchema.CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(
                McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
    }

    /** {@return the only text of an answer} */
    static String text(McpSchema.CallToolResult answer) {
        return ((McpSchema.TextContent) answer.content().get(0)).text();
    }

    static Map<String, Object> object(McpSchema.CallToolResult answer) {
        if (Boolean.TRUE.equals(answer.isError())) {
            throw new AssertionError(text(answer));
        }
        return parse(text(answer));
    }

    static Map<String, Object> resource(McpSyncClient client, String uri) {
        McpSchema.ReadResourceResult answer =
                client.readResource(McpSchema.ReadResourceRequest.builder(uri).build());
        return parse(((McpSchema.TextResourceContents) answer.contents().get(0)).text());
    }

    private static Map<String, Object> parse(String json) {
        try {
            return McpJsonDefaults.getMapper().readValue(json, new TypeRef<Map<String, Object>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
