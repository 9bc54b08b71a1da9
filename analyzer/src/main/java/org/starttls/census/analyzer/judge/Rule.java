package org.starttls.census.analyzer.judge;

import java.util.Arrays;
import java.util.Optional;

/** Every rule by which something is judged: its source, and what it says. {@code docs/method.md} names each. */
public enum Rule {
    NO_CERTIFICATE("RFC 8446 s4.4.2", "A server shows a certificate."),
    UNPARSABLE("RFC 5280 s4.1", "A leaf certificate is X.509 in DER."),
    EXPIRED("RFC 5280 s6.1.3", "No certificate of the path has expired when it is shown."),
    NOT_YET_VALID("RFC 5280 s6.1.3", "Every certificate of the path is valid already when it is shown."),
    SELF_SIGNED("RFC 5280 s6.1", "A leaf signed by its own key is trusted only as a trust anchor."),
    UNTRUSTED_ROOT("RFC 5280 s6.1", "A path leads to a trust anchor."),
    INCOMPLETE_CHAIN("RFC 8446 s4.4.2", "Every certificate between the leaf and the trust anchor is sent."),
    CONSTRAINT_VIOLATED("RFC 5280 s6.1.4", "No constraint, usage or algorithm forbids the path."),
    NAME_MISMATCH("RFC 9525 s6.3", "A DNS name of subjectAltName is the MX host's."),
    VALID("RFC 5280 s6.1.5", "Path and name are good."),

    CA_REQUIRED("RFC 5280 s4.2.1.9", "Whoever signs a certificate is marked as CA."),
    PATH_TOO_LONG("RFC 5280 s4.2.1.9", "A path has no more intermediates than each CA of it permits."),
    SIGNING_NOT_PERMITTED("RFC 5280 s4.2.1.3", "The key usage of a CA includes keyCertSign, if there is one."),
    KEY_USAGE_NOT_FOR_TLS(
            "RFC 5280 s4.2.1.3", "The key usage of a leaf permits to sign, encipher or agree, if there is one."),
    NOT_FOR_SERVERS("RFC 5280 s4.2.1.12", "An extended key usage includes serverAuth or any, if there is one."),
    NAME_FORBIDDEN("RFC 5280 s4.2.1.10", "Names lie within the name constraints of every CA above them."),
    UNKNOWN_CRITICAL_EXTENSION("RFC 5280 s4.2", "Every critical extension is one that is understood."),
    WEAK_SIGNATURE("RFC 9325 s4.5", "No signature below the trust anchor uses MD5 or SHA-1."),
    WEAK_KEY("RFC 9325 s4.5", "RSA keys have at least 2,048 bits, curves 224; no key is DSA."),

    SSL_3("RFC 7568 s3", "SSL 3.0 is not used."),
    TLS_1_0("RFC 8996 s4", "TLS 1.0 is not used."),
    TLS_1_1("RFC 8996 s5", "TLS 1.1 is not used."),
    NULL_ENCRYPTION("RFC 9325 s4.1", "What is sent is encrypted."),
    UNDER_112_BITS(
            "RFC 9325 s4.1", "A cipher has at least 112 bits of security: none of export strength, no single DES."),
    UNDER_128_BITS("RFC 9325 s4.1", "A cipher has 128 bits of security; 3DES has 112."),
    RC4("RFC 7465 s2", "The cipher is not RC4."),
    ANONYMOUS("RFC 5246 sA.5", "The server proves a key: the key exchange is not anonymous."),
    STATIC_RSA("RFC 9325 s4.1", "The key is agreed on, not sent encrypted to the key of the certificate."),
    STATIC_DH("RFC 9325 s4.1", "The server's key of the agreement is made for the session."),
    FINITE_FIELD_DHE("RFC 9325 s4.1", "Up to TLS 1.2 the key is agreed on over a curve, not a finite field."),
    DH_UNDER_2048("RFC 9325 s4.5", "The prime of a finite field has at least 2,048 bits."),
    CURVE_UNDER_224("RFC 9325 s4.5", "The curve of a key exchange has at least 224 bits."),
    BREAKABLE_KEY_EXCHANGE(
            "RFC 9325 s4.5", "What the session's key depends on, a prime or an RSA key, has at least 1,024 bits."),
    RSA_UNDER_2048("RFC 9325 s4.5", "The RSA key of the certificate has at least 2,048 bits."),
    SHA_1_IN_HANDSHAKE("RFC 9325 s4.5", "The server signs its key exchange over neither SHA-1 nor MD5."),
    SHA_1_IN_CERTIFICATE("RFC 9325 s4.5", "The certificate is signed over neither SHA-1 nor MD5, by another's key."),

    MASKED_KEYWORD("RFC 5321 s4.1.1.1", "A keyword of the EHLO reply is overwritten with X's."),
    COMMAND_REWRITTEN("RFC 5321 s4.2", "A refusal quotes another command than was sent."),
    MASKED_GREETING("RFC 5321 s4.2", "The greeting is overwritten with asterisks."),
    HIDDEN_BUT_SUPPORTED("RFC 3207 s4.1", "STARTTLS is not offered; sent all the same, it leads to TLS."),
    OFFERED_THEN_REFUSED("RFC 3207 s4", "STARTTLS is offered, and refused."),
    EHLO_REFUSED_HELO_ACCEPTED("RFC 5321 s3.2", "EHLO is refused, HELO accepted."),
    REPLY_REWRITTEN("RFC 3207 s4", "STARTTLS is answered with success that is not 220."),
    NO_TLS_AFTER_220("RFC 3207 s4.1", "After 220 no TLS is spoken."),
    BYTES_AFTER_220("RFC 3207 s4.2", "Plain text follows the 220."),
    KEYWORD_BEFORE_GREETING("RFC 5321 s4.1.1.1", "STARTTLS stands where the server's name belongs."),
    PROXY_GREETING("RFC 5321 s4.1.1.1", "The EHLO reply names no server, or another one before TLS than inside."),
    CERTIFICATE_SMELL(
            "RFC 5280 s4.1.2",
            "A certificate names an inspecting product or localhost, or was signed by its own key minutes ago."),
    OFFERED_BY_SOME("RFC 3207 s4", "Some sessions of the host offer STARTTLS, others do not."),
    CLIENT_HELLO_INTOLERANT("RFC 8446 s4.1.3", "The handshake fails, and succeeds with another ClientHello."),
    ABSENT_CONFIRMED("RFC 3207 s4.1", "STARTTLS is not offered, and its refusal shows that it arrived intact."),
    ABSENT("RFC 3207 s4.1", "STARTTLS is not offered.");

    private final String source;
    private final String sentence;

    Rule(String source, String sentence) {
        this.source = source;
        this.sentence = sentence;
    }

    /** The rule of that name, if there is one in this version. */
    public static Optional<Rule> named(String name) {
        return Arrays.stream(values()).filter(rule -> rule.name().equals(name)).findFirst();
    }

    /** RFC and section, as "RFC 5280 s6.1". */
    public String source() {
        return source;
    }

    public String sentence() {
        return sentence;
    }
}
