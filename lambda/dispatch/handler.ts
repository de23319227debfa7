import { dispatchLane } from "@/lib/delivery/dispatch";
import { launchDueCampaigns } from "@/lib/delivery/schedule";
import { restartStalledFanouts } from "@/lib/delivery/plan";
import { beat } from "@/lib/delivery/reconcile";

/** The tick: launches what is due and keeps a window of wake-ups on the queues. */
export async function handler(): Promise<void> {
  await launchDueCampaigns();
  await restartStalledFanouts();
  await dispatchLane("transactional");
  await dispatchLane("campaign");
  await beat("dispatch");
}
