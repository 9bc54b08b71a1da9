package org.starttls.census.analyzer.judge;

/** A sign of downgrade, with its grade and the harmless cause it most often has. */
public enum Sign {
    MASKED_KEYWORD(
            Grade.E1,
            "most often the recipient's own inspecting firewall; that STARTTLS was the masked keyword is probable only"),
    COMMAND_REWRITTEN(Grade.E1, "most often the recipient's own inspecting firewall"),
    HIDDEN_BUT_SUPPORTED(
            Grade.E3, "a server that hides the keyword from clients it does not know (greylisting, reputation)"),
    OFFERED_THEN_REFUSED(Grade.E3, "a key or certificate that cannot be read, or a limit on TLS sessions"),
    REPLY_REWRITTEN(Grade.E3, "a server that answers commands it does not know by success"),
    NO_TLS_AFTER_220(Grade.E3, "overload, a certificate being replaced, a device that dislikes the ClientHello"),
    /** Seen in several sessions together. */
    OFFERED_BY_SOME(Grade.E3, "a pool whose machines are not configured alike"),
    ABSENT_CONFIRMED(Grade.E5, "the server does not support STARTTLS"),
    ABSENT(Grade.E5, "the server does not support STARTTLS"),
    MASKED_GREETING(Grade.INFO, "a firewall that hides the software's name; says nothing about STARTTLS"),
    EHLO_REFUSED_HELO_ACCEPTED(Grade.INFO, "a truly old server, or a firewall that lets only the old commands pass"),
    BYTES_AFTER_220(Grade.INFO, "a server that sends its replies too early"),
    KEYWORD_BEFORE_GREETING(Grade.INFO, "a server that builds its reply wrongly"),
    PROXY_GREETING(
            Grade.INFO, "a mail proxy of the recipient's, or one near the scanner: check your own network first"),
    CERTIFICATE_SMELL(Grade.INFO, "the certificate that an appliance or a mail server is delivered with"),
    /** Seen in two sessions together. */
    CLIENT_HELLO_INTOLERANT(
            Grade.INFO, "an old TLS stack, or a device on the path that cannot take a long ClientHello");

    private final Grade grade;
    private final String benignExplanation;

    Sign(Grade grade, String benignExplanation) {
        this.grade = grade;
        this.benignExplanation = benignExplanation;
    }

    public Grade grade() {
        return grade;
    }

    public String benignExplanation() {
        return benignExplanation;
    }

    public Rule rule() {
        return Rule.valueOf(name());
    }
}
