-- the application's own table and Flyway history; APES keeps to its schema
CREATE TABLE notes (id bigserial PRIMARY KEY, text text NOT NULL);
INSERT INTO notes (text) VALUES ('kept');
