import { and, eq } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { recipients } from "@/db/schema/recipients";
import { personaliseLink } from "@/lib/content/personalise";
import { getContent } from "@/lib/content/store";
import type { LinkTarget } from "@/lib/domain/link-token";
import { safeWebUrl } from "@/lib/domain/safe-url";
import { recordEngagement } from "./engagement";
import { isByPerson, readLink, strangerLocale } from "./link";
import { calmPage, publicHeaders } from "./page";

/**
 * Leads a click to where the mail's author meant it to go. The destination comes from the frozen
 * mail, never from the request, so this cannot be used to lead anybody anywhere else.
 */
export async function followLink(request: Request, token: string, n: string): Promise<Response> {
  const link = readLink("click", token, request);
  if (!link.ok) return link.page();
  const number = /^\d{1,4}$/.test(n) ? Number(n) : undefined;
  const url = number === undefined ? undefined : await findDestination(link.target, number);
  if (number === undefined || url === undefined)
    return calmPage(strangerLocale(request), "notOurs");
  if (isByPerson(request)) {
    await recordEngagement(link.target, { type: "click", link: number, url }, request);
  }
  return new Response(null, { status: 302, headers: { ...publicHeaders, location: url } });
}

async function findDestination(target: LinkTarget, n: number): Promise<string | undefined> {
  const [found] = await db
    .select({ contentHash: campaigns.contentHash, mergeData: recipients.mergeData })
    .from(campaigns)
    .leftJoin(
      recipients,
      and(eq(recipients.campaignId, campaigns.id), eq(recipients.id, target.recipientId)),
    )
    .where(eq(campaigns.id, target.campaignId));
  if (!found?.contentHash) return undefined;
  const compiled = await getContent(found.contentHash);
  // Erased or archived recipients have no values left; links without merge tags still work.
  const url = personaliseLink(compiled, n, found.mergeData ?? {});
  return url === undefined ? undefined : safeWebUrl(url);
}
