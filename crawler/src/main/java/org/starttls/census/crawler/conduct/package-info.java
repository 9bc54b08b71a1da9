/**
 * How we behave: which addresses are never contacted, who asked to be left alone, under what name we come.
 *
 * <p>Decisions are taken on literal addresses and names given by the caller. Nothing here opens a connection or asks a
 * question; what must be looked up is handed in.
 */
package org.starttls.census.crawler.conduct;
