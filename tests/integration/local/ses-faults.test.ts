import { afterAll, beforeAll, expect, test } from "vitest";
import { startSes, type RunningSes } from "@/local/ses/server";
import { createSesClient, listMails, mailTo, outcomeOf } from "@/tests/support/ses-mails";

let ses: RunningSes;
let client: ReturnType<typeof createSesClient>;

beforeAll(async () => {
  ses = await startSes({ maxSendRate: 1000, faultToken: "a token" });
  client = createSesClient(ses.url);
});

afterAll(async () => {
  client.destroy();
  await ses.close();
});

async function inject(rules: object[], token = "a token"): Promise<Response> {
  return fetch(`${ses.url}/faults`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ seed: 7, rules }),
  });
}

test("faults need the token", async () => {
  expect((await inject([], "another")).status).toBe(403);
  expect((await fetch(`${ses.url}/faults`)).status).toBe(403);
  const closed = await startSes();
  const response = await fetch(`${closed.url}/faults`, { headers: { authorization: "Bearer " } });
  expect(response.status).toBe(403);
  await closed.close();
});

test("faults are refused with the reason when they make no sense", async () => {
  const response = await inject([{ kind: "explode" }]);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    message: expect.stringContaining("Unknown kind"),
  });
});

test.each([
  ["throttle", { name: "TooManyRequestsException", status: 429 }, 0],
  ["error_before", { name: "InternalFailure", status: 500 }, 0],
  ["error_after", { name: "InternalFailure", status: 500 }, 1],
  ["hang_before", { name: "TimeoutError" }, 0],
  ["hang_after", { name: "TimeoutError" }, 1],
  ["reset_before", { name: "TimeoutError", status: undefined }, 0],
  ["reset_after", { name: "TimeoutError", status: undefined }, 1],
  ["refuse", { name: "MessageRejected", status: 400 }, 0],
])("%s", async (kind, expected, accepts) => {
  const address = `${kind.replace("_", "-")}@faults.test`;
  await inject([{ kind, count: 1, match: address }]);
  expect(await outcomeOf(client.send(mailTo("other@faults.test")))).toMatchObject({
    name: "accepted",
  });
  const outcome = await outcomeOf(client.send(mailTo(address)));
  expect(outcome).toMatchObject(expected);
  expect(await listMails(ses, `to=${address}`)).toHaveLength(accepts);
  expect(await outcomeOf(client.send(mailTo(address)))).toMatchObject({ name: "accepted" });
  await inject([]);
});

test("a slow SES delays the answer", async () => {
  await inject([{ kind: "slow", ms: 300, count: 1 }]);
  const start = performance.now();
  await client.send(mailTo("slow@faults.test"));
  expect(performance.now() - start).toBeGreaterThan(290);
  await inject([]);
});

test("faults strike the same calls for the same seed", async () => {
  async function run(): Promise<string[]> {
    await inject([{ kind: "throttle", probability: 0.5, match: "seeded" }]);
    const names: string[] = [];
    for (let call = 0; call < 20; call += 1)
      names.push((await outcomeOf(client.send(mailTo("seeded@faults.test")))).name);
    await inject([]);
    return names;
  }
  const first = await run();
  expect(new Set(first).size).toBe(2);
  expect(await run()).toEqual(first);
});
