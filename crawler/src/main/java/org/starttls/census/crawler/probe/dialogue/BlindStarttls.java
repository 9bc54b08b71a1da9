package org.starttls.census.crawler.probe.dialogue;

/** Whether STARTTLS is sent to a server that answered EHLO without offering it. */
public enum BlindStarttls {
    ON,
    OFF
}
