import { setTimeout as sleep } from "node:timers/promises";
import type { CompiledContent } from "@/lib/domain/compiled-content";
import { seededRandom } from "@/local/ses/faults";
import { type Accept, readAccepts } from "./accepts";
import { createAudience, createCampaign } from "@/scripts/rig/audience";
import { busiestSecond, readDepartures } from "@/scripts/rig/departures";
import { closeLedger, waitForRate, waitUntilPlanned } from "@/scripts/rig/ledger";
import { createMeter } from "./meter";
import { type Killer, listSenders, startKiller } from "./pace-killer";
import { type Stretch, stretches, type TargetSample } from "./pace-log";
import type { Bench, BenchReport, BenchResult } from "./report";
import { type BenchSystem, startSystem } from "@/scripts/rig/system";

/** A call takes a few hundred ms on a busy machine, and a worker has a hundred under way at most. */
const mailsPerWorker = 125;
const fewestWorkers = 4;
const killEveryMs = 5_000;
/** Until then eleven processes that have just started still compile their code, on two cores. */
const warmUpMs = 12_000;
/** Of the bucket's target, what must have arrived in every minute. */
const smallestRatio = 0.95;
const askEveryMs = 500;

/**
 * A campaign at the rate that SES allows, while one of at least four workers is killed every five
 * seconds; told by SES's own accept log. The yardstick is what the bucket aims at: it begins at 0.8
 * of SES's rate and feels its way up.
 */
export const benchPace: Bench = async (flags) => {
  const plan = {
    rate: flags.count("rate", 14),
    seconds: flags.count("seconds", 60),
    seed: flags.count("seed", 1),
  };
  const usual = Math.max(fewestWorkers, Math.ceil(plan.rate / mailsPerWorker));
  const workers = Number((process.env["LETTERPRESS_SEND_CONCURRENCY"] ??= String(usual)));
  const system = await startSystem({ maxSendRate: plan.rate });
  try {
    // What is imported from lib/ reads the settings once: they must be there before.
    Object.assign(process.env, system.settings);
    const audience = await createAudience(Math.ceil(plan.rate * (plan.seconds + 45)));
    const campaignId = await createCampaign(smallMail(), audience);
    await waitForRate(plan.rate / 2);
    return judge(await run(system, { ...plan, workers, campaignId }));
  } finally {
    await closeLedger();
    await system.stop();
  }
};

type Plan = { rate: number; seconds: number; seed: number; workers: number; campaignId: number };
type Run = Plan & {
  accepts: Accept[];
  departures: number[];
  samples: TargetSample[];
  throttles: number;
  killer: Killer;
  /** CPU of everybody else, in cores. */
  cores: [label: string, value: string][];
  /** From pressing send. */
  firstMs: number;
  readyMs: number;
  from: number;
  to: number;
};

async function run(system: BenchSystem, plan: Plan): Promise<Run> {
  const { launchCampaign } = await import("@/lib/delivery/launch");
  const { cancelCampaign } = await import("@/lib/delivery/lifecycle");
  const { describeRate } = await import("@/lib/delivery/rate");
  const ask = async () => {
    const state = await describeRate();
    if (!state) throw new Error("The bucket is not there.");
    return { state, sample: { at: Date.now(), perSecond: state.targetRate } };
  };

  const pressedAt = Date.now();
  const launched = await launchCampaign(plan.campaignId, { userId: null });
  if (!launched.ok) throw new Error(`The campaign was not launched: ${launched.reason}.`);
  const firstAt = await firstAccept(system);
  await waitUntilPlanned(plan.campaignId);
  while (listSenders(system).length < plan.workers) await sleep(100);
  const readyAt = Date.now();
  await sleep(warmUpMs);
  const from = Date.now();
  const to = from + plan.seconds * 1000;
  const random = seededRandom(plan.seed);
  const meter = createMeter(system);
  meter.start();
  const killer = startKiller(system, { everyMs: killEveryMs, random });
  const samples: TargetSample[] = [];
  while (Date.now() < to) {
    samples.push((await ask()).sample);
    await sleep(Math.min(askEveryMs, Math.max(1, to - Date.now())));
  }
  killer.stop();
  meter.stop();
  const cores = meter.details(plan.seconds * 1000);
  await cancelCampaign(plan.campaignId, { userId: 1 });
  await sleep(2000); // calls under way
  const { state } = await ask();
  const throttles = state.throttles.campaign + state.throttles.transactional;
  return {
    ...plan,
    accepts: readAccepts(system.sesFolder),
    departures: readDepartures(system.departuresFolder),
    samples,
    throttles,
    killer,
    cores,
    firstMs: firstAt - pressedAt,
    readyMs: readyAt - pressedAt,
    from,
    to,
  };
}

async function firstAccept({ sesFolder }: BenchSystem): Promise<number> {
  for (;;) {
    const [first] = readAccepts(sesFolder);
    if (first) return Date.parse(first.at);
    await sleep(50);
  }
}

function judge(run: Run): BenchResult {
  const times = run.accepts.map(({ at }) => Date.parse(at)).toSorted((a, b) => a - b);
  const { whole, minutes } = stretches(times, run.samples, run);
  const worst = busiestSecond(run.departures);
  const people = new Set(run.accepts.map(({ tags }) => tags["recipient_id"]));
  const doubled = run.accepts.length - people.size;
  const { killer } = run;
  const details: [string, string][] = [
    ["SES allows a second", String(run.rate)],
    ["first mail after, s", (run.firstMs / 1000).toFixed(1)],
    ["planned and all started, s", (run.readyMs / 1000).toFixed(1)],
    ["in the warm-up, a second", meanOfWarmUp(times, run.from).toFixed(1)],
    ["calls in the busiest second", String(worst)],
    ["SES wrote down at most", String(busiestSecond(times))],
    ["smallest minute", minutes.length === 0 ? "no full minute" : tellMinute(smallest(minutes))],
    ["throttles (429)", String(run.throttles)],
    ["kills", `${killer.kills()}, seed ${run.seed}; workers at the end ${killer.senders().length}`],
    ["mailed twice", String(doubled)],
    // Of the senders only those that live at the end would be counted here.
    ...run.cores
      .filter(([label]) => !label.startsWith("send handlers"))
      .map(([label, value]): [string, string] => [label.replace("CPU ms", "cores"), value]),
  ];
  const problems = [
    ...[whole, ...minutes]
      .filter(({ mean, target }) => mean < smallestRatio * target)
      .map((stretch) => `too slow: ${tellMinute(stretch)}`),
    ...(worst > run.rate ? [`${worst} calls left within a second, SES allows ${run.rate}`] : []),
    ...(doubled > 0 ? [`${doubled} recipients were mailed twice`] : []),
  ];
  return { report: toReport(run, whole), details, problems };
}

function meanOfWarmUp(times: readonly number[], until: number): number {
  return times.filter((at) => at >= until - warmUpMs && at < until).length / (warmUpMs / 1000);
}

function smallest(minutes: Stretch[]): Stretch {
  return minutes.reduce((a, b) => (b.mean / b.target < a.mean / a.target ? b : a));
}

function tellMinute({ from, to, mean, target }: Stretch): string {
  const seconds = Math.round((to - from) / 1000);
  const ratio = (mean / target).toFixed(3);
  return `${ratio} (${mean.toFixed(1)}/s of ${target.toFixed(1)}/s over ${seconds} s)`;
}

function toReport({ killer, seconds }: Run, { accepts, mean, target }: Stretch): BenchReport {
  const round = (value: number, digits: number): number => Number(value.toFixed(digits));
  return {
    name: "pace",
    items: accepts,
    seconds,
    perSecond: round(mean, 2),
    cpuMsPerItem: round(killer.senderCpuMs() / accepts, 4),
    peakRssMb: round(killer.peakRssMb(), 1),
    yardstick: { name: "the bucket's target", perSecond: round(target, 2), cpuMsPerItem: null },
    ratio: round(mean / target, 3),
    cpuRatio: null, // a target uses no CPU
  };
}

/** About 1.5 KB: what is paced is mails, whatever they weigh. */
function smallMail(): CompiledContent {
  const filler = "가을의 색을 담은 새 물건을 오래 쓰는 마음으로 골랐어요. ".repeat(15);
  return {
    v: 1,
    locale: "ko",
    subject: {
      chunks: ["(광고) ", "님께"],
      slots: [{ kind: "merge", liquid: '{{ name | fallback: "고객" }}', escape: "text" }],
    },
    html: {
      chunks: ["<p>", `</p><p>${filler}</p><a href="`, '">보기</a><a href="', '">수신거부</a>'],
      slots: [
        { kind: "merge", liquid: '{{ name | fallback: "고객" }}', escape: "html" },
        { kind: "link", n: 0 },
        { kind: "url", name: "unsubscribe" },
      ],
    },
    text: { chunks: [filler], slots: [] },
    links: ["https://sodam.test/autumn"],
    fields: ["name"],
    requiredFields: [],
  };
}
