import { beforeEach, expect, test, vi } from "vitest";
import { acceptsOf, liftRate, loseMessages } from "@/tests/support/engine";
import { pauseCampaign, resumeCampaign } from "@/lib/delivery/lifecycle";
import { sendBatch } from "@/lib/delivery/send";
import { launchedCampaign, listRows } from "@/tests/support/launched-campaign";

// A process that is frozen (SIGSTOP, a paused machine) right after its claim: the monotonic clock
// has jumped when it goes on.
const frozen = vi.hoisted(() => ({ ms: 0, afterClaim: async (): Promise<void> => undefined }));

vi.mock("@/lib/delivery/claim", async (importOriginal) => {
  const original = await importOriginal<typeof import("@/lib/delivery/claim")>();
  return {
    ...original,
    claimRecipients: async (jobs: Parameters<typeof original.claimRecipients>[0]) => {
      const claims = await original.claimRecipients(jobs);
      await frozen.afterClaim();
      return claims;
    },
  };
});

const realNow = performance.now.bind(performance);
vi.spyOn(performance, "now").mockImplementation(() => realNow() + frozen.ms);

beforeEach(async () => {
  await liftRate();
  frozen.ms = 0;
  frozen.afterClaim = async () => undefined;
});

test("a process that was frozen after its claim mails nobody when it wakes up", async () => {
  const { id } = await launchedCampaign({ count: 3 });
  await loseMessages("send");
  frozen.afterClaim = async () => {
    await pauseCampaign(id, { userId: 1 });
    frozen.ms += 60_000; // the lease still runs
  };
  const jobs = (await listRows(id)).map((row) => ({
    v: 1 as const,
    campaignId: id,
    recipientId: row.id,
  }));
  const batch = { lane: "campaign" as const, deadline: Date.now() + 200_000 };
  await sendBatch(jobs, batch);
  expect(await acceptsOf(id)).toEqual([]);
  const rows = await listRows(id);
  expect(rows.map(({ status, attempts }) => [status, attempts])).toEqual(
    Array(3).fill(["queued", 0]),
  );

  frozen.afterClaim = async () => undefined;
  await resumeCampaign(id, { userId: 1 });
  await sendBatch(jobs, batch);
  expect(await acceptsOf(id)).toHaveLength(3);
});
