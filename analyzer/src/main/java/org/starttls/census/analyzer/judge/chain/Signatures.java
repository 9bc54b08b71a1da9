package org.starttls.census.analyzer.judge.chain;

import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether one certificate's key signed another. Remembers the last answers, for issuers recur. For one thread. */
public final class Signatures {
    /** Answers. Two short texts each: at most some 30 MB. */
    private static final int REMEMBERED = 100_000;

    private final Map<String, Boolean> answers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    boolean verify(Certificate certificate, Certificate issuer) {
        return answers.computeIfAbsent(
                certificate.sha256() + issuer.sha256(),
                key -> verifies(certificate, issuer.x509().getPublicKey()));
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
