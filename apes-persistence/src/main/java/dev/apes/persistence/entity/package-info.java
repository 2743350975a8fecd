/** The tables that training writes, as Jakarta Persistence entities. Internal: may change in any release. */
package dev.apes.persistence.entity;
