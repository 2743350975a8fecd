package dev.apes.engine.text;

/** Counts the words of {@code domains.txt} by domain. */
final class DomainClassifier {
    private static final Domain[] DOMAINS = Domain.values();
    private static final byte[] DOMAIN_OF_BIT = new byte[64];
    private static final long ANY;

    static {
        long any = 0;
        for (Domain domain : DOMAINS) {
            if (domain != Domain.GENERAL) {
                long mask = Words.LEXICON.mask("domain:" + domain.name());
                any |= mask;
                DOMAIN_OF_BIT[Long.numberOfTrailingZeros(mask)] = (byte) domain.ordinal();
            }
        }
        ANY = any;
    }

    private final int[] hits = new int[DOMAINS.length];
    private int all;

    void word(long mask) {
        long bits = mask & ANY;
        all += bits == 0 ? 0 : 1;
        while (bits != 0) {
            hits[DOMAIN_OF_BIT[Long.numberOfTrailingZeros(bits)]]++;
            bits &= bits - 1;
        }
    }

    /** The domain with most words, the first of equals; {@link Domain#GENERAL} without any. */
    Domain best() {
        int best = Domain.GENERAL.ordinal();
        int highest = 0;
        for (int i = 0; i < hits.length; i++) {
            if (hits[i] > highest) {
                highest = hits[i];
                best = i;
            }
        }
        return DOMAINS[best];
    }

    double match(Domain domain) {
        double own = hits[domain.ordinal()];
        return own == 0 ? 0 : own / (own + 1) * own / all;
    }
}
