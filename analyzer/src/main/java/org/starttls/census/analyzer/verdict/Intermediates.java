package org.starttls.census.analyzer.verdict;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.starttls.census.analyzer.judge.chain.Certificate;

/**
 * Intermediate certificates known beside those that the campaign has seen.
 *
 * @param sha256 of the file they came from
 */
public record Intermediates(String name, String sha256, List<Certificate> certificates) {
    public Intermediates {
        Objects.requireNonNull(name);
        Objects.requireNonNull(sha256);
        certificates = List.copyOf(certificates);
    }

    /**
     * Certificates in PEM form.
     *
     * @throws org.starttls.census.analyzer.campaign.ProblemException A007 if there is none
     */
    public static Intermediates pem(Path file) {
        PemFile pem = PemFile.read("bundle of intermediates", file);
        return new Intermediates(String.valueOf(file.getFileName()), pem.sha256(), pem.certificates());
    }
}
