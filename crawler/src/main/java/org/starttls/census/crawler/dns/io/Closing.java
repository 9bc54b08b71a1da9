package org.starttls.census.crawler.dns.io;

import java.io.IOException;
import java.nio.channels.Channel;

/** Closes sockets that are of no more use. */
final class Closing {
    private Closing() {}

    /** The system's complaint about the end of a socket concerns nobody. */
    static void quietly(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing of ours hangs on it.
        }
    }
}
