package org.starttls.census.analyzer.judge.chain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** As much of DER as name constraints need: tags of one byte, definite lengths. Source: X.690 s8.1, s10.1. */
final class DerReader {
    /** An element: its tag, its content, and the whole of it. */
    static final class Element {
        private final int tag;
        private final byte[] whole;
        private final int header;

        Element(int tag, byte[] whole, int header) {
            this.tag = tag;
            this.whole = whole;
            this.header = header;
        }

        int tag() {
            return tag;
        }

        byte[] content() {
            return Arrays.copyOfRange(whole, header, whole.length);
        }

        List<Element> children() {
            return all(content());
        }
    }

    private DerReader() {}

    /** The one element that the bytes are. */
    static Element only(byte[] bytes) {
        List<Element> elements = all(bytes);
        if (elements.size() != 1) {
            throw new IllegalArgumentException("elements=" + elements.size());
        }
        return elements.get(0);
    }

    private static List<Element> all(byte[] bytes) {
        List<Element> elements = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            Element element = at(bytes, at);
            elements.add(element);
            at += element.whole.length;
        }
        return elements;
    }

    private static Element at(byte[] bytes, int start) {
        if (start + 2 > bytes.length) {
            throw new IllegalArgumentException("cut");
        }
        int first = bytes[start + 1] & 0xFF;
        int header = 2;
        int length = first;
        if (first >= 0x80) {
            int octets = first & 0x7F;
            if (octets < 1 || octets > 3 || start + 2 + octets > bytes.length) {
                throw new IllegalArgumentException("length of " + octets + " octets");
            }
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = length << 8 | bytes[start + 2 + i] & 0xFF;
            }
            header += octets;
        }
        int end = start + header + length;
        if (end > bytes.length) {
            throw new IllegalArgumentException("cut");
        }
        return new Element(bytes[start] & 0xFF, Arrays.copyOfRange(bytes, start, end), header);
    }

    static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /** A SEQUENCE around one element. */
    static byte[] sequenceOf(Element element) {
        int length = element.whole.length;
        if (length > 0xFFFF) {
            throw new IllegalArgumentException("length=" + length);
        }
        byte[] sequence = new byte[length + 4];
        sequence[0] = 0x30;
        sequence[1] = (byte) 0x82;
        sequence[2] = (byte) (length >> 8);
        sequence[3] = (byte) length;
        System.arraycopy(element.whole, 0, sequence, 4, length);
        return sequence;
    }
}
