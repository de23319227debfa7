import { expect, test } from "vitest";
import { isBearer } from "@/lib/metrics/token";

test.each([
  ["Bearer s3cret", true],
  ["bearer s3cret", true],
  ["Bearer s3cre", false],
  ["Bearer s3cret2", false],
  ["Basic s3cret", false],
  ["s3cret", false],
  ["Bearer ", false],
  ["", false],
  [null, false],
])("%j opens: %s", (header, opens) => {
  expect(isBearer(header, "s3cret")).toBe(opens);
});
