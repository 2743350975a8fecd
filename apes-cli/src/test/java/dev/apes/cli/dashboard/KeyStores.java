package dev.apes.cli.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of tests, made by the JDK's keytool. */
final class KeyStores {
    static final String PASSWORD = "of the key store";

    private KeyStores() {}

    /** {@return a new PKCS#12 file with a key for this machine and its own certificate} */
    static Path make(Path file) throws IOException, InterruptedException {
        return keytool(
                file,
                List.of(
                        "-genkeypair",
                        "-alias",
                        "apes",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2"));
    }

    /** {@return a new PKCS#12 file with a certificate and no key} */
    static Path withoutKey(Path file, Path certificate) throws IOException, InterruptedException {
        return keytool(file, List.of("-importcert", "-noprompt", "-alias", "apes", "-file", certificate.toString()));
    }

    static Path certificate(Path keyStore, Path file) throws IOException, InterruptedException {
        keytool(keyStore, List.of("-exportcert", "-alias", "apes", "-file", file.toString()));
        return file;
    }

    private static Path keytool(Path keyStore, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-keystore",
                keyStore.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
        return keyStore;
    }

    /** {@return what makes a client trust the certificate in that file, and no other} */
    static SSLContext trusting(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("apes", store.getCertificate("apes"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
