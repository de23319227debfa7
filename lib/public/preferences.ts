import { clientIp } from "@/lib/client-ip";
import type { Evidence } from "@/lib/consents";
import { hitRateLimits } from "@/lib/rate-limit";
import { applyPreferences } from "./apply-preferences";
import { readLink, strangerLocale } from "./link";
import { findMailOwner, hasRefusedEverything, listPreferenceTopics } from "./mail-owner";
import { calmPage, publicHeaders } from "./page";
import { readPreferenceChange, type PreferenceChange } from "./preference-form";
import { outcomePage, preferencePage } from "./preference-page";

/** Far more than a person needs, and than a mail provider repeats its one-click. */
const rate = { name: "public-link", limit: 60, windowSeconds: 10 * 60 };

/** GET and HEAD: scanners follow every link of a mail, so looking changes nothing. */
export async function showPreferences(request: Request, token: string): Promise<Response> {
  const link = readLink("unsubscribe", token, request);
  if (!link.ok) return link.page();
  const owner = await findMailOwner(link.target, request);
  if (!owner) return calmPage(strangerLocale(request), "gone");
  const [topics, isRefused] = await Promise.all([
    listPreferenceTopics(owner),
    hasRefusedEverything(owner),
  ]);
  return preferencePage(owner, { topics, isRefused });
}

/** POST: the person's own form, or the mail program's one-click (RFC 8058), which gets a bare 200. */
export async function savePreferences(request: Request, token: string): Promise<Response> {
  const link = readLink("unsubscribe", token, request);
  if (!link.ok) return link.page();
  const change = await readPreferenceChange(request);
  if (!change) return calmPage(strangerLocale(request), "notUnderstood");
  const allowed = await hitRateLimits([{ rate, subject: token }]);
  if (!allowed.ok) return calmPage(strangerLocale(request), "tooMany");
  const owner = await findMailOwner(link.target, request);
  if (owner) {
    const outcome = await applyPreferences(owner, change, evidenceOf(change, request, link.target));
    if (change.kind !== "one_click") {
      const topics = await listPreferenceTopics(owner);
      return outcomePage(owner, { topics, outcome, isUndo: change.kind === "undo" });
    }
  }
  if (change.kind !== "one_click") return calmPage(strangerLocale(request), "gone");
  const headers = { ...publicHeaders, "content-type": "text/plain; charset=utf-8" };
  return new Response("Unsubscribed\n", { headers });
}

function evidenceOf(
  change: PreferenceChange,
  request: Request,
  { campaignId, recipientId }: { campaignId: number; recipientId: number },
): Evidence {
  const sources = {
    one_click: "one_click",
    topic: "preference_page",
    save: "preference_page",
    undo: "undo",
  } as const;
  return {
    source: sources[change.kind],
    campaignId,
    recipientId,
    ip: clientIp(request.headers),
    userAgent: request.headers.get("user-agent"),
  };
}
