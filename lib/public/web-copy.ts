import { and, eq } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { recipients } from "@/db/schema/recipients";
import { personalise } from "@/lib/content/personalise";
import { getContent } from "@/lib/content/store";
import { readLink, strangerLocale } from "./link";
import { calmPage, publicHeaders } from "./page";
import { recipientUrls } from "./recipient-urls";

/** A mail's own markup, kept from scripts, forms and our cookies; its links may open new pages. */
const policy = [
  "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation",
  "default-src 'none'",
  "img-src http: https: data:",
  "font-src https: data:",
  "style-src 'unsafe-inline' https:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The mail in the browser, exactly as this recipient got it. */
export async function showWebCopy(request: Request, token: string): Promise<Response> {
  const link = readLink("web", token, request);
  if (!link.ok) return link.page();
  const { target } = link;
  const [found] = await db
    .select({ contentHash: campaigns.contentHash, mergeData: recipients.mergeData })
    .from(recipients)
    .innerJoin(campaigns, eq(campaigns.id, recipients.campaignId))
    .where(
      and(eq(recipients.campaignId, target.campaignId), eq(recipients.id, target.recipientId)),
    );
  // Without its values (erased, archived) the mail would be a stranger's.
  if (!found?.contentHash || !found.mergeData) return calmPage(strangerLocale(request), "gone");
  const compiled = await getContent(found.contentHash);
  const mail = personalise(compiled, { data: found.mergeData, urls: recipientUrls(target) });
  return new Response(mail.html, {
    headers: {
      ...publicHeaders,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
    },
  });
}
