/**
 * Contract tests, one per service provider interface, published as this module's test jar. A plugin's author extends the class
 * of the interface implemented, says how to make an instance, and runs it with JUnit 5 (JUnit Jupiter and AssertJ must be on the
 * test class path). What a contract checks is what APES relies on; a plugin that passes it never fails a session for its form.
 */
package dev.apes.api.contract;
