package org.starttls.census.crawler.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.starttls.census.crawler.stream.Admission;
import org.starttls.census.crawler.stream.Outcome;
import org.starttls.census.crawler.stream.Owner;
import org.starttls.census.schemas.CertificateRow;
import org.starttls.census.schemas.CertificateTask;
import org.starttls.census.schemas.Table;

class CertificateStageTest {
    private final Owner<CertificateTask> owner = new CertificateStage().own(0);

    @Test
    void writesEachCertificateOnce() throws IOException {
        assertThat(admit("ec")).isEqualTo(Admission.Kind.START);
        assertThat(admit("rsa")).isEqualTo(Admission.Kind.START);
        assertThat(admit("ec")).isEqualTo(Admission.Kind.DUPLICATE);
    }

    @Test
    void takesUpAgainWhatWasInFlightWhenItsOwnerDied() throws Exception {
        owner.recall(task("ec"));

        assertThat(owner.admit(task("ec"), Owner.Origin.WAITING).kind()).isEqualTo(Admission.Kind.START);
        assertThat(admit("ec")).isEqualTo(Admission.Kind.DUPLICATE);
    }

    @Test
    void remembersWhatItsPredecessorWrote() throws IOException {
        owner.recall(task("ec"));

        assertThat(admit("ec")).isEqualTo(Admission.Kind.DUPLICATE);
    }

    @Test
    void writesWhatItCannotReadWithTheReason() {
        byte[] garbage = {1, 2, 3};
        CertificateTask task = new CertificateTask(Sha256.of(garbage).hex(), ByteBuffer.wrap(garbage));

        Outcome outcome = owner.work(task).toCompletableFuture().join();

        CertificateRow row = (CertificateRow) outcome.rows().get(0).row();
        assertThat(outcome.tally()).isEqualTo("UNPARSABLE");
        assertThat(outcome.rows().get(0).table()).isEqualTo(Table.CERTIFICATES);
        assertThat(row.getParseError()).isNotEmpty();
        assertThat(row.getDer()).isEqualTo(ByteBuffer.wrap(garbage));
    }

    @Test
    void writesWhatItReads() throws IOException {
        Outcome outcome = owner.work(task("ec")).toCompletableFuture().join();

        CertificateRow row = (CertificateRow) outcome.rows().get(0).row();
        assertThat(row.getDnsNames()).containsExactly("mx.example.org", "*.example.net");
        assertThat(row.getParseError()).isNull();
        assertThat(row.getNotAfter()).isAfter(row.getNotBefore());
    }

    @Test
    void holdsAHundredThousandFingerprints() {
        FingerprintSet set = new FingerprintSet();

        for (int i = 0; i < 100_000; i++) {
            assertThat(set.add(Sha256.ofText("x" + i))).isTrue();
        }

        assertThat(set.add(Sha256.ofText("x77777"))).isFalse();
        assertThat(set.add(new Sha256("0".repeat(64)))).isTrue();
        assertThat(set.add(new Sha256("0".repeat(64)))).isFalse();
    }

    private Admission.Kind admit(String name) throws IOException {
        return owner.admit(task(name), Owner.Origin.WORK).kind();
    }

    private static CertificateTask task(String name) throws IOException {
        byte[] der = JdkCertificateTest.bytes(name);
        return new CertificateTask(Sha256.of(der).hex(), ByteBuffer.wrap(der));
    }
}
