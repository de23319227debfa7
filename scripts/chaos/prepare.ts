import { sql } from "drizzle-orm";
import { seededRandom } from "@/local/ses/faults";
import { createAudience, createCampaign } from "@/scripts/rig/audience";
import { waitForRate } from "@/scripts/rig/ledger";
import { createBites } from "./bites";
import { chaosContent } from "./content";
import { execute } from "./database";
import { createHistory } from "./history";
import type { ChaosOptions } from "./options";
import { createOldCampaigns } from "./old-campaigns";
import { followLog } from "./oracle";
import { createOrders } from "./orders";
import { openQueues } from "./queues";
import { emptyFacts, type Run } from "./run";
import { createSesControl } from "./ses-control";
import type { ChaosSystem } from "./system";

/** An audience, a confirmed campaign to it, and everything that watches and disturbs it. */
export async function prepareRun(
  options: ChaosOptions,
  system: ChaosSystem,
  { isLoud }: { isLoud: boolean },
): Promise<Run> {
  Object.assign(process.env, system.settings);
  const policy = sql.raw(`'${options.policy}'`);
  await execute(sql`alter table campaigns alter in_doubt_policy set default ${policy}`);
  await createOldCampaigns();
  const audience = await createAudience(options.recipients);
  const campaignId = await createCampaign(chaosContent, audience);
  await waitForRate(Math.floor(options.rate / 4));
  return {
    options,
    system,
    random: seededRandom(options.seed),
    history: createHistory({ isLoud }),
    orders: createOrders(system.ordersFolder),
    ses: createSesControl(system.sesUrl, options.seed),
    queues: openQueues(system.settings),
    accepts: followLog(system.sesFolder, "accepts.jsonl"),
    calls: followLog(system.sesFolder, "calls.jsonl"),
    audience,
    campaignId,
    facts: emptyFacts(),
    bites: createBites(),
    background: [],
  };
}
