import { expect, test } from "vitest";
import { campaignStatus } from "@/db/schema/campaigns";
import { archivableStatuses, campaignHref, openSteps } from "@/lib/domain/campaign-edit";

test("every status opens at a step that it has", () => {
  for (const status of campaignStatus.enumValues) {
    const step = campaignHref(7, status).split("/")[3] ?? "content";
    expect(openSteps(status).map(String)).toContain(step);
  }
});

test("there is no report before a launch, and always one after", () => {
  const without = campaignStatus.enumValues.filter(
    (status) => !openSteps(status).includes("report"),
  );
  expect(without).toEqual(["draft", "scheduled"]);
});

test("what still runs or waits for its time cannot be archived", () => {
  const kept = campaignStatus.enumValues.filter(
    (status) => !archivableStatuses.some((archivable) => archivable === status),
  );
  expect(kept).toEqual(["scheduled", "launching", "sending", "paused"]);
});
