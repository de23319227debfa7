import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Run } from "./run";

/** F6: hundreds of wake-ups for people who have their mail, or will be woken anyway. */
export async function leaveBacklog(run: Run): Promise<void> {
  const done = run.accepts.read().slice(-400);
  await run.queues.put(
    "send",
    done.map(({ campaignId, recipientId }) => JSON.stringify({ v: 1, campaignId, recipientId })),
  );
  run.bites.add("wakeUpsStale", done.length);
  run.history.add("F6", `${done.length} stale wake-ups`);
}

/** F7: the queue forgets everything. */
export async function purgeWakeUps(run: Run): Promise<void> {
  let lost = 0;
  for (let waited = 0; waited < 10_000 && lost < 10; waited += 20) {
    await sleep(20);
    lost = await run.queues.countAll("send");
  }
  await run.queues.purge("send");
  run.bites.add("wakeUpsPurged", lost);
  run.history.add("F7", `the send queue purged, with about ${lost} wake-ups`);
}

/** F8: types nobody knows, events of nobody, and what is no event. */
export async function sendStrangeEvents(run: Run): Promise<void> {
  const [known] = run.accepts.read();
  const mail = {
    timestamp: new Date().toISOString(),
    messageId: known?.messageId ?? randomUUID(),
    destination: ["nobody@example.test"],
    tags: {
      campaign_id: [String(run.campaignId)],
      recipient_id: [String(known?.recipientId ?? 1)],
      attempt_id: [known?.attemptId ?? randomUUID()],
    },
  };
  const bodies = [
    JSON.stringify({ eventType: "Teleported", mail, teleported: { to: "Mars" } }),
    JSON.stringify({ eventType: "Send", mail: { ...mail, tags: {} }, send: {} }),
    JSON.stringify({
      eventType: "Delivery",
      mail: { ...mail, tags: { campaign_id: ["999999999"], recipient_id: ["1"] } },
    }),
    JSON.stringify({ eventType: "Open" }),
    "{not json",
  ];
  await run.queues.put("events", bodies);
  run.bites.add("eventsStrange", bodies.length);
  run.history.add(
    "F8",
    "an unknown type, events without tags, of an unknown campaign, and no event at all",
  );
}

/** F11: bodies that can never be a job; their mates must not suffer. */
export async function poisonQueues(run: Run): Promise<void> {
  const bodies = [
    "{not json",
    JSON.stringify({ v: 9, what: "the future" }),
    JSON.stringify({ v: 1, campaignId: run.campaignId, recipientId: 999_999_999 }),
    JSON.stringify({ v: 1, campaignId: 999_999_999, recipientId: 1 }),
  ];
  await run.queues.put("send", bodies);
  await run.queues.put("send", ["x".repeat(1024 * 1024)]);
  await run.queues.put("transactional", ["null"]);
  run.bites.add("poison", bodies.length + 2);
  run.history.add(
    "F11",
    "wake-ups: no JSON, unknown version, deleted row, unknown campaign, 1 MiB, null",
  );
}
