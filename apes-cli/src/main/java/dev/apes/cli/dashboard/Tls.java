package dev.apes.cli.dashboard;

import dev.apes.api.error.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Encrypted connections, TLS 1.2 and newer. */
final class Tls {
    private Tls() {}

    static Connector connector(
            Server jetty, HttpConfiguration http, Path file, String password, String host, int port) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(load(file, password));
        tls.setKeyStorePassword(password);
        tls.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        HttpConfiguration secure = new HttpConfiguration(http);
        // whatever name the certificate has: a server on an internal network is reached by several
        secure.addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector connector = new ServerConnector(jetty, tls, new HttpConnectionFactory(secure));
        connector.setHost(host);
        connector.setPort(port);
        return connector;
    }

    private static KeyStore load(Path file, String password) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(in, password.toCharArray());
            boolean usable = false;
            for (var names = store.aliases(); names.hasMoreElements(); ) {
                usable |= store.isKeyEntry(names.nextElement());
            }
            if (!usable) {
                throw new InvalidInputException(
                        "--keystore " + file, "holds no key; it needs a certificate with its key");
            }
            return store;
        } catch (NoSuchFileException e) {
            throw new InvalidInputException("--keystore " + file, "does not exist", e);
        } catch (IOException | GeneralSecurityException e) {
            boolean secret = e.getCause() instanceof GeneralSecurityException;
            throw new InvalidInputException(
                    "--keystore " + file,
                    secret
                            ? "can't be opened with this password; it is taken from APES_KEYSTORE_PASSWORD"
                            : "can't be read as PKCS#12 or JKS (" + e.getClass().getSimpleName() + ")",
                    e);
        }
    }
}
