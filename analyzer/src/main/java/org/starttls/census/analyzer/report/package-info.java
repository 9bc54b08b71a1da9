/**
 * The published face of a campaign: {@code report.json}, and made from it alone the page and the CSV files.
 *
 * <p>The same campaign gives the same bytes: dates come from the manifest, orders are total, numbers are formatted without a
 * locale. Whatever a peer wrote is text, never markup, never a formula.
 *
 * <p>The page's builder is handed the model of {@code report.json} and nothing else: no engine, no campaign.
 */
package org.starttls.census.analyzer.report;
