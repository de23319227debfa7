import { type CampaignMail, describeMail, sampleMergeData } from "@/lib/campaign-content";
import { compileContent, type MailToCompile } from "@/lib/content/compile";
import { personalise } from "@/lib/content/personalise";
import { listPlainLinks, preflightCompiled } from "@/lib/content/preflight";
import { listTypedFields } from "@/lib/content/typed-fields";
import { deliveryMode } from "@/lib/delivery-mode";
import type { CompiledContent } from "@/lib/domain/compiled-content";
import { checkLinkStates, type LinkState } from "@/lib/domain/link-state";
import { mimeMessage } from "@/lib/domain/mime-message";
import { warning } from "@/lib/domain/preflight";
import type { Preflight, PreflightItem, SpamScore } from "@/lib/domain/preflight-item";
import { publicUrl } from "@/lib/env";
import { findImageWeights } from "@/lib/images/weights";
import { askLinks, readLinkStates } from "@/lib/link-checks";
import { inertUrls } from "@/lib/public/recipient-urls";
import { findSender } from "@/lib/senders";
import { askSpamd, spamdAddress } from "@/lib/spamd";

/** The pre-flight of a draft with what is known of its links; nobody outside is asked. */
export async function preflightDraft(
  mail: MailToCompile,
  compiled: CompiledContent | undefined,
): Promise<PreflightItem[]> {
  const states = compiled ? await readLinkStates(listPlainLinks(compiled)) : new Map();
  return findEverything(mail, compiled, states);
}

/**
 * The same with what takes a while: links are tried, SpamAssassin is asked. For the pause after the
 * typing, never before a save answers.
 */
export async function preflightSlowly(
  campaign: CampaignMail & { senderId: number | null },
): Promise<Preflight> {
  const mail = await describeMail(campaign);
  const result = await compileContent(mail, { complete: false });
  if (!result.ok) return { items: await preflightDraft(mail, undefined) };
  const { compiled } = result;
  const [states, spam] = await Promise.all([
    askLinks(listPlainLinks(compiled)),
    scoreMail(compiled, campaign.senderId),
  ]);
  const items = await findEverything(mail, compiled, states);
  return { items: spam ? [...items, ...spamItems(spam)] : items, spam };
}

async function findEverything(
  mail: MailToCompile,
  compiled: CompiledContent | undefined,
  states: ReadonlyMap<string, LinkState>,
): Promise<PreflightItem[]> {
  const isReal = deliveryMode().mode === "real";
  const typed = listTypedFields(mail);
  const imageBytes = await findImageWeights(typed.map(({ value }) => value));
  const found = preflightCompiled(mail, compiled, { isReal, imageBytes });
  const dead = checkLinkStates(states, typed)
    // Where nothing leaves the machine, its own addresses are as good as any.
    .filter(({ code }) => isReal || code !== "link_private");
  return [...found, ...dead.map((finding) => ({ ...finding, of: "mail" as const }))];
}

/** What the SpamAssassin project calls spam begins at 5; from here on somebody should look. */
const suspicious = 3;

function spamItems({ score, rules }: SpamScore): PreflightItem[] {
  if (score < suspicious) return [];
  const finding = warning("spam_score", "mail", { score, rules: rules.slice(0, 8).join(", ") });
  return [{ ...finding, of: "mail" }];
}

async function scoreMail(
  compiled: CompiledContent,
  senderId: number | null,
): Promise<SpamScore | undefined> {
  const address = spamdAddress();
  if (!address) return undefined;
  const sender = senderId === null ? undefined : await findSender(senderId);
  const data = sampleMergeData(compiled.locale);
  const urls = inertUrls(compiled.links);
  const message = mimeMessage({
    ...personalise(compiled, { data, urls }),
    from: sender ?? { name: "", email: "nobody@localhost" },
    to: String(data["email"]),
    date: new Date(),
    unsubscribeUrl: `${publicUrl()}/u/test`,
  });
  return askSpamd(message, address);
}
