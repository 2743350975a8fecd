package dev.apes.cli.dashboard.access;

/**
 * Somebody who is there.
 *
 * @param user who; a visitor has no name
 * @param csrf what changes must carry, so that no other site can make them; blank where nothing is sent along by itself
 * @param key by which the login is known; blank for who has none
 */
public record Login(User user, String csrf, String key) {
    /**
     * @param role what visitors may do
     * @return somebody unknown
     */
    public static Login visitor(Role role) {
        return new Login(new User("", role), "", "");
    }

    /**
     * @param permission something to do
     * @return whether they may
     */
    public boolean may(Permission permission) {
        return user.role().may(permission);
    }

    /** {@return whether they have said who they are} */
    public boolean known() {
        return !user.name().isEmpty();
    }

    /** {@return nothing that would let in} */
    @Override
    public String toString() {
        return "Login[" + user + "]";
    }
}
