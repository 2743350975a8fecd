package dev.apes.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apes.api.rule.ParameterValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class StateBytesTest {
    @Property(tries = 200)
    void everythingComesBackBitForBit(
            @ForAll List<Long> numbers,
            @ForAll double[] reals,
            @ForAll boolean[] flags,
            @ForAll @Size(max = 20) List<String> texts,
            @ForAll int count,
            @ForAll boolean flag) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("count", count);
        values.put("flag", flag);
        values.put("share", count / 3.0);
        values.put("choice", texts.toString());
        ParameterValues setting = new ParameterValues(values);
        StateWriter out = new StateWriter();
        out.each(numbers, out::number);
        out.reals(reals);
        out.flags(flags);
        out.each(texts, out::text);
        out.each(texts, out::text);
        out.setting(setting);
        out.setting(setting);

        StateReader in = new StateReader(out.toBytes());
        assertThat(in.each(in::number)).isEqualTo(numbers);
        assertThat(in.reals()).isEqualTo(reals);
        assertThat(in.flags()).isEqualTo(flags);
        assertThat(in.each(in::text)).isEqualTo(texts);
        assertThat(in.each(in::text)).isEqualTo(texts);
        assertThat(in.setting()).isEqualTo(setting);
        assertThat(in.setting()).isEqualTo(setting);
        in.end();
    }

    @Property(tries = 300)
    void damageIsNoticed(
            @ForAll @Size(min = 1, max = 50) List<String> texts, @ForAll @IntRange(max = 10_000) int place) {
        StateWriter out = new StateWriter();
        out.each(texts, out::text);
        byte[] bytes = out.toBytes();
        byte[] flipped = bytes.clone();
        flipped[place % bytes.length] ^= 0x40;
        byte[] cut = java.util.Arrays.copyOf(bytes, place % bytes.length);

        assertThatThrownBy(() -> read(flipped)).isInstanceOf(DamagedStateException.class);
        assertThatThrownBy(() -> read(cut)).isInstanceOf(DamagedStateException.class);
    }

    @Property(tries = 300)
    void nonsenseBehindAGoodChecksumIsRefusedToo(@ForAll @Size(max = 200) byte[] nonsense) {
        StateWriter out = new StateWriter();
        for (byte b : nonsense) {
            out.flag((b & 1) == 1);
        }
        out.number(Long.MAX_VALUE);
        StateReader in = new StateReader(out.toBytes());
        try {
            in.each(in::setting);
            in.reals();
            in.end();
        } catch (DamagedStateException | IllegalArgumentException | ArithmeticException expected) {
            assertThat(expected).isNotNull();
        }
    }

    private static void read(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        in.each(in::text);
        in.end();
    }
}
