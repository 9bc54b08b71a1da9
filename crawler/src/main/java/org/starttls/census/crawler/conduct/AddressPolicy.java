package org.starttls.census.crawler.conduct;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses are never contacted. Decided on the literal address that is given to connect; an IPv6 address that
 * carries an IPv4 address (mapped, compatible, translated, 6to4, Teredo) is judged by both.
 *
 * <p>Source: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890), RFC 4291 s2.5.5, RFC 6052, RFC 3056,
 * RFC 4380.
 */
public final class AddressPolicy {
    private static final String REGISTRY = "special-purpose.txt";
    private static final SpecialPurpose OUTSIDE_LAB =
            new SpecialPurpose("0.0.0.0/0", "RFC6890", "the lab permits 127.0.0.0/8 except 127.255.0.0/16");
    private static final Prefix LOOPBACK = Prefix.parse("127.0.0.0/8");
    private static final Prefix LOOPBACK_KEPT_OUT = Prefix.parse("127.255.0.0/16");
    private static final Prefix V4_COMPATIBLE = Prefix.parse("::/96");
    private static final Prefix NAT64 = Prefix.parse("64:ff9b::/96");

    private record Block(Prefix prefix, SpecialPurpose meaning) {}

    private final List<Block> blocks;
    private final boolean lab;

    private AddressPolicy(List<Block> blocks, boolean lab) {
        this.blocks = blocks;
        this.lab = lab;
    }

    /** Refuses every special-purpose address. */
    public static AddressPolicy internet() {
        return new AddressPolicy(registry(), false);
    }

    /** Permits 127.0.0.0/8 except 127.255.0.0/16, and nothing else. */
    public static AddressPolicy lab() {
        return new AddressPolicy(List.of(), true);
    }

    /** The block that forbids the address; empty if it may be contacted. */
    public Optional<SpecialPurpose> refusal(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (lab) {
            boolean permitted = LOOPBACK.contains(bytes) && !LOOPBACK_KEPT_OUT.contains(bytes);
            return permitted ? Optional.empty() : Optional.of(OUTSIDE_LAB);
        }
        return byRegistry(bytes).or(() -> carried(bytes).flatMap(this::byRegistry));
    }

    private Optional<SpecialPurpose> byRegistry(byte[] address) {
        return blocks.stream()
                .filter(block -> block.prefix().contains(address))
                .findFirst()
                .map(Block::meaning);
    }

    /** The IPv4 address inside an IPv6 address. 6to4 and Teredo are refused as a whole by the registry. */
    private static Optional<byte[]> carried(byte[] address) {
        if (address.length == 16 && (V4_COMPATIBLE.contains(address) || NAT64.contains(address) || isMapped(address))) {
            return Optional.of(Arrays.copyOfRange(address, 12, 16));
        }
        return Optional.empty();
    }

    /** {@code ::ffff:0:0/96}. Java turns these into IPv4 by itself; a caller that does not gets the same answer. */
    private static boolean isMapped(byte[] address) {
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[10] == -1 && address[11] == -1;
    }

    private static List<Block> registry() {
        List<Block> blocks = new ArrayList<>();
        try (InputStream file = AddressPolicy.class.getResourceAsStream(REGISTRY);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#") && !line.isBlank()) {
                    String[] words = line.split("\\s+", 3);
                    blocks.add(new Block(
                            Prefix.parse(words[0]),
                            new SpecialPurpose(words[0], words[1].replace("RFC", "RFC "), words[2])));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(blocks);
    }
}
