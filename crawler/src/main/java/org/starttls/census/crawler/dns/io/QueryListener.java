package org.starttls.census.crawler.dns.io;

import java.nio.ByteBuffer;

/** What becomes of one query: exactly one of these is called, once, on the loop's thread; none may block. */
public interface QueryListener {
    /** Why no answer came. */
    enum Silence {
        /** Nothing that matches came in time. */
        TIMEOUT,
        /** The network said that nobody is there, or the stream broke. */
        UNREACHABLE
    }

    /**
     * A message that came from the server asked, with the query's id and question. What follows the question may be
     * anything.
     *
     * @param message at its beginning; valid during the call only
     */
    void answered(ByteBuffer message);

    void unanswered(Silence silence);

    /** A fault of our own, or the pipeline was closed. */
    void broken(Throwable fault);
}
