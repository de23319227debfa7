import { expect, test } from "vitest";
import { allocateRequest } from "@/lib/aws/request-buffer";

test.each([1, 3_000, 30_000, 110_000, 10_000_000])(
  "a request of %i bytes has memory of its own",
  (bytes) => {
    const first = allocateRequest(bytes).fill(1);
    const others = Array.from({ length: 20 }, () => allocateRequest(bytes).fill(2));
    expect(first).toHaveLength(bytes);
    expect(first.every((byte) => byte === 1)).toBe(true);
    expect(others.every((other) => other.length === bytes)).toBe(true);
  },
);
