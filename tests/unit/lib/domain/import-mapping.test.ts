import { expect, test } from "vitest";
import { applyTargets, targetId } from "@/lib/domain/import-mapping";
import type { ColumnTarget, ImportOptions } from "@/lib/domain/import-options";

const grade = { key: "grade", label: "등급", type: "text" } as const;

function options(headers: string[], columns: ColumnTarget[]): ImportOptions {
  return {
    v: 1,
    encoding: "utf-8",
    delimiter: ",",
    headerRow: 1,
    headers,
    columns,
    everyone: "active",
    phoneZero: "keep",
    blankCells: "keep",
    consentSource: "",
    consentDate: null,
  };
}

test("choosing nothing new changes nothing", () => {
  const columns: ColumnTarget[] = [
    { to: "email" },
    { to: "property", ...grade, isNew: false },
    { to: "property", key: "signup_date", label: "가입일", type: "date", isNew: true },
    { to: "skip" },
    { to: "consent" },
  ];
  const given = options(["이메일", "등급", "가입일", "", "동의"], columns);
  expect(applyTargets(given, columns.map(targetId), [grade])).toEqual(columns);
});

test("a new property gets its key from the header, free of those that are taken", () => {
  const given = options(
    ["등급", "Grade", "매장"],
    [{ to: "skip" }, { to: "skip" }, { to: "skip" }],
  );
  expect(applyTargets(given, ["new:text", "new:number", "new:date"], [grade])).toEqual([
    { to: "property", key: "grade_2", label: "등급", type: "text", isNew: true },
    { to: "property", key: "grade_3", label: "Grade", type: "number", isNew: true },
    { to: "property", key: "maejang", label: "매장", type: "date", isNew: true },
  ]);
});

test("a property that was declared meanwhile is joined where it has the same type", () => {
  const column = { to: "property", key: "grade", label: "Grade", isNew: true } as const;
  const chosen = (type: "text" | "number") =>
    applyTargets(options(["Grade"], [{ ...column, type }]), [`new:${type}`], [grade]);
  expect(chosen("text")).toEqual([{ to: "property", ...grade, isNew: false }]);
  expect(chosen("number")).toMatchObject([{ key: "grade_2", type: "number", isNew: true }]);
});

test("what means nothing leaves the column as it was", () => {
  const given = options(["이메일"], [{ to: "email" }]);
  expect(applyTargets(given, ["property:gone"], [grade])).toEqual([{ to: "email" }]);
  expect(applyTargets(given, [], [grade])).toEqual([{ to: "email" }]);
});
