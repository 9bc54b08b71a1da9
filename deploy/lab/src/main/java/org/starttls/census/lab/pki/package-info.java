/**
 * The lab's certificates: two authorities that the trust store knows, one that nobody knows, and the chains that servers
 * show. Few key pairs are shared by all servers, and a chain is signed when it is first shown. Only
 * {@link org.starttls.census.lab.pki.BouncycastleAuthorities} knows the library.
 */
package org.starttls.census.lab.pki;
