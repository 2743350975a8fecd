package dev.apes.persistence.embedded;

import dev.apes.api.error.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Knocks at a running server, as pg_isready does: begins a session and leaves when asked for the password. A tenth of the
 * time of a first login through JDBC, which counts for commands that only attach.
 */
final class ServerAnswer {
    private static final int PROTOCOL_3_0 = 196_608;
    private static final int MILLIS = 5_000;
    private static final String STARTING_OR_STOPPING = "C57P03";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private ServerAnswer() {}

    /**
     * Waits until the server answers.
     *
     * @return false when it ended instead
     * @throws StoreException if it lives and does not answer for minutes
     */
    static boolean await(HomeFolder home, PostmasterFile server) {
        Deadline deadline = Deadline.in(PATIENCE);
        while (!answers(server.port())) {
            if (!Processes.servesData(server.pid(), home.data())) {
                return false;
            }
            if (deadline.passed()) {
                throw new StoreException(
                        "The PostgreSQL server of " + home.folder() + " (pid " + server.pid()
                                + ") does not answer on port " + server.port() + "; see " + home.log()
                                + ", end that process and try again",
                        null);
            }
            deadline.pause(20);
        }
        return true;
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), MILLIS);
            socket.setSoTimeout(MILLIS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write(startup());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int type = in.read();
            if (type != 'E') {
                return type == 'R';
            }
            byte[] error = in.readNBytes(Math.min(in.readInt() - Integer.BYTES, 1 << 16));
            // any other refusal comes from a server that is up, and is for the users' own logins to tell
            return !("\0" + new String(error, StandardCharsets.ISO_8859_1)).contains("\0" + STARTING_OR_STOPPING);
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] startup() throws IOException {
        byte[] parameters = ("user\0" + DataFolder.USER + "\0database\0" + DataFolder.DATABASE + "\0\0")
                .getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(message);
        out.writeInt(2 * Integer.BYTES + parameters.length);
        out.writeInt(PROTOCOL_3_0);
        out.write(parameters);
        return message.toByteArray();
    }
}
