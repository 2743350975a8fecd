package dev.apes.engine.text;

/** Why a span of a prompt has to stay as it is. */
public enum ProtectedKind {
    /** A fenced code block, fences included. */
    CODE_FENCE,
    /** Lines that are plainly source code without a fence. */
    CODE_BLOCK,
    /** Code between backticks. */
    INLINE_CODE,
    /** Mathematics between dollar signs or LaTeX brackets. */
    FORMULA,
    /** Text between quotation marks, marks included. */
    QUOTE,
    /** A web address. */
    URL,
    /** An e-mail address. */
    EMAIL,
    /** A file name or path. */
    PATH,
    /** A number with its sign, currency and unit. */
    NUMBER,
    /** An XML or HTML tag or comment. */
    TAG,
    /** A place to be filled in, such as <code>{name}</code>, <code>${x}</code>, <code>{{x}}</code>, {@code [NAME]}. */
    PLACEHOLDER,
    /** A run in a non-Latin script, or a sentence in a Latin-script language other than English. */
    OTHER_LANGUAGE
}
