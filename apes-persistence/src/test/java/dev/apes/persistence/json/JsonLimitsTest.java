package dev.apes.persistence.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.error.StoreException;
import org.junit.jupiter.api.Test;

class JsonLimitsTest {
    @Test
    void whatIsNestedWithoutEndIsRefusedAndFillsNoStack() {
        String deep = "{\"a\":".repeat(200_000) + "1" + "}".repeat(200_000);
        assertThatThrownBy(() -> Json.parse(deep))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("can't be read")
                .hasMessageContaining("nesting depth");
    }

    @Test
    void whatAnybodyWouldWriteIsRead() {
        String nested = "[".repeat(50) + "]".repeat(50);
        assertThat(Json.text(Json.parse(nested))).isEqualTo(nested);
        String longText = "\"" + "x".repeat(30 << 20) + "\"";
        assertThat(Json.parse(longText).textValue()).hasSize(30 << 20);
    }
}
