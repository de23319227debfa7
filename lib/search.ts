import { and, desc, ilike, inArray, or } from "drizzle-orm";
import { db } from "@/db";
import { contacts } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import type { UserRole } from "@/db/schema/users";
import { listContactIds } from "@/lib/contact-list";
import { escapeLike } from "@/lib/contact-search";
import { campaignHref, editableKinds } from "@/lib/domain/campaign-edit";
import { contactFilter } from "@/lib/domain/contact-filter";
import { maskEmail } from "@/lib/domain/mask";
import type { SearchResult } from "@/lib/domain/search-result";
import { hasRole } from "@/lib/domain/user-role";

const shown = 6;

/** Campaigns and contacts for the command palette; viewers see masked addresses. */
export async function search(words: string, { role }: { role: UserRole }): Promise<SearchResult[]> {
  const wanted = words.normalize("NFC").trim().toLowerCase();
  if (wanted.length < 2) return [];
  const [foundCampaigns, foundContacts] = await Promise.all([
    searchCampaigns(wanted),
    searchContacts(wanted, role),
  ]);
  return [...foundCampaigns, ...foundContacts];
}

async function searchCampaigns(wanted: string): Promise<SearchResult[]> {
  const pattern = `%${escapeLike(wanted)}%`;
  const rows = await db
    .select({
      id: campaigns.id,
      name: campaigns.name,
      subject: campaigns.subject,
      status: campaigns.status,
    })
    .from(campaigns)
    .where(
      and(
        inArray(campaigns.kind, [...editableKinds]),
        or(ilike(campaigns.name, pattern), ilike(campaigns.subject, pattern)),
      ),
    )
    .orderBy(desc(campaigns.id))
    .limit(shown);
  return rows.map(({ id, name, subject, status }) => ({
    kind: "campaign",
    id: `campaign:${id}`,
    title: name || subject,
    detail: name ? subject : "",
    href: campaignHref(id, status),
  }));
}

/** The newest who have every word in name or address; the same search as the list of contacts. */
async function searchContacts(wanted: string, role: UserRole): Promise<SearchResult[]> {
  const seesAddresses = hasRole(role, "marketer");
  const scope = { mayReadAddresses: seesAddresses, sort: "newest", limit: shown } as const;
  const ids = await listContactIds(contactFilter.parse({ q: wanted }), scope);
  if (ids.length === 0) return [];
  const rows = await db
    .select({ id: contacts.id, name: contacts.name, email: contacts.email })
    .from(contacts)
    .where(inArray(contacts.id, ids))
    .orderBy(desc(contacts.id));
  return rows.map(({ id, name, email }) => {
    const address = seesAddresses ? email : maskEmail(email);
    return {
      kind: "contact",
      id: `contact:${id}`,
      title: name || address,
      detail: name ? address : "",
      href: `/audience/contacts/${id}`,
    };
  });
}
