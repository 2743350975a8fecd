package dev.apes.examples;

import dev.apes.api.generation.ColumnSchema;
import dev.apes.api.generation.ColumnType;
import dev.apes.api.generation.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** A table as bytes, with a length and a checksum in front, so that damage is noticed. */
final class TableFile {
    private static final int MAGIC = 0x41504558;

    private TableFile() {}

    static void write(Table table, OutputStream out) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeInt(table.schema().size());
        for (ColumnSchema column : table.schema()) {
            body.writeUTF(column.name());
            body.writeUTF(column.type().name());
            body.writeDouble(column.min());
            body.writeDouble(column.max());
            body.writeInt(column.levels().size());
            for (String level : column.levels()) {
                body.writeUTF(level);
            }
        }
        body.writeInt(table.rows());
        for (int c = 0; c < table.schema().size(); c++) {
            for (double cell : table.column(c)) {
                body.writeDouble(cell);
            }
        }
        DataOutputStream whole = new DataOutputStream(out);
        whole.writeInt(MAGIC);
        whole.writeInt(bytes.size());
        whole.writeLong(checksum(bytes.toByteArray()));
        bytes.writeTo(whole);
        whole.flush();
    }

    static Table read(InputStream in) throws IOException {
        DataInputStream whole = new DataInputStream(in);
        if (whole.readInt() != MAGIC) {
            throw new IOException("this is no saved table of the crossover generator");
        }
        int length = whole.readInt();
        long checksum = whole.readLong();
        byte[] bytes = length < 0 ? new byte[0] : whole.readNBytes(length);
        if (bytes.length != length || checksum(bytes) != checksum) {
            throw new IOException("the saved table is damaged or cut off; fit the generator again");
        }
        return body(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    private static Table body(DataInputStream body) throws IOException {
        List<ColumnSchema> schema = new ArrayList<>();
        int columns = body.readInt();
        for (int c = 0; c < columns; c++) {
            String name = body.readUTF();
            ColumnType type = ColumnType.valueOf(body.readUTF());
            double min = body.readDouble();
            double max = body.readDouble();
            List<String> levels = new ArrayList<>();
            for (int levelsLeft = body.readInt(); levelsLeft > 0; levelsLeft--) {
                levels.add(body.readUTF());
            }
            schema.add(new ColumnSchema(name, type, min, max, levels));
        }
        double[][] cells = new double[columns][body.readInt()];
        for (double[] column : cells) {
            for (int r = 0; r < column.length; r++) {
                column[r] = body.readDouble();
            }
        }
        return new Table(schema, cells);
    }

    private static long checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
