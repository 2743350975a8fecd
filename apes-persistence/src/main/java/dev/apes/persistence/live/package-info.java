/** What is committed, told to whoever looks on, from any process. Internal: may change in any release. */
package dev.apes.persistence.live;
