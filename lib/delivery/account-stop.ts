import { and, desc, eq, inArray, isNotNull } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { recordAudit } from "@/lib/audit";
import { resumeCampaign } from "@/lib/delivery/lifecycle";
import { editableKinds } from "@/lib/domain/campaign-edit";
import { accountStopOf, type AccountStopWord } from "@/lib/domain/stop-words";

/** One cause that stopped the whole account, with the campaigns that wait for it. */
export type AccountStop = {
  word: AccountStopWord;
  /** SES's own name of it, of the newest campaign. */
  code: string;
  campaigns: { id: number; name: string; reason: string }[];
};

export async function listAccountStops(): Promise<AccountStop[]> {
  const rows = await db
    .select({ id: campaigns.id, name: campaigns.name, reason: campaigns.pausedReason })
    .from(campaigns)
    .where(
      and(
        eq(campaigns.status, "paused"),
        isNotNull(campaigns.pausedReason),
        inArray(campaigns.kind, [...editableKinds]),
      ),
    )
    .orderBy(desc(campaigns.updatedAt));
  const stops = new Map<AccountStopWord, AccountStop>();
  for (const { reason, ...campaign } of rows) {
    const word = accountStopOf(reason ?? "");
    if (reason === null || word === undefined) continue;
    const stop = stops.get(word) ?? { word, code: reason, campaigns: [] };
    stop.campaigns.push({ ...campaign, reason });
    stops.set(word, stop);
  }
  return [...stops.values()];
}

/**
 * Goes on with every campaign that this cause paused, and with no other: who was paused by a person,
 * or by something else meanwhile, stays so. Returns how many went on.
 */
export async function resumeStopped(
  word: AccountStopWord,
  { userId }: { userId: number },
): Promise<number> {
  const stop = (await listAccountStops()).find((candidate) => candidate.word === word);
  let resumed = 0;
  for (const { id, reason } of stop?.campaigns ?? []) {
    const { ok } = await resumeCampaign(id, { userId, stoppedBy: reason });
    if (ok) resumed += 1;
  }
  if (resumed > 0) {
    await recordAudit({
      userId,
      action: "campaign.resume_all",
      details: { count: resumed, reason: stop?.code },
    });
  }
  return resumed;
}
