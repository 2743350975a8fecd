package dev.apes.persistence.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
    @Test
    void eachIsEmptyAndItsOwn() throws SQLException {
        try (TestDatabase one = TestDatabase.create();
                TestDatabase other = TestDatabase.create();
                Connection toOne = one.connect();
                Connection toOther = other.connect();
                Statement inOne = toOne.createStatement();
                Statement inOther = toOther.createStatement()) {
            inOne.execute("CREATE TABLE t (x int)");

            try (ResultSet found = inOther.executeQuery("SELECT to_regclass('t')")) {
                assertThat(found.next()).isTrue();
                assertThat(found.getString(1)).isNull();
            }
            assertThat(one.jdbcUrl()).isNotEqualTo(other.jdbcUrl());
        }
    }
}
