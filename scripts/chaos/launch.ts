import { insist } from "./database";
import { killAtStep } from "./inject-processes";
import type { Run } from "./run";
import { startScript } from "./script-process";

/**
 * F15 and F16: the process in which "send" is pressed dies while it plans the first recipients. Two
 * more presses at once must not start the campaign again, and whoever goes on planning dies too.
 */
export async function launchUnderFire(run: Run): Promise<void> {
  const web = pressSend(run);
  await killAtStep(run, "web.during_plan");
  await web;
  const { launchCampaign } = await import("@/lib/delivery/launch");
  const goesOn = killAtStep(run, "control.during_plan");
  const pressed = await Promise.all(
    [1, 2].map(() => insist(() => launchCampaign(run.campaignId, { userId: 1 }))),
  );
  const started = pressed.filter(({ ok }) => ok).length;
  run.history.add(
    "F15",
    `send pressed twice more at once: ${started} of 2 started the campaign again`,
  );
  run.bites.add("pressedAgain", pressed.length - started);
  if (started !== 0)
    run.facts.problems.push(`F15: ${started} later presses started the campaign again`);
  await goesOn;
}

/** As the web server would, in a process of its own. */
async function pressSend({ system, campaignId }: Run): Promise<void> {
  const child = startScript("scripts/chaos/press-send.ts", [String(campaignId)], {
    env: { ...system.settings, CHAOS_ROLE: "web" },
    preloads: ["scripts/chaos/preload.mjs"],
  });
  await new Promise((resolve) => child.once("exit", resolve));
}
