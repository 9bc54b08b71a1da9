package org.starttls.census.analyzer.verdict;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.campaign.ExitStatus;
import org.starttls.census.analyzer.campaign.Problem;
import org.starttls.census.analyzer.judge.chain.Certificate;

/**
 * The trust anchors of a judgement, by name and SHA-256 of the file they came from.
 *
 * @param anchors never empty
 */
public record TrustStore(String name, String sha256, List<Certificate> anchors) {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");

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
     * Certificates in PEM form. One that cannot be parsed is no anchor; text around them is left alone.
     *
     * @throws org.starttls.census.analyzer.campaign.ProblemException A007 if there is none
     */
    public static TrustStore pem(String name, Path file) {
        byte[] bytes = read(file);
        List<Certificate> anchors = new ArrayList<>();
        Matcher blocks = PEM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        while (blocks.find()) {
            byte[] der = Base64.getMimeDecoder().decode(blocks.group(1));
            Certificate.parse(sha256(der), der).ifPresent(anchors::add);
        }
        if (anchors.isEmpty()) {
            throw unreadable(file, "it holds no certificate in PEM form").asException();
        }
        return new TrustStore(name, sha256(bytes), anchors);
    }

    private static TrustStore ofJdk() {
        Path file = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
        byte[] bytes = read(file);
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
            throw unreadable(file, e.toString()).causedBy(e);
        }
        if (anchors.isEmpty()) {
            throw unreadable(file, "it holds no certificate").asException();
        }
        return new TrustStore("jdk-" + Runtime.version().feature() + "-cacerts", sha256(bytes), anchors);
    }

    private static Optional<Certificate> anchor(KeyStore store, String alias) throws GeneralSecurityException {
        if (!store.isCertificateEntry(alias)) {
            return Optional.empty();
        }
        byte[] der = store.getCertificate(alias).getEncoded();
        return Certificate.parse(sha256(der), der);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e.toString()).causedBy(e);
        }
    }

    private static Problem unreadable(Path file, String because) {
        return new Problem(
                "A007",
                ExitStatus.UNREADABLE_INPUT,
                "the trust store cannot be read",
                file + ": " + because,
                "without trust anchors no chain can be judged; nothing was written",
                "name another: census judge CAMPAIGN --trust-store FILE (certificates in PEM form)");
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
