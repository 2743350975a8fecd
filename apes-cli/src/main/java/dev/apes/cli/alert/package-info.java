/** Alerts of a running training: noticed, stored and passed on, without the training waiting for any of it. Internal. */
package dev.apes.cli.alert;
