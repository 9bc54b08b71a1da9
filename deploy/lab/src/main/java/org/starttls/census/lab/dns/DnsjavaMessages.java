package org.starttls.census.lab.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.starttls.census.lab.plan.PlannedMx;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** From a query on the wire to the answer on the wire. */
final class DnsjavaMessages {
    private static final long TTL = 300;
    private static final int UDP_PAYLOAD = 1_232;
    private static final int UDP_WITHOUT_EDNS = 512;
    private static final int MAX_MESSAGE = 65_535;

    private final Answers answers;
    private final SOARecord authority;

    DnsjavaMessages(Answers answers) {
        this.answers = answers;
        Name lab = name("lab.invalid");
        this.authority = new SOARecord(Name.root, DClass.IN, TTL, lab, lab, 1, TTL, TTL, TTL, TTL);
    }

    /** The reply; empty if there is none, to noise as to a question that is planned to stay open. */
    Optional<byte[]> reply(byte[] query, boolean overUdp) {
        Message asked;
        try {
            asked = new Message(query);
        } catch (IOException e) {
            return Optional.empty();
        }
        Record question = asked.getQuestion();
        if (question == null || asked.getHeader().getFlag(Flags.QR)) {
            return Optional.empty();
        }
        String name = question.getName().toString(true).toLowerCase(Locale.ROOT);
        Answer answer = answers.answer(name, type(question.getType()), overUdp);
        if (answer.code() == Answer.Code.SILENCE) {
            return Optional.empty();
        }
        Message reply = new Message(asked.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.RA);
        if (asked.getHeader().getFlag(Flags.RD)) {
            reply.getHeader().setFlag(Flags.RD);
        }
        reply.addRecord(question, Section.QUESTION);
        fill(reply, question, answer);
        OPTRecord edns = asked.getOPT();
        if (edns != null) {
            reply.addRecord(new OPTRecord(UDP_PAYLOAD, 0, 0, edns.getFlags(), List.of()), Section.ADDITIONAL);
        }
        int room = edns == null ? UDP_WITHOUT_EDNS : Math.max(UDP_WITHOUT_EDNS, edns.getPayloadSize());
        return Optional.of(reply.toWire(overUdp ? room : MAX_MESSAGE));
    }

    private static Answers.Type type(int type) {
        return switch (type) {
            case Type.MX -> Answers.Type.MX;
            case Type.A -> Answers.Type.A;
            case Type.AAAA -> Answers.Type.AAAA;
            case Type.TXT -> Answers.Type.TXT;
            default -> Answers.Type.OTHER;
        };
    }

    private void fill(Message reply, Record question, Answer answer) {
        reply.getHeader().setRcode(rcode(answer.code()));
        if (answer.code() == Answer.Code.TRUNCATED) {
            reply.getHeader().setFlag(Flags.TC);
            return;
        }
        Name owner = question.getName();
        for (String alias : answer.aliases()) {
            Name target = name(alias);
            if (question.getType() != Type.CNAME || owner.equals(question.getName())) {
                reply.addRecord(new CNAMERecord(owner, DClass.IN, TTL, target), Section.ANSWER);
            }
            owner = target;
        }
        for (PlannedMx mx : answer.mx()) {
            reply.addRecord(new MXRecord(owner, DClass.IN, TTL, mx.preference(), name(mx.exchange())), Section.ANSWER);
        }
        for (String address : answer.addresses()) {
            reply.addRecord(address(owner, question.getType(), address), Section.ANSWER);
        }
        for (String text : answer.texts()) {
            reply.addRecord(new TXTRecord(owner, DClass.IN, TTL, text), Section.ANSWER);
        }
        boolean isEmpty = answer.mx().isEmpty()
                && answer.addresses().isEmpty()
                && answer.texts().isEmpty();
        if (isEmpty && answer.code() != Answer.Code.SERVER_FAILURE) {
            reply.addRecord(authority, Section.AUTHORITY);
        }
    }

    private static int rcode(Answer.Code code) {
        return switch (code) {
            case NO_ERROR, TRUNCATED, SILENCE -> Rcode.NOERROR;
            case NO_SUCH_NAME -> Rcode.NXDOMAIN;
            case SERVER_FAILURE -> Rcode.SERVFAIL;
        };
    }

    private static Record address(Name owner, int type, String text) {
        try {
            InetAddress address = InetAddress.getByName(text);
            return type == Type.AAAA
                    ? new AAAARecord(owner, DClass.IN, TTL, address)
                    : new ARecord(owner, DClass.IN, TTL, address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("planned address " + text, e);
        }
    }

    private static Name name(String text) {
        try {
            return text.equals(".") ? Name.root : Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalStateException("planned name " + text, e);
        }
    }
}
