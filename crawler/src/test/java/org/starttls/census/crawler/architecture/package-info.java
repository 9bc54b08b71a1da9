/** The house plan of the crawler as rules: which room may know which, and where each library stops. */
package org.starttls.census.crawler.architecture;
