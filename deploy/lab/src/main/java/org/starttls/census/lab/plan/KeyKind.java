package org.starttls.census.lab.plan;

/** Kind of a server's key, and of the authority that signs it. */
public enum KeyKind {
    ECDSA,
    RSA
}
