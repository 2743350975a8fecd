/** The persistent session store. Packages below this one are internal. */
package dev.apes.persistence;
