/** APES as beans of a Spring Boot application: copy this package, and {@code META-INF/spring}, into yours. */
package dev.apes.spring;
