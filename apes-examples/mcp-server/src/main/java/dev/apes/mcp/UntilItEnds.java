package dev.apes.mcp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An input that tells when it has ended: for a server on standard input that is the client's farewell, which the SDK keeps to itself. */
final class UntilItEnds extends FilterInputStream {
    private final Runnable ended;

    UntilItEnds(InputStream in, Runnable ended) {
        super(in);
        this.ended = ended;
    }

    @Override
    public int read() throws IOException {
        return told(super.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return told(super.read(bytes, offset, length));
    }

    private int told(int result) {
        if (result < 0) {
            ended.run();
        }
        return result;
    }
}
