/**
 * Servers that follow transcripts, one file a behaviour, and a proxy that tampers with what they say. What is sent and
 * changed is decided without a socket; connections, timers and TLS stay in the adapters.
 */
package org.starttls.census.lab.play;
