package org.starttls.census.analyzer.verdict;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.starttls.census.analyzer.campaign.ExitStatus;
import org.starttls.census.analyzer.campaign.Problem;
import org.starttls.census.analyzer.judge.chain.Certificate;

/**
 * A file of certificates in PEM form. One that cannot be parsed is left out; text around them is left alone.
 *
 * @param sha256 of the file
 * @param certificates never empty
 */
record PemFile(String sha256, List<Certificate> certificates) {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");

    PemFile {
        certificates = List.copyOf(certificates);
    }

    /**
     * Reads it.
     *
     * @param what it is to us, for the words of a problem
     * @throws org.starttls.census.analyzer.campaign.ProblemException A007 if there is no certificate
     */
    static PemFile read(String what, Path file) {
        byte[] bytes = bytes(what, file);
        List<Certificate> certificates = new ArrayList<>();
        Matcher blocks = PEM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        while (blocks.find()) {
            certificate(blocks.group(1)).ifPresent(certificates::add);
        }
        if (certificates.isEmpty()) {
            throw unreadable(what, file, "it holds no certificate in PEM form").asException();
        }
        return new PemFile(digest(bytes), certificates);
    }

    private static Optional<Certificate> certificate(String base64) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            return Certificate.parse(digest(der), der);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static byte[] bytes(String what, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(what, file, e.toString()).causedBy(e);
        }
    }

    static Problem unreadable(String what, Path file, String because) {
        return new Problem(
                "A007",
                ExitStatus.UNREADABLE_INPUT,
                "the " + what + " cannot be read",
                file + ": " + because,
                "no chain was judged; nothing was written",
                "give a file of certificates in PEM form: census rejudge --help");
    }

    /** SHA-256, lower-case hexadecimal. */
    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
