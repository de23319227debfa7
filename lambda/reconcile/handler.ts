import { refreshRates } from "@/lib/delivery/rate";
import {
  beat,
  cancelLeftOvers,
  completeCampaigns,
  expireLeases,
  flushDeadLetters,
  resolveInDoubt,
} from "@/lib/delivery/reconcile";
import { log } from "@/lib/log";

/** SES answers GetAccount once a second at most; every 20 s is enough. */
const accountEveryMs = 20_000;
let accountAskedAt = 0;

/** The tick that ends what has no other end: leases, doubts, campaigns, owed copies. */
export async function handler(): Promise<void> {
  if (Date.now() - accountAskedAt >= accountEveryMs) {
    accountAskedAt = Date.now();
    try {
      await refreshRates();
    } catch (error) {
      // The last known rate stays; the heartbeat's age and this line tell.
      log.error({ error }, "SES did not tell its limits");
    }
  }
  await expireLeases();
  await resolveInDoubt();
  await cancelLeftOvers();
  await completeCampaigns();
  await flushDeadLetters();
  await beat("reconcile");
}
