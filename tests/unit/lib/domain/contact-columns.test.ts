import { expect, test } from "vitest";
import { readColumns } from "@/lib/domain/contact-columns";
import { formatTimelineCursor, parseTimelineCursor } from "@/lib/domain/timeline-cursor";

test("known columns and properties are read, each once, nonsense is left out", () => {
  expect(readColumns("phone,phone,property:grade,property:,<b>,added")).toEqual([
    "phone",
    "property:grade",
    "added",
  ]);
  expect(readColumns("")).toEqual([]);
  expect(readColumns("nonsense")).toBeUndefined();
  expect(readColumns(undefined)).toBeUndefined();
});

test("a timeline goes on where it was, and not where nobody could have been", () => {
  const cursor = { at: "2026-11-20 15:30:00.123456+00", key: "mail:12:345" };
  expect(parseTimelineCursor(formatTimelineCursor(cursor))).toEqual(cursor);
  expect(parseTimelineCursor("2026-11-20 15:30:00+00_'; drop")).toBeUndefined();
  expect(parseTimelineCursor("yesterday_mail:1:2")).toBeUndefined();
  expect(parseTimelineCursor(undefined)).toBeUndefined();
});
