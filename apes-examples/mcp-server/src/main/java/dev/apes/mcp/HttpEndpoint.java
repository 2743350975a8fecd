package dev.apes.mcp;

import dev.apes.api.error.InvalidInputException;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.transport.DefaultServerTransportSecurityValidator;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** Streamable HTTP at one address, by an embedded Tomcat. */
final class HttpEndpoint implements AutoCloseable {
    private static final String PATH = "/mcp";
    /** Held, for a logger that nobody holds forgets its level. */
    private static final Logger TOMCAT = Logger.getLogger("org.apache");
    /** Warns at each stop of leaks that matter only where applications are replaced in a running server. */
    private static final Logger LOADER = Logger.getLogger("org.apache.catalina.loader");

    private final Tomcat tomcat;
    private final Path folder;

    private HttpEndpoint(Tomcat tomcat, Path folder) {
        this.tomcat = tomcat;
        this.folder = folder;
    }

    /**
     * @param host address to listen at
     * @param port 0 for any that is free
     * @param server makes the MCP server on the transport
     * @return the open endpoint
     */
    static HttpEndpoint open(String host, int port, Consumer<HttpServletStreamableServerTransportProvider> server) {
        TOMCAT.setLevel(Level.WARNING);
        LOADER.setLevel(Level.SEVERE);
        HttpServletStreamableServerTransportProvider transport = HttpServletStreamableServerTransportProvider.builder()
                .jsonMapper(McpJsonDefaults.getMapper())
                .mcpEndpoint(PATH)
                .httpHeaderValidator(DefaultServerTransportSecurityValidator.builder()
                        // programs send no Origin; a page of another site does, and is refused
                        .allowedOrigins(List.of("http://localhost:*", "http://127.0.0.1:*", "http://" + host + ":*"))
                        .build())
                .build();
        server.accept(transport);
        Path folder;
        try {
            folder = Files.createTempDirectory("apes-mcp");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Tomcat tomcat = new Tomcat();
        HttpEndpoint endpoint = new HttpEndpoint(tomcat, folder);
        try {
            tomcat.setBaseDir(folder.toString());
            Connector connector = new Connector();
            connector.setPort(port);
            connector.setThrowOnFailure(true);
            connector.setProperty("address", host);
            tomcat.setConnector(connector);
            Context context = tomcat.addContext("", folder.toString());
            Wrapper servlet = Tomcat.addServlet(context, "mcp", transport);
            servlet.setAsyncSupported(true);
            servlet.addMapping(PATH + "/*");
            tomcat.start();
            return endpoint;
        } catch (LifecycleException e) {
            endpoint.close();
            throw new InvalidInputException(
                    "--http " + host + ":" + port, "can't be listened at; is something else there already?", e);
        }
    }

    /** {@return the port it listens at} */
    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() {
        try {
            if (tomcat.getServer().getState() != LifecycleState.DESTROYED) {
                tomcat.stop();
                tomcat.destroy();
            }
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.sorted(Comparator.reverseOrder())
                            .forEach(file -> file.toFile().delete());
                }
            }
        } catch (LifecycleException e) {
            TOMCAT.log(Level.WARNING, "Tomcat did not stop", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
