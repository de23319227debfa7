import { expect, test } from "vitest";
import { succeededIds } from "@/local/lambda-runner/batch-outcome";

const batch = ["a", "b", "c"];
const failed = (...ids: unknown[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

test.each([
  ["nothing returned", undefined],
  ["null", null],
  ["an empty object", {}],
  ["a null list", { batchItemFailures: null }],
  ["an empty list", { batchItemFailures: [] }],
])("%s means that the whole batch is done", (_, response) => {
  expect(succeededIds(batch, response)).toEqual(batch);
});

test("only the messages that are named come again", () => {
  expect(succeededIds(batch, failed("b"))).toEqual(["a", "c"]);
  expect(succeededIds(batch, failed("a", "b", "c"))).toEqual([]);
});

test.each([
  ["an unknown id", failed("b", "z")],
  ["an empty id", failed("")],
  ["a null id", failed(null)],
  ["a wrong key", { batchItemFailures: [{ messageId: "a" }] }],
  ["a string for an item", { batchItemFailures: ["a"] }],
  ["no list", { batchItemFailures: "a" }],
  ["no object", "ok"],
])("%s cannot be understood, so the whole batch comes again", (_, response) => {
  expect(succeededIds(batch, response)).toEqual([]);
});
