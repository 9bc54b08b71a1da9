package org.starttls.census.crawler.conduct;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;

/** Reads addresses and prefixes as text, strictly: no wildcards, ranges, host names or abbreviated IPv4. */
final class IpaddressText {
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowWildcardedSeparator(false)
            .allowMask(false)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .allowBase85(false)
            .getParentBuilder()
            .toParams();

    private IpaddressText() {}

    /**
     * What the text says: the address, 4 or 16 bytes, and its prefix length in bits, the whole address if none was
     * written.
     */
    static final class Parsed {
        private final byte[] address;
        private final int length;

        private Parsed(byte[] address, int length) {
            this.address = address;
            this.length = length;
        }

        byte[] address() {
            return address;
        }

        int length() {
            return length;
        }
    }

    /** @throws IllegalArgumentException if it is neither an address nor a prefix */
    static Parsed parse(String text) {
        int slash = text.indexOf('/');
        try {
            IPAddress address = new IPAddressString(slash < 0 ? text : text.substring(0, slash), STRICT).toAddress();
            if (address == null || address.isMultiple()) {
                throw new IllegalArgumentException("\"" + text + "\" is no address or prefix");
            }
            int length = slash < 0 ? address.getBitCount() : Integer.parseInt(text.substring(slash + 1));
            if (length < 0 || length > address.getBitCount()) {
                throw new IllegalArgumentException("\"" + text + "\" has no such prefix length");
            }
            return new Parsed(address.getBytes(), length);
        } catch (AddressStringException | NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no address or prefix", e);
        }
    }
}
