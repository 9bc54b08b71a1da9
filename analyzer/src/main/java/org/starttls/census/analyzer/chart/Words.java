package org.starttls.census.analyzer.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Numbers and symbols as people read them, the same in every locale. */
public final class Words {
    /** Below it a percentage feigns a precision that is not there: the counts are said instead. */
    public static final int FEWEST_FOR_PERCENT = 30;

    private static final char NARROW_SPACE = '\u202f';

    private static final Set<String> ACRONYMS =
            Set.of("MX", "DNS", "TLS", "EHLO", "HELO", "STARTTLS", "URL", "DANE", "IP", "SMTP", "TLSA", "PKIX");

    private Words() {}

    /** "68,030". */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** "29.61 %" of a share from 0 to 1, with a narrow space that does not break. */
    public static String percent(BigDecimal share) {
        return share.movePointRight(2).setScale(2, RoundingMode.HALF_UP).toPlainString() + NARROW_SPACE + "%";
    }

    /** "29.6 %" of counts, for pictures; nothing of few. */
    public static String coarsePercent(long part, long whole) {
        if (whole < FEWEST_FOR_PERCENT) {
            return "";
        }
        BigDecimal percent =
                BigDecimal.valueOf(part).movePointRight(2).divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
        return percent.toPlainString() + NARROW_SPACE + "%";
    }

    /** A symbol of the tables as words: {@code NULL_MX} is "null MX". */
    public static String symbol(String symbol) {
        if (symbol.equals("MTA_STS")) {
            return "MTA-STS";
        }
        return Arrays.stream(symbol.split("_", -1))
                .map(word -> ACRONYMS.contains(word) ? word : word.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    /** "1 domain", "2 domains". */
    public static String of(long count, String plural) {
        String singular = plural.endsWith("sses")
                ? plural.substring(0, plural.length() - 2)
                : plural.substring(0, plural.length() - 1);
        return count(count) + "\u00a0" + (count == 1 ? singular : plural);
    }
}
