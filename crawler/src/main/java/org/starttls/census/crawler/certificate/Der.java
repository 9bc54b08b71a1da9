package org.starttls.census.crawler.certificate;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A certificate's bytes as a peer sent them, parsable or not. Equal when the bytes are. */
public final class Der {
    private final byte[] bytes;
    private final Sha256 sha256;

    private Der(byte[] bytes) {
        this.bytes = bytes;
        this.sha256 = Sha256.of(bytes);
    }

    /** Copies the bytes. */
    public static Der of(byte[] bytes) {
        return new Der(bytes.clone());
    }

    public Sha256 sha256() {
        return sha256;
    }

    public int length() {
        return bytes.length;
    }

    /** The bytes, for reading only. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Der der && Arrays.equals(bytes, der.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Der[" + bytes.length + " bytes, " + sha256 + "]";
    }
}
