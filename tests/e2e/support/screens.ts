import type { BrowserContext } from "@playwright/test";
import { setTimeout as sleep } from "node:timers/promises";
import type { System } from "./system";

/** A screen to be opened again and again; with a body it is asked as the page's own script asks. */
export type Screen = { name: string; path: string; body?: string };

/** The screens that somebody who works with people and campaigns has open. */
export function listScreens(ids: {
  campaignId: number;
  importId: number;
  topicId: number;
  /** The key of a property with numbers. */
  points: string;
}): Screen[] {
  const rule = {
    match: "all",
    rules: [
      { field: "name", test: { op: "starts_with", value: "김" } },
      { field: "property", key: ids.points, type: "number", test: { op: "gte", value: 25_000 } },
    ],
  };
  return [
    { name: "overview", path: "/" },
    { name: "contacts", path: "/audience/contacts" },
    { name: "contacts, name search", path: `/audience/contacts?q=${encodeURIComponent("민준")}` },
    {
      name: "contacts of a topic",
      path: `/audience/contacts?topic=${ids.topicId}&state=subscribed`,
    },
    { name: "segments", path: "/audience/segments" },
    {
      name: "segment, count and sample",
      path: "/audience/segments/preview",
      body: JSON.stringify(rule),
    },
    { name: "imports", path: "/audience/imports" },
    { name: "the import", path: `/audience/imports/${ids.importId}` },
    { name: "topics", path: "/audience/topics" },
    { name: "suppressions", path: "/audience/suppressions" },
    { name: "campaigns", path: "/campaigns" },
    { name: "campaign report", path: `/campaigns/${ids.campaignId}/report` },
  ];
}

/** Milliseconds until the last byte, by screen. */
export type ScreenTimes = Map<string, number[]>;

/** Neither idle nor the only thing that the machine does. */
const pauseMs = 100;

type Visitor = { context: BrowserContext; system: System };

/** Opens each screen in turn until told to stop, as somebody signed in; every answer must be good. */
export function watchScreens(
  visitor: Visitor,
  screens: readonly Screen[],
): { stop(): Promise<ScreenTimes> } {
  const stopped = new AbortController();
  const times: ScreenTimes = new Map(screens.map(({ name }) => [name, []]));
  const watch = async (): Promise<void> => {
    while (!stopped.signal.aborted)
      for (const screen of screens) {
        times.get(screen.name)?.push(await openScreen(visitor, screen));
        if (stopped.signal.aborted) return;
        await sleep(pauseMs);
      }
  };
  const watching = watch();
  watching.catch(() => undefined); // told by stop()
  return {
    async stop() {
      stopped.abort();
      await watching;
      return times;
    },
  };
}

/** Opens each screen so many times, one after the other. */
export async function visitScreens(
  visitor: Visitor,
  screens: readonly Screen[],
  rounds: number,
): Promise<ScreenTimes> {
  const times: ScreenTimes = new Map(screens.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const screen of screens) times.get(screen.name)?.push(await openScreen(visitor, screen));
  return times;
}

/** From the request to the last byte: what streams in later is waited for too. */
async function openScreen({ context, system }: Visitor, screen: Screen): Promise<number> {
  const cookies = await context.cookies(system.url);
  const startedAt = performance.now();
  const response = await fetch(new URL(screen.path, system.url), {
    redirect: "manual",
    headers: {
      cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
      "accept-language": "ko",
      ...(screen.body !== undefined && { origin: system.url, "content-type": "application/json" }),
    },
    ...(screen.body !== undefined && { method: "POST", body: screen.body }),
  });
  const text = await response.text();
  if (response.status !== 200 || text === "")
    throw new Error(`${screen.name} (${screen.path}) answered ${response.status}.`);
  return performance.now() - startedAt;
}

/** The value that so large a share of the values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}
