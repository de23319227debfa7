import type { CompiledContent } from "@/lib/domain/compiled-content";
import { checkExactlyOnce, readAccepts } from "./accepts";
import { createAudience, createCampaign, type Audience } from "@/scripts/rig/audience";
import { waitForEvents } from "./event-backlog";
import { closeLedger, countByStatus, launchAndWait, waitForRate } from "@/scripts/rig/ledger";
import { createMeter, type Meter } from "./meter";
import { toReport, type Bench } from "./report";
import { bodyBytes, repeatSentMails } from "./sent-mails";
import { startSystem, type BenchSystem } from "@/scripts/rig/system";
import { takeTurns, type Measure } from "./turns";
import { startYardstick } from "./yardstick-process";

/**
 * Calls at once, on both sides. A batch may be ten times as large, but the bare loop is at its best
 * with few calls under way.
 */
const consumers = 4;
const batch = 10;
const concurrency = consumers * batch;

/**
 * Launches real campaigns and waits until each ledger is terminal, in turns with a bare loop that
 * only calls SendEmail with the same bytes, on the same SES, with as many calls at once. Everything
 * runs as it always does, events and their recording too; a round begins when the last one's are in.
 * Counted as ours is the CPU of the sending handlers' processes; everybody else's is in the details.
 */
export const benchSend: Bench = async (flags) => {
  const recipients = flags.count("recipients", 2000);
  process.env["LETTERPRESS_SEND_CONCURRENCY"] = String(consumers);
  process.env["LETTERPRESS_SEND_BATCH"] = String(batch);
  const system = await startSystem();
  try {
    // What is imported from lib/ reads the settings once: they must be there before.
    Object.assign(process.env, system.settings);
    const { promotionOfSize } = await import("./promotion");
    const compiled = await promotionOfSize(flags.bytes("size", 100 * 1024));
    const audience = await createAudience(recipients);
    await waitForRate(1000);
    return await run({ system, recipients, compiled, audience, rounds: flags.count("rounds", 3) });
  } finally {
    await closeLedger();
    await system.stop();
  }
};

type Plan = {
  system: BenchSystem;
  recipients: number;
  compiled: CompiledContent;
  audience: Audience;
  rounds: number;
};

async function run(plan: Plan): ReturnType<Bench> {
  const { system, recipients, rounds } = plan;
  const meter = createMeter(system);
  const problems: string[] = [];
  const ours = (): Promise<Measure> => sendCampaign(plan, { meter, problems });

  await ours(); // warms the handlers, and leaves the mails that the yardstick repeats
  problems.length = 0;
  const mails = await repeatSentMails(system.sesUrl, Math.min(100, recipients));
  const yardstick = await startYardstick(mails, { settings: system.settings, concurrency });
  try {
    const bare = async (): Promise<Measure> => {
      await waitForEvents(system);
      return yardstick.round(recipients);
    };
    await bare();
    meter.reset();
    const turns = await takeTurns(rounds, { ours, bare }, { onRound: tell(recipients) });
    problems.push(...checkBareAccepts(system, recipients * (rounds + 1)));
    const names = { name: "send", yardstick: "bare SendEmail loop" };
    const report = toReport({ ...names, items: recipients, peakRssMb: meter.peakRssMb() }, turns);
    const details: [string, string][] = [
      ["bytes a mail", String(bodyBytes(mails[0]))],
      ...meter.details(recipients),
    ];
    return { report, details, problems };
  } finally {
    yardstick.stop();
  }
}

/** One campaign to everybody, measured, then held against what SES says it took. */
async function sendCampaign(
  { system, recipients, compiled, audience }: Plan,
  { meter, problems }: { meter: Meter; problems: string[] },
): Promise<Measure> {
  const campaignId = await createCampaign(compiled, audience);
  await waitForEvents(system);
  meter.start();
  const { seconds, halfSeconds, reclaimed } = await launchAndWait(campaignId);
  const cpuMs = meter.stop();
  problems.push(...checkExactlyOnce(readAccepts(system.sesFolder), { campaignId, recipients }));
  const counts = await countByStatus(campaignId);
  if (counts["sent"] !== recipients)
    problems.push(`campaign ${campaignId}: the ledger says ${JSON.stringify(counts)}`);
  process.stderr.write(
    `campaign ${campaignId}: half after ${halfSeconds.toFixed(2)} s, all after ${seconds.toFixed(2)} s; ${reclaimed} claimed again\n`,
  );
  return { seconds, cpuMs };
}

function checkBareAccepts({ sesFolder }: BenchSystem, expected: number): string[] {
  const bare = readAccepts(sesFolder).filter((accept) => accept.tags["campaign_id"] === "0").length;
  return bare === expected ? [] : [`the bare loop was accepted ${bare} times, not ${expected}`];
}

function tell(recipients: number): (round: number, ours: Measure, bare: Measure) => void {
  const side = ({ seconds, cpuMs }: Measure): string =>
    `${(recipients / seconds).toFixed(0)}/s, ${(cpuMs / recipients).toFixed(2)} CPU ms each`;
  return (round, ours, bare) =>
    void process.stderr.write(`round ${round}: ours ${side(ours)}; bare ${side(bare)}\n`);
}
