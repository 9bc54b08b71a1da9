package org.starttls.census.analyzer.figures;

/** The steps of the funnel, in order. */
enum FunnelName {
    N0("Lines of the list", Unit.DOMAINS),
    N1("Distinct domains", Unit.DOMAINS),
    N2("Not opted out", Unit.DOMAINS),
    N3("DNS answered", Unit.DOMAINS),
    N4("Mail domains", Unit.DOMAINS),
    N5("MX hosts", Unit.HOSTS),
    N6("Addresses of MX hosts", Unit.ADDRESSES),
    N7("Connected", Unit.ADDRESSES),
    N8("Greeted with 220", Unit.ADDRESSES),
    N9("EHLO answered", Unit.ADDRESSES),
    N10("STARTTLS offered", Unit.ADDRESSES),
    N11("220 to STARTTLS", Unit.ADDRESSES),
    N12("TLS handshake complete", Unit.ADDRESSES),
    N13("Certificate parsed", Unit.ADDRESSES),
    N14("Chain trusted", Unit.ADDRESSES),
    N15("Name matches MX host", Unit.ADDRESSES),
    N16("Protected by policy", Unit.DOMAINS);

    /** What a step counts. */
    enum Unit {
        DOMAINS("domains"),
        HOSTS("hosts"),
        ADDRESSES("addresses");

        private final String text;

        Unit(String text) {
            this.text = text;
        }
    }

    private final String label;
    private final Unit unit;

    FunnelName(String label, Unit unit) {
        this.label = label;
        this.unit = unit;
    }

    String label() {
        return label;
    }

    String unit() {
        return unit.text;
    }
}
