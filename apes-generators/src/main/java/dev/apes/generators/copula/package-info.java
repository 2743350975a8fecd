/**
 * Internal: the Gaussian copula. Each column is a monotone map of a standard normal variable, and the variables are jointly normal
 * with a correlation matrix that makes the observed dependence come out.
 */
package dev.apes.generators.copula;
