package org.starttls.census.analyzer.verdict;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.judge.chain.Certificate;

/**
 * The trust anchors of a judgement, by name and SHA-256 of the file they came from.
 *
 * @param anchors never empty
 */
public record TrustStore(String name, String sha256, List<Certificate> anchors) {
    private static final String WHAT = "trust store";

    public TrustStore {
        Objects.requireNonNull(name);
        Objects.requireNonNull(sha256);
        anchors = List.copyOf(anchors);
        if (anchors.isEmpty()) {
            throw new IllegalArgumentException("no anchor");
        }
    }

    /**
     * The trust store of a campaign: that of its manifest, or that of this JDK if the manifest names no file.
     *
     * @throws org.starttls.census.analyzer.campaign.ProblemException A007 if it cannot be read
     */
    public static TrustStore of(CampaignFolder campaign) {
        return campaign.trustStore()
                .map(file -> pem(campaign.manifest().trustStore().name(), file))
                .orElseGet(TrustStore::ofJdk);
    }

    /**
     * Certificates in PEM form, by the name of their file.
     *
     * @throws org.starttls.census.analyzer.campaign.ProblemException A007 if there is none
     */
    public static TrustStore pem(Path file) {
        return pem(String.valueOf(file.getFileName()), file);
    }

    private static TrustStore pem(String name, Path file) {
        PemFile pem = PemFile.read(WHAT, file);
        return new TrustStore(name, pem.sha256(), pem.certificates());
    }

    /**
     * That of this JDK.
     *
     * @throws org.starttls.census.analyzer.campaign.ProblemException A007 if it cannot be read
     */
    public static TrustStore ofJdk() {
        Path file = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
        byte[] bytes = PemFile.bytes(WHAT, file);
        List<Certificate> anchors = new ArrayList<>();
        try {
            // Certificates are not encrypted; without a password only the integrity check is left out.
            KeyStore store = KeyStore.getInstance(file.toFile(), (char[]) null);
            List<String> aliases = Collections.list(store.aliases());
            Collections.sort(aliases);
            for (String alias : aliases) {
                anchor(store, alias).ifPresent(anchors::add);
            }
        } catch (GeneralSecurityException | IOException e) {
            throw PemFile.unreadable(WHAT, file, e.toString()).causedBy(e);
        }
        if (anchors.isEmpty()) {
            throw PemFile.unreadable(WHAT, file, "it holds no certificate").asException();
        }
        return new TrustStore("jdk-" + Runtime.version().feature() + "-cacerts", PemFile.digest(bytes), anchors);
    }

    private static Optional<Certificate> anchor(KeyStore store, String alias) throws GeneralSecurityException {
        if (!store.isCertificateEntry(alias)) {
            return Optional.empty();
        }
        byte[] der = store.getCertificate(alias).getEncoded();
        return Certificate.parse(PemFile.digest(der), der);
    }
}
