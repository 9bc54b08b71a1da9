/**
 * The world as planned: domains, mail hosts, servers and what is wrong with each. Pure functions of a list and a seed;
 * no socket, no clock, no file but the list. Whatever is measured later is compared with this and nothing else.
 *
 * <p>A {@link org.starttls.census.lab.plan.World} is closed: every host that a domain names is in it unless its absence
 * is the fault, and no two servers share an address. Apart from the operator with a host name a customer, no address can
 * be contacted more than 20 times by a client that tries each name at most three times.
 */
package org.starttls.census.lab.plan;
