package org.starttls.census.crawler.contact;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.function.Predicate;

/**
 * Whether this machine can send to an address of a family at all: what it cannot reach for want of a route says nothing
 * about the peer.
 */
public record UsableFamilies(boolean v6) implements Predicate<InetAddress> {
    /** An address of the documentation prefix, RFC 3849: it needs the same route as all of IPv6, and is nobody's. */
    private static final String SOMEWHERE = "2001:db8::1";

    /** Looks for a route. Sends nothing: connecting a datagram socket only chooses a source address. */
    public static UsableFamilies detect() {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress(InetAddress.getByName(SOMEWHERE), 9));
            InetAddress source = ((InetSocketAddress) channel.getLocalAddress()).getAddress();
            return new UsableFamilies(
                    source instanceof Inet6Address && !source.isLoopbackAddress() && !source.isLinkLocalAddress());
        } catch (IOException e) {
            return new UsableFamilies(false);
        }
    }

    @Override
    public boolean test(InetAddress address) {
        return v6 || !(address instanceof Inet6Address);
    }
}
