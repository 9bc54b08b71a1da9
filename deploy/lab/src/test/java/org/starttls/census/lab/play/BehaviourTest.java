package org.starttls.census.lab.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starttls.census.lab.plan.CertificatePlan;
import org.starttls.census.lab.plan.PlannedMx;

class BehaviourTest {
    @TempDir
    private Path folder;

    private Behaviour read(String text) throws IOException {
        return Behaviour.read(Files.writeString(folder.resolve("some-server.smtp"), text));
    }

    @Test
    void sendsInOneSegmentWhatStandsBetweenTwoSteps() throws IOException {
        Behaviour behaviour = read("# expect: EHLO NOT_OFFERED\nS: 220 a\n!send \\x00b\nC: EHLO\n!close\n");

        assertThat(behaviour.steps())
                .containsExactly(new Step.Send("220 a\r\n\0b"), new Step.Command(), new Step.Close());
    }

    @Test
    void takesRouteCertificateAndProxyFromItsHead() throws IOException {
        Behaviour behaviour = read("# mx: 5 mx.a.test, 10 .\n# certificate: EXPIRED\n# proxy: ANSWER_454\nS: 220 a\n");

        assertThat(behaviour.mx()).containsExactly(new PlannedMx(5, "mx.a.test"), new PlannedMx(10, "."));
        assertThat(behaviour.certificate()).isEqualTo(CertificatePlan.EXPIRED);
        assertThat(behaviour.proxy()).contains(Tampering.ANSWER_454);
        assertThat(behaviour.host()).isEqualTo("mx.some-server.test");
    }

    @Test
    void saysWhichLineItCannotRead() {
        assertThatThrownBy(() -> read("S: 220 a\n!dance\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("some-server.smtp, line 2: !dance");
    }
}
