package dev.apes.engine.text;

/** Web addresses, e-mail addresses, file names and paths. Each chunk without white space is looked at once. */
final class Addresses {
    private static final String[] SCHEMES = {
        "http://",
        "https://",
        "ftp://",
        "ftps://",
        "file://",
        "ws://",
        "wss://",
        "git://",
        "ssh://",
        "jdbc:",
        "mailto:",
        "www."
    };
    private static final String[] DOMAINS = {
        "com", "org", "net", "io", "edu", "gov", "dev", "co", "ai", "app", "uk", "de", "fr", "eu", "info", "me", "tv",
        "us", "ca", "au", "in", "jp", "cn"
    };
    private static final String[] EXTENSIONS = {
        "txt",
        "md",
        "csv",
        "tsv",
        "json",
        "jsonl",
        "xml",
        "yaml",
        "yml",
        "html",
        "htm",
        "css",
        "js",
        "ts",
        "jsx",
        "tsx",
        "py",
        "java",
        "kt",
        "c",
        "h",
        "cpp",
        "hpp",
        "cs",
        "go",
        "rs",
        "rb",
        "php",
        "sh",
        "bat",
        "ps1",
        "sql",
        "log",
        "ini",
        "toml",
        "cfg",
        "conf",
        "properties",
        "pdf",
        "doc",
        "docx",
        "xls",
        "xlsx",
        "ppt",
        "pptx",
        "png",
        "jpg",
        "jpeg",
        "gif",
        "svg",
        "mp3",
        "mp4",
        "wav",
        "zip",
        "tar",
        "gz",
        "jar",
        "exe",
        "dll",
        "so",
        "ipynb",
        "tex",
        "vue",
        "lock"
    };
    private final String text;
    private ProtectedKind kind;
    private int chunkUntil;
    private boolean chunkHasScheme;

    Addresses(String text) {
        this.text = text;
    }

    /** The kind of what {@link #at} found last. */
    ProtectedKind kind() {
        return kind;
    }

    /** The offset behind the address that begins here, where no letter or digit stands before; 0 if none does. */
    int at(int i, int limit) {
        char c = text.charAt(i);
        if (i < chunkUntil) {
            return chunkHasScheme ? scheme(i, limit) : 0;
        }
        if (!(CharClass.isLetterOrDigit(c) && c < 128 || c == '/' || c == '.' || c == '~')) {
            return 0;
        }
        int end = i;
        boolean at = false;
        boolean dot = false;
        boolean slash = false;
        boolean colon = false;
        while (end < limit) {
            char x = text.charAt(end);
            if (CharClass.isSpace(x) || ends(x) || x == ',' || x == ';' || x > 0x7F && !Character.isLetterOrDigit(x)) {
                break;
            }
            at |= x == '@';
            dot |= x == '.';
            slash |= x == '/' || x == '\\';
            colon |= x == ':';
            end++;
        }
        chunkUntil = end;
        if (!at && !dot && !slash && !colon) {
            return 0;
        }
        chunkHasScheme = colon && slash;
        if (colon || dot) {
            int url = scheme(i, limit);
            if (url > 0) {
                return url;
            }
        }
        int last = trim(i, end);
        if (at) {
            int sign = text.lastIndexOf('@', last - 1);
            if (sign > i
                    && sign < last - 1
                    && hasDot(sign + 1, last)
                    && CharClass.isLetterOrDigit(text.charAt(sign + 1))) {
                return found(ProtectedKind.EMAIL, i, last);
            }
        }
        return path(i, last, dot, slash);
    }

    private int scheme(int i, int limit) {
        for (String scheme : SCHEMES) {
            int end = i + scheme.length();
            if (end < limit
                    && text.regionMatches(true, i, scheme, 0, scheme.length())
                    && CharClass.isLetterOrDigit(text.charAt(end))) {
                while (end < limit && !CharClass.isSpace(text.charAt(end)) && !ends(text.charAt(end))) {
                    end++;
                }
                chunkUntil = Math.max(chunkUntil, end);
                return found(ProtectedKind.URL, i, trim(i, end));
            }
        }
        return 0;
    }

    /** No address goes on behind one of these. */
    private static boolean ends(char c) {
        return switch (c) {
            case '<', '>', '"', '`', '{', '}', '|', '^' -> true;
            default -> false;
        };
    }

    private int path(int i, int last, boolean dot, boolean slash) {
        char c = text.charAt(i);
        if (slash && (c == '/' || c == '.' || c == '~') && last - i > 2 && rooted(i, last)) {
            return found(ProtectedKind.PATH, i, last);
        }
        if (slash
                && i + 2 < last
                && text.charAt(i + 1) == ':'
                && (text.charAt(i + 2) == '\\' || text.charAt(i + 2) == '/')) {
            return found(ProtectedKind.PATH, i, last);
        }
        if (!dot || !CharClass.isLetterOrDigit(c)) {
            return 0;
        }
        int end = slash ? firstSlash(i, last) : last;
        int point = lastDot(i, end);
        if (point > i
                && ends(point + 1, end, DOMAINS)
                && !CharClass.isAsciiDigit(text.charAt(point - 1))
                && allLower(i, end)) {
            return found(ProtectedKind.URL, i, last);
        }
        point = lastDot(i, last);
        return point > i && ends(point + 1, last, EXTENSIONS) ? found(ProtectedKind.PATH, i, last) : 0;
    }

    private boolean rooted(int i, int last) {
        int at = i;
        while (at < last && (text.charAt(at) == '.' || text.charAt(at) == '~')) {
            at++;
        }
        return at < last - 1 && text.charAt(at) == '/' && CharClass.isLetterOrDigit(text.charAt(at + 1))
                || text.startsWith("../", i)
                || text.startsWith("~/", i);
    }

    private int found(ProtectedKind what, int start, int end) {
        kind = what;
        return Math.max(end, start + 1);
    }

    private int trim(int start, int end) {
        int last = end;
        while (last > start + 1 && ".,:;!?'*_)]\\".indexOf(text.charAt(last - 1)) >= 0) {
            last--;
        }
        // a closing parenthesis belongs to the address when it opens inside it
        if (last < end && text.charAt(last) == ')') {
            for (int i = start; i < last; i++) {
                if (text.charAt(i) == '(') {
                    return last + 1;
                }
            }
        }
        return last;
    }

    private boolean hasDot(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '.') {
                return true;
            }
        }
        return false;
    }

    private int firstSlash(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '/') {
                return i;
            }
        }
        return to;
    }

    private int lastDot(int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (text.charAt(i) == '.') {
                return i;
            }
        }
        return -1;
    }

    private boolean allLower(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (CharClass.isUpper(text.charAt(i)) && text.charAt(i - 1) != '.') {
                return false;
            }
        }
        return true;
    }

    private boolean ends(int from, int to, String[] words) {
        for (String word : words) {
            if (to - from == word.length() && text.regionMatches(true, from, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }
}
