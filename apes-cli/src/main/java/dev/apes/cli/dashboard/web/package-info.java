/** What the dashboard's server does for every request: assets, problems, headers, who is there and what they may. */
package dev.apes.cli.dashboard.web;
