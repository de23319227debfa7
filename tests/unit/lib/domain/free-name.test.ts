import { expect, test } from "vitest";
import { freeName } from "@/lib/domain/free-name";

test("a name that is taken gets the first free number", () => {
  expect(freeName("Letter 11/20", [])).toBe("Letter 11/20");
  expect(freeName("Letter 11/20", ["Letter 11/2", "Letter 11/20 (2)"])).toBe("Letter 11/20");
  expect(freeName("Letter 11/20", ["Letter 11/20"])).toBe("Letter 11/20 (2)");
  expect(freeName("Letter", ["Letter", "Letter (2)", "Letter (4)"])).toBe("Letter (3)");
});
