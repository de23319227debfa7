import { type SQL, sql } from "drizzle-orm";
import { builtInFields } from "@/lib/domain/compiled-content";

/** True for a contact (row `contacts`) that has no value for a merge field. */
export function fieldIsBlank(field: string): SQL {
  const column = builtInFields.find((name) => name === field);
  // As mergeDataSql has it, without making all of it for one field of each of a million contacts.
  const value = column
    ? sql`contacts.${sql.identifier(column)}`
    : sql`contacts.properties ->> ${field}::text`;
  return sql`coalesce(btrim(${value}), '') = ''`;
}

/** A contact's values for merge tags, as `MergeData`: properties, then the built-in fields. */
export function mergeDataSql(): SQL {
  return sql`(contacts.properties || jsonb_build_object('email', contacts.email,
    'name', contacts.name, 'first_name', contacts.first_name, 'last_name', contacts.last_name,
    'phone', contacts.phone))`;
}
