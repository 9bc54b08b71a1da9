/**
 * The laptop Internet: DNS and mail servers on loopback for any list of domains, and the ledger of what was planted.
 *
 * <pre>
 * list, seed ─▶ plan (pure) ─▶ ledger: truth.json, before anything is asked
 *                   ├───────▶ dns:  one resolver, UDP and TCP
 *                   ├───────▶ pki:  authorities, a certificate a server, trust-store.pem
 *                   └───────▶ smtp: one listener an address ─▶ ledger: contact log
 * </pre>
 *
 * A process of its own that shares no code with the crawler, or its ledger would prove nothing.
 */
package org.starttls.census.lab;
