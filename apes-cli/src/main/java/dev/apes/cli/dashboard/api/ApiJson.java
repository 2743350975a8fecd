package dev.apes.cli.dashboard.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.apes.api.SessionId;
import dev.apes.api.rule.ParameterValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Records as JSON: what is empty is null, times are ISO 8601 in UTC, durations seconds, enumerations lower case. A number that is not
 * finite is null, since JSON has none.
 */
final class ApiJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule("apes")
                    .addSerializer(
                            by(Optional.class, (value, out) -> out.writePOJO(((Optional<?>) value).orElse(null))))
                    .addSerializer(by(
                            OptionalDouble.class,
                            (value, out) -> number(value.isPresent() ? value.getAsDouble() : Double.NaN, out)))
                    .addSerializer(by(
                            OptionalInt.class,
                            (value, out) -> out.writePOJO(value.isPresent() ? (Integer) value.getAsInt() : null)))
                    .addSerializer(by(Double.class, ApiJson::number))
                    .addSerializer(double.class, by(Double.class, ApiJson::number))
                    .addSerializer(by(Instant.class, (value, out) -> out.writeString(value.toString())))
                    .addSerializer(by(Duration.class, (value, out) -> out.writeNumber(value.toMillis() / 1000.0)))
                    .addSerializer(by(SessionId.class, (value, out) -> out.writeString(value.value())))
                    .addSerializer(by(ParameterValues.class, (value, out) -> out.writePOJO(value.asMap())))
                    .addSerializer(by(
                            Enum.class,
                            (value, out) -> out.writeString(value.name().toLowerCase(Locale.ROOT)))))
            .build();

    private ApiJson() {}

    @FunctionalInterface
    private interface Writer<T> {
        void write(T value, JsonGenerator out) throws IOException;
    }

    private static <T> JsonSerializer<T> by(Class<T> type, Writer<T> writer) {
        return new StdSerializer<>(type) {
            private static final long serialVersionUID = 1;

            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider all) throws IOException {
                writer.write(value, out);
            }
        };
    }

    private static void number(Double value, JsonGenerator out) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeNull();
        }
    }

    static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of the interface can always be written", e);
        }
    }

    /** @throws IllegalArgumentException if it is no JSON */
    static JsonNode read(byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            return node == null ? MAPPER.missingNode() : node;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
