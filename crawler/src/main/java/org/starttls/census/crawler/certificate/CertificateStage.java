package org.starttls.census.crawler.certificate;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.avro.specific.SpecificRecord;
import org.starttls.census.crawler.stream.Admission;
import org.starttls.census.crawler.stream.Outcome;
import org.starttls.census.crawler.stream.Owner;
import org.starttls.census.crawler.stream.Stage;
import org.starttls.census.schemas.CertificateTask;
import org.starttls.census.schemas.Table;
import org.starttls.census.schemas.WorkTopic;

/** The stage that writes each distinct certificate once, parsed where it can be. Its work is short and done at once. */
public final class CertificateStage implements Stage<CertificateTask> {
    private static final String PARSED = "PARSED";
    private static final String UNPARSABLE = "UNPARSABLE";
    private static final String LOCAL_FAULT = "LOCAL_FAULT";

    @Override
    public WorkTopic input() {
        return WorkTopic.CERTIFICATES;
    }

    @Override
    public Class<CertificateTask> taskType() {
        return CertificateTask.class;
    }

    @Override
    public Owner<CertificateTask> own(int partition) {
        return new CertificateOwner();
    }

    private static final class CertificateOwner implements Owner<CertificateTask> {
        private final FingerprintSet seen = new FingerprintSet();

        @Override
        public void recall(CertificateTask task) {
            seen.add(new Sha256(task.getSha256()));
        }

        @Override
        public void recallNote(SpecificRecord note) {}

        @Override
        public Admission admit(CertificateTask task, Origin origin) {
            boolean isNew = seen.add(new Sha256(task.getSha256()));
            return origin == Origin.WORK && !isNew ? new Admission.Duplicate() : new Admission.Start();
        }

        @Override
        public CompletionStage<Outcome> work(CertificateTask task) {
            Der der = CertificateCodec.der(task);
            JdkCertificate.Reading reading = JdkCertificate.read(der);
            return CompletableFuture.completedFuture(
                    Outcome.counted(reading.error().isEmpty() ? PARSED : UNPARSABLE)
                            .row(Table.CERTIFICATES, CertificateCodec.row(der, reading.facts(), reading.error()))
                            .build());
        }

        @Override
        public Outcome localFault(CertificateTask task, Throwable fault) {
            return Outcome.counted(LOCAL_FAULT)
                    .row(
                            Table.CERTIFICATES,
                            CertificateCodec.row(
                                    CertificateCodec.der(task),
                                    Optional.empty(),
                                    Optional.of(
                                            "local fault: " + fault.getClass().getName())))
                    .build();
        }
    }
}
