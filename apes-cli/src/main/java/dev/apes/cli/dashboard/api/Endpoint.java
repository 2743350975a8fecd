package dev.apes.cli.dashboard.api;

import dev.apes.cli.dashboard.access.Permission;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing the interface offers. Routes and OpenAPI document are both made of this, so that they can't differ.
 *
 * @param method of HTTP
 * @param path with parameters in braces
 * @param summary a sentence
 * @param permission what it takes; empty for what everybody may who reaches the server
 * @param parameters of the query
 * @param body fields of the JSON body, all of them texts, with what each means
 * @param answer type of what is answered; {@code void.class} for nothing
 * @param cached whether answers may be kept for a moment and are told apart by entity tags
 * @param action what it does
 */
record Endpoint(
        String method,
        String path,
        String summary,
        Optional<Permission> permission,
        List<Parameter> parameters,
        Map<String, String> body,
        Type answer,
        boolean cached,
        Action action) {

    /** What an endpoint does. */
    @FunctionalInterface
    interface Action {
        /**
         * @param ask the request
         * @return a record of the type answered; null for nothing
         */
        Object answer(Ask ask);
    }

    /**
     * A parameter of the query.
     *
     * @param name of it
     * @param type of JSON schema: {@code string}, {@code integer} or {@code boolean}
     * @param required whether it must be given
     * @param description a sentence
     */
    record Parameter(String name, String type, boolean required, String description) {}

    static Endpoint get(String path, String summary, Type answer, Action action) {
        return new Endpoint(
                "GET", path, summary, Optional.of(Permission.VIEW), List.of(), Map.of(), answer, true, action);
    }

    static Endpoint post(String path, String summary, Type answer, Action action) {
        return new Endpoint(
                "POST", path, summary, Optional.of(Permission.CONTROL), List.of(), Map.of(), answer, false, action);
    }

    Endpoint with(Parameter parameter) {
        List<Parameter> more = new ArrayList<>(parameters);
        more.add(parameter);
        return new Endpoint(method, path, summary, permission, List.copyOf(more), body, answer, cached, action);
    }

    Endpoint paged() {
        return with(new Parameter("size", "integer", false, "How many items at most, 1 to 200; 25 if not given."))
                .with(new Parameter("after", "string", false, "The field 'next' of the page before."));
    }

    Endpoint needs(Permission needed) {
        return new Endpoint(method, path, summary, Optional.of(needed), parameters, body, answer, cached, action);
    }

    Endpoint open() {
        return new Endpoint(method, path, summary, Optional.empty(), parameters, body, answer, false, action);
    }

    Endpoint taking(Map<String, String> fields) {
        return new Endpoint(method, path, summary, permission, parameters, fields, answer, cached, action);
    }

    /** {@return the status of success} */
    int status() {
        return answer == void.class ? 204 : 200;
    }
}
