import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { db } from "@/db";
import { contacts } from "@/db/schema/audience";
import { duplicateGroups, duplicateSearches } from "@/db/schema/duplicates";
import { type DuplicateKey, formatDuplicateKey } from "@/lib/domain/duplicate-key";
import { duplicateValueSql } from "@/lib/duplicate-search";

const groupsAPage = 20;

/**
 * Groups of contacts with the same phone number or value, in the order of that value, as the last
 * search found them (lib/duplicate-search.ts). Who was merged, changed or deleted since is left out.
 */
export async function listDuplicates(key: DuplicateKey, { after }: { after?: string | undefined }) {
  const name = formatDuplicateKey(key);
  const [search] = await db
    .select({
      searchedAt: duplicateSearches.searchedAt,
      requestedAt: duplicateSearches.requestedAt,
    })
    .from(duplicateSearches)
    .where(eq(duplicateSearches.key, name));
  const rows = await db
    .select()
    .from(duplicateGroups)
    .where(
      and(
        eq(duplicateGroups.key, name),
        after === undefined ? undefined : gt(duplicateGroups.value, after),
      ),
    )
    .orderBy(asc(duplicateGroups.value))
    .limit(groupsAPage + 1);
  const page = rows.slice(0, groupsAPage);
  const members = new Map(
    (
      await readMembers(
        key,
        page.flatMap(({ contactIds }) => contactIds),
      )
    ).map((member) => [member.id, member]),
  );
  const groups = page.map(({ value, contactCount, contactIds }) => {
    const there = contactIds.flatMap((id) => members.get(id) ?? []);
    const left = there.filter((member) => member.value === value);
    return { value, count: contactCount - contactIds.length + left.length, members: left };
  });
  return {
    groups: groups.filter((group) => group.members.length > 1),
    next: rows.length > groupsAPage ? page.at(-1)?.value : undefined,
    searchedAt: search?.searchedAt ?? null,
    isSearching: search !== undefined && search.requestedAt !== null,
  };
}

async function readMembers(key: DuplicateKey, ids: number[]) {
  if (ids.length === 0) return [];
  return db
    .select({
      id: contacts.id,
      email: contacts.email,
      name: contacts.name,
      value: duplicateValueSql(key).mapWith(String),
    })
    .from(contacts)
    .where(inArray(contacts.id, ids));
}
