package org.starttls.census.analyzer.judge.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameConstraintsTest {
    private final Pki pki = new Pki();

    private static NameConstraints excluding(int trees) throws IOException {
        GeneralSubtree[] excluded = IntStream.range(0, trees)
                .mapToObj(i -> new GeneralSubtree(new GeneralName(GeneralName.dNSName, "x" + i + ".test")))
                .toArray(GeneralSubtree[]::new);
        return NameConstraints.parse(
                new DEROctetString(new org.bouncycastle.asn1.x509.NameConstraints(null, excluded)).getEncoded());
    }

    private Certificate named(int names) {
        GeneralName[] dnsNames = IntStream.range(0, names)
                .mapToObj(i -> new GeneralName(GeneralName.dNSName, "n" + i + ".example"))
                .toArray(GeneralName[]::new);
        return pki.selfSigned(
                        Pki.plain("many").with(Extension.subjectAlternativeName, false, new GeneralNames(dnsNames)))
                .certificate();
    }

    @Test
    void permitNothingBeyondTheirLimitOfComparisons() throws IOException {
        int trees = 200;
        int names = NameConstraints.MAX_COMPARISONS / trees;

        assertThat(excluding(trees).permit(List.of(named(names)))).isTrue();
        assertThat(excluding(trees).permit(List.of(named(names + 1)))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "04", "0402", "0401FF", "04043002A080", "0403300130", "04063004A2020000"})
    void permitNothingWhenTheyCannotBeRead(String extension) {
        byte[] bytes = HexFormat.of().parseHex(extension);

        assertThat(NameConstraints.parse(bytes).permit(List.of(named(1)))).isFalse();
    }
}
