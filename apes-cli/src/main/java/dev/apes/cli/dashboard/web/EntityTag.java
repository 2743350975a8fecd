package dev.apes.cli.dashboard.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Entity tags (RFC 9110): a digest of the content, so that the same content has the same tag after a restart, too. */
public final class EntityTag {
    private EntityTag() {}

    /**
     * @param content what is sent
     * @return its tag; weak, since compression changes the bytes
     */
    public static String of(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 15)) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * @param tag of what there is
     * @param ifNoneMatch what the client has; null if nothing
     * @return whether the client has it already
     */
    public static boolean known(String tag, String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String each : ifNoneMatch.split(",")) {
            String theirs = each.strip();
            if (theirs.equals("*") || strong(theirs).equals(strong(tag))) {
                return true;
            }
        }
        return false;
    }

    private static String strong(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
