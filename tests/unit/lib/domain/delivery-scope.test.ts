import { expect, test } from "vitest";
import { parseDeliveryScope } from "@/lib/domain/delivery-scope";

test.each([
  { search: {}, scope: { campaignId: undefined, cause: undefined } },
  { search: { campaign: "7" }, scope: { campaignId: 7, cause: undefined } },
  { search: { cause: "size", after: "x" }, scope: { campaignId: undefined, cause: "size" } },
  { search: { cause: "nonsense" }, scope: undefined },
  { search: { cause: "" }, scope: undefined },
  { search: { cause: ["size", "other"] }, scope: undefined },
  { search: { campaign: "seven" }, scope: undefined },
  { search: { campaign: "7", cause: "nonsense" }, scope: undefined },
])("$search narrows to $scope", ({ search, scope }) => {
  expect(parseDeliveryScope(search)).toEqual(scope);
});
