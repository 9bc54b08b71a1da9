package org.starttls.census.analyzer.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.starttls.census.analyzer.campaign.CampaignFolder;
import org.starttls.census.analyzer.campaign.ExitStatus;
import org.starttls.census.analyzer.campaign.Problem;
import org.starttls.census.analyzer.campaign.VerdictSet;
import org.starttls.census.analyzer.verdict.Intermediates;
import org.starttls.census.analyzer.verdict.Judging;
import org.starttls.census.analyzer.verdict.Terms;
import org.starttls.census.analyzer.verdict.TrustStore;
import org.starttls.census.analyzer.verdict.VerdictFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rejudge CAMPAIGN}: the same facts by the same or another trust store, at their time or another. */
@Command(
        name = "rejudge",
        mixinStandardHelpOptions = true,
        description = {
            "Judges a campaign again from its stored facts. Without options its own verdicts anew: the same facts and",
            "rules give the same bytes. With another trust store, time or bundle of intermediates: new verdicts beside",
            "the old, in CAMPAIGN/verdicts/RULES_VERSION+LABEL/, a set for each trust store. report, sql and show read",
            "them by --verdicts LABEL; a report shows all sets side by side."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  census rejudge demo",
            "  census rejudge demo --trust-store mozilla-2027-01.pem --trust-store jdk",
            "  census rejudge demo --at 2027-01-01T00:00:00Z --as next-year",
            "  census report demo --verdicts next-year"
        })
final class RejudgeCommand implements Callable<Integer> {
    /** The word for the trust store of this JDK. */
    private static final String JDK = "jdk";

    @Spec
    private CommandSpec spec;

    @Mixin
    private CampaignOptions options;

    @Option(
            names = "--trust-store",
            paramLabel = "FILE",
            description = "Trust anchors in PEM form, or " + JDK + " for those of this JDK; several times for a set of"
                    + " verdicts each (default: those of the campaign).")
    private List<String> trustStores = new ArrayList<>();

    @Option(
            names = "--intermediates",
            paramLabel = "FILE",
            description = "Intermediates in PEM form that are known beside those seen in the campaign.")
    private Path intermediates;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "Judge every chain as of this time, as 2027-01-01T00:00:00Z (default: when it was shown).")
    private Instant at;

    @Option(
            names = "--as",
            paramLabel = "LABEL",
            description = "What to call the new verdicts (default: by trust store, intermediates and time).")
    private String label;

    @Override
    public Integer call() {
        CampaignFolder campaign = options.folder();
        Map<VerdictSet, Terms> sets = sets(campaign);
        sets.forEach((set, terms) -> new VerdictFolder(campaign, set).requireSame(terms));
        List<Judgement> judgements = sets.entrySet().stream()
                .map(set -> Judgement.of(campaign, set.getKey(), set.getValue()))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(JacksonAnswer.judgements(judgements));
        } else {
            judgements.forEach(judgement -> JudgeCommand.print(judgement, out));
        }
        out.flush();
        return ExitStatus.DONE.code();
    }

    private Map<VerdictSet, Terms> sets(CampaignFolder campaign) {
        if (trustStores.isEmpty() && intermediates == null && at == null && label == null) {
            return Map.of(VerdictSet.own(Judging.RULES_VERSION), Terms.own(campaign));
        }
        Optional<Intermediates> known = Optional.ofNullable(intermediates).map(Intermediates::pem);
        Map<VerdictSet, Terms> sets = new LinkedHashMap<>();
        for (TrustStore trustStore : trustStores(campaign)) {
            VerdictSet set = new VerdictSet(Judging.RULES_VERSION, label(trustStore, known));
            if (sets.put(set, new Terms(trustStore, known, Optional.ofNullable(at))) != null) {
                throw unclear("two sets of verdicts would be called " + set.label())
                        .asException();
            }
        }
        return sets;
    }

    private List<TrustStore> trustStores(CampaignFolder campaign) {
        if (trustStores.isEmpty()) {
            return List.of(TrustStore.of(campaign));
        }
        return trustStores.stream()
                .map(name -> name.equals(JDK) ? TrustStore.ofJdk() : TrustStore.pem(Path.of(name)))
                .toList();
    }

    private String label(TrustStore trustStore, Optional<Intermediates> known) {
        List<String> parts = new ArrayList<>();
        if (!trustStores.isEmpty()) {
            parts.add(stem(trustStore.name()));
        }
        known.ifPresent(bundle -> parts.add(stem(bundle.name())));
        if (at != null) {
            parts.add("at-" + at.toString().replaceAll("[-:]|T00:00:00Z$", ""));
        }
        String chosen = label == null ? String.join("-", parts) : label;
        if (!VerdictSet.isLabel(chosen) || chosen.equals(VerdictSet.OWN)) {
            throw unclear(chosen
                            + " is none: up to 64 letters, digits, dots, underscores and dashes, the first a letter"
                            + " or digit, and not " + VerdictSet.OWN)
                    .asException();
        }
        return chosen;
    }

    /** Without its suffix, and with dashes for what no label holds. */
    private static String stem(String file) {
        return file.replaceFirst("\\.(pem|crt|cer)$", "").replaceAll("[^A-Za-z0-9._-]+", "-");
    }

    private static Problem unclear(String because) {
        return new Problem(
                "A011",
                ExitStatus.WRONG_CALL,
                "it is not clear what to call the new verdicts",
                because,
                "nothing was judged",
                "give one trust store at a time and a label: --as LABEL");
    }
}
