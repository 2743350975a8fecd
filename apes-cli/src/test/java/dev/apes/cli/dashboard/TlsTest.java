package dev.apes.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apes.api.error.InvalidInputException;
import dev.apes.cli.TrainedDatabase;
import dev.apes.cli.dashboard.access.Role;
import dev.apes.cli.dashboard.access.User;
import dev.apes.cli.dashboard.access.UserFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dashboard with a key store, on all addresses of this machine, as clients see it that trust its certificate. */
class TlsTest {
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    static Path folder;

    private static TrainedDatabase database;
    private static UserFile users;
    private static Path keyStore;
    private static SSLContext trust;
    private static Dashboard dashboard;
    private static Asking asking;

    @BeforeAll
    static void serve() throws Exception {
        database = TrainedDatabase.shared();
        users = new UserFile(folder.resolve("users"));
        users.put(new User("olga", Role.OPERATOR), PASSWORD.toCharArray());
        keyStore = KeyStores.make(folder.resolve("apes.p12"));
        trust = KeyStores.trusting(keyStore);
        dashboard = Dashboard.start(config(keyStore, KeyStores.PASSWORD), database.config());
        asking = new Asking("https://127.0.0.1:" + dashboard.port(), client());
    }

    @AfterAll
    static void end() {
        dashboard.close();
    }

    private static DashboardConfig config(Path keyStore, String password) {
        return new DashboardConfig(
                "0.0.0.0", 0, users, Role.ANALYST, Optional.of(keyStore), password, false, "test", Clock.systemUTC());
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().sslContext(trust).build();
    }

    @Test
    void peopleLogInOverHttps() throws Exception {
        assertThat(dashboard.url()).startsWith("https://");
        HttpResponse<String> page = asking.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.sslSession().orElseThrow().getProtocol()).isIn("TLSv1.2", "TLSv1.3");
        assertThat(page.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(asking.get("/api/v1/overview").statusCode()).isEqualTo(401);

        Asking.Entered olga = asking.enter("olga", PASSWORD);

        assertThat(olga.set())
                .startsWith("__Host-apes=")
                .contains("; Secure", "HttpOnly", "SameSite=Strict", "Path=/;");
        JsonNode overview = Asking.JSON.readTree(
                asking.get("/api/v1/overview", "Cookie", olga.cookie()).body());
        assertThat(overview.path("kpis")).hasSize(5);
    }

    @Test
    void newsComeOverWss() throws Exception {
        String root = "https://127.0.0.1:" + dashboard.port();
        assertThatThrownBy(() -> hear(root, "").join()).isInstanceOf(CompletionException.class);
        Asking.Entered olga = asking.enter("olga", PASSWORD);

        assertThat(hear(root, olga.cookie()).get(60, TimeUnit.SECONDS)).contains("\"kind\":\"feed\"");
        assertThatThrownBy(() -> hear("https://evil.example", olga.cookie()).join())
                .isInstanceOf(CompletionException.class);
    }

    /** The first message that a page of that origin hears. */
    private static CompletableFuture<String> hear(String origin, String cookie) {
        CompletableFuture<String> first = new CompletableFuture<>();
        WebSocket.Builder builder = client().newWebSocketBuilder().header("Origin", origin);
        if (!cookie.isEmpty()) {
            builder.header("Cookie", cookie);
        }
        builder.buildAsync(
                        URI.create("wss://127.0.0.1:" + dashboard.port() + "/api/v1/live"), new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                                first.complete(text.toString());
                                socket.abort();
                                return null;
                            }
                        })
                .whenComplete((socket, refused) -> {
                    if (refused != null) {
                        first.completeExceptionally(refused);
                    }
                });
        return first;
    }

    @Test
    void nothingIsToldWithoutEncryptionNorToWhoDoesNotTrustIt() throws Exception {
        assertThat(plain("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .doesNotContain("HTTP/1.1 200", "<html", "APES");
        assertThat(plain("GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\n\r\n")).doesNotContain("permissions");
        assertThatThrownBy(
                        () -> new Asking("https://127.0.0.1:" + dashboard.port(), HttpClient.newHttpClient()).get("/"))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void outdatedProtocolsAreRefused() throws Exception {
        try (SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", dashboard.port())) {
            socket.setSoTimeout(20_000);
            assertThat(socket.getSupportedProtocols()).contains("TLSv1.1");
            socket.setEnabledProtocols(new String[] {"TLSv1.1"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void whatIsWrongWithAKeyStoreIsSaid() throws Exception {
        assertThatThrownBy(() -> Dashboard.start(config(keyStore, "wrong"), database.config()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("--keystore " + keyStore
                        + ": can't be opened with this password; it is taken from APES_KEYSTORE_PASSWORD");
        Path none = folder.resolve("none.p12");
        assertThatThrownBy(() -> Dashboard.start(config(none, KeyStores.PASSWORD), database.config()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("--keystore " + none + ": does not exist");
        Path text = Files.writeString(folder.resolve("text.p12"), "this is a shopping list");
        assertThatThrownBy(() -> Dashboard.start(config(text, KeyStores.PASSWORD), database.config()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("--keystore " + text + ": can't be read as PKCS#12 or JKS");
        Path keyless = KeyStores.withoutKey(
                folder.resolve("keyless.p12"), KeyStores.certificate(keyStore, folder.resolve("apes.cer")));
        assertThatThrownBy(() -> Dashboard.start(config(keyless, KeyStores.PASSWORD), database.config()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("--keystore " + keyless + ": holds no key; it needs a certificate with its key");
    }

    /** What somebody hears who speaks HTTP to the port as it is; an end without a word counts as nothing. */
    private static String plain(String request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket("127.0.0.1", dashboard.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().transferTo(answer);
        } catch (java.net.SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }
}
