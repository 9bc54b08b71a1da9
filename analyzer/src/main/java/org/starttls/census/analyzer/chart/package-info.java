/**
 * Charts as static SVG: bars, a funnel, a curve, points with bounds, a gauge.
 *
 * <p>A chart is a pure function of labels and numbers and gives the same text for the same input. Every label is escaped
 * here; colours are classes, so that the page's style decides on light, dark and print. Each chart draws itself at two
 * widths, because text in a picture that is scaled down to a phone cannot be read.
 */
package org.starttls.census.analyzer.chart;
