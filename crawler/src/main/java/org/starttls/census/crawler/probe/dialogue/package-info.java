/**
 * The SMTP dialogue as plain Java: replies, the state machine from greeting to QUIT, its endings and its transcript.
 *
 * <p>Event in, action out: nothing here does I/O, reads a clock, starts a timer or knows a library. What a peer does is
 * an event or an {@link org.starttls.census.crawler.probe.dialogue.Ending}, never an exception; an exception from here
 * is a bug of ours. Whatever a peer sends, memory stays within the limits that the types name.
 */
package org.starttls.census.crawler.probe.dialogue;
