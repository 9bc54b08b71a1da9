package org.starttls.census.analyzer.judge.chain;

import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whether one certificate's key signed another. Remembers answers, for issuers recur. For any number of threads. */
public final class Signatures {
    /** Answers kept, two short texts each: some 30 MB. Then it begins anew. */
    private static final int REMEMBERED = 100_000;

    private final Map<String, Boolean> answers = new ConcurrentHashMap<>();

    boolean verify(Certificate certificate, Certificate issuer) {
        String pair = certificate.sha256() + issuer.sha256();
        Boolean known = answers.get(pair);
        if (known != null) {
            return known;
        }
        boolean answer = verifies(certificate, issuer.x509().getPublicKey());
        if (answers.size() >= REMEMBERED) {
            answers.clear();
        }
        answers.put(pair, answer);
        return answer;
    }

    private static boolean verifies(Certificate certificate, PublicKey key) {
        try {
            certificate.x509().verify(key);
            return true;
        } catch (GeneralSecurityException | ProviderException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether a certificate is signed by its own key. */
    boolean isSelfSigned(Certificate certificate) {
        return certificate.isSelfIssued() && verify(certificate, certificate);
    }

    /** Whether two certificates carry the same key. */
    static boolean haveSameKey(Certificate one, Certificate other) {
        return Arrays.equals(
                one.x509().getPublicKey().getEncoded(),
                other.x509().getPublicKey().getEncoded());
    }
}
