package org.starttls.census.crawler.dns;

import java.io.ByteArrayOutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Records of a message as records of ours. */
final class DnsjavaRecords {
    private DnsjavaRecords() {}

    static int type(RecordType type) {
        return switch (type) {
            case A -> Type.A;
            case AAAA -> Type.AAAA;
            case MX -> Type.MX;
            case TXT -> Type.TXT;
        };
    }

    /** The name that the owner is an alias of. Of several, which RFC 1034 s3.6.2 forbids, the first. */
    static Optional<Name> alias(List<Record> section, Name owner) {
        for (Record record : section) {
            if (record instanceof CNAMERecord alias && isOf(record, owner)) {
                return Optional.of(alias.getTarget());
            }
        }
        return Optional.empty();
    }

    /** The owner's records of the type, in order; others in the message are nothing to it. */
    static List<DnsRecord> of(List<Record> section, Name owner, RecordType type) {
        List<DnsRecord> records = new ArrayList<>(section.size());
        for (Record record : section) {
            if (record.getType() == type(type) && isOf(record, owner)) {
                records.add(of(record, type));
            }
        }
        return records;
    }

    private static DnsRecord of(Record record, RecordType type) {
        return switch (type) {
            case A, AAAA -> new DnsRecord.Address(address(record.rdataToWireCanonical()));
            case MX -> {
                MXRecord mx = (MXRecord) record;
                yield new DnsRecord.Mx(mx.getPriority(), text(mx.getTarget()));
            }
            case TXT -> new DnsRecord.Text(text((TXTRecord) record));
        };
    }

    private static boolean isOf(Record record, Name owner) {
        return record.getDClass() == DClass.IN && record.getName().equals(owner);
    }

    /** Made of 16 bytes it stays an IPv6 address, which the JDK's own factory would turn into IPv4 where it maps one. */
    private static InetAddress address(byte[] bytes) {
        try {
            return bytes.length == 16 ? Inet6Address.getByAddress(null, bytes, -1) : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }

    /** Lower case, no trailing dot; the root is ".". */
    static String text(Name name) {
        String text = name.toString(true).toLowerCase(Locale.ROOT);
        return text.isEmpty() ? "." : text;
    }

    private static String text(TXTRecord record) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] string : record.getStringsAsByteArrays()) {
            joined.writeBytes(string);
        }
        return joined.toString(StandardCharsets.ISO_8859_1);
    }
}
