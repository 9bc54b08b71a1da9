/** The house plan of the analyzer as rules: which room may know which, and where each library stops. */
package org.starttls.census.analyzer.architecture;
